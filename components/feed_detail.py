"""One feed in full: how it is, why rows were refused, how complete it is, its newest rows and batches."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from dash import html

from components.feed_overview import FIGURES, rate
from components.feed_words import say, span, told
from components.figure import MISSING, age, number
from components.panel import panel
from components.tags import tags
from components.theme import Language
from data.feed_detail import FeedDetail, Row
from data.feed_report import FeedReport
from data.shift import Shift


def detail(report: FeedReport, full: FeedDetail, zone: str, profile: str, language: Language) -> html.Div:
    """The panels of a feed's page; `profile` is how the command line names the place."""
    place = ZoneInfo(zone)
    n = number(report.newest.rows, 0)
    note = say("complete_note", language, n=n)
    return html.Div(
        [
            panel(say("state", language), report.schema, state(report, full, place, language), "feed-state"),
            panel(say("notices", language), "", notices(report, full.shift, place, language), "feed-notices"),
            panel(say("reasons", language), "", reasons(report, full, place, profile, language), "feed-reasons"),
            panel(say("good", language), say("hidden", language), row(full.good, place, language), "feed-row"),
            panel(say("bad", language), say("hidden", language), row(full.bad, place, language), "feed-row"),
            panel(say("complete", language), note, completeness(report, language), "feed-complete"),
            panel(say("batches", language), "", batches(full, place, language), "feed-batches"),
        ],
        className="feed-detail",
    )


def state(report: FeedReport, full: FeedDetail, zone: ZoneInfo, language: Language) -> html.Div:
    newest, pace, delay = report.age.newest_at, report.pace, report.newest.delay_s
    old = MISSING if report.age.age is None else age(report.age.age, language)
    facts = [
        (say("age", language), [html.B(old), f" · {say('limit', language, span=span(report.stale_after, language))}"]),
        (say("newest", language), MISSING if newest is None else moment(newest, zone)),
        (say("hour", language), html.Span(rate(None if pace is None else pace.hour, language))),
        (say("day", language), html.Span(rate(None if pace is None else pace.day, language))),
        (
            f"{say('delay', language)} ({say('delay_note', language)})",
            MISSING if delay is None else " · ".join(span(seconds, language) for seconds in delay),
        ),
    ]
    if full.implausible:
        points = [f"{say(kind, language)} {number(rows, 0)}" for kind, rows in full.implausible.items()]
        facts.append((say("points", language), " · ".join(points)))
    figures = ("read", *FIGURES)
    head = html.Tr([html.Th(), *(html.Th(say(one, language)) for one in figures)])
    rows = [
        html.Tr([html.Th(say(key, language)), *(html.Td(number(getattr(counts, one), 0)) for one in figures)])
        for key, counts in (("of_day", report.day), ("of_total", report.total))
    ]
    counted = html.Table([html.Thead(head), html.Tbody(rows)], className="feed-list")
    return html.Div([html.Dl(pairs(facts), className="facts"), html.Div(counted, className="wide")])


def notices(report: FeedReport, shift: Shift | None, zone: ZoneInfo, language: Language) -> Any:
    if not report.notices and shift is None:
        return html.P(say("nothing", language), className="quiet")
    drift = report.drift
    since = {("gone_column", name): at for name, at in drift.gone}
    since |= {("new_column", name): at for name, at in drift.columns}
    since |= {("new_word", f"{name} = {word}"): at for name, word, at in drift.words}
    since |= {("other_word", f"{name} = {word}"): at for name, word, at in drift.others}
    lines = []
    if shift is not None:
        words = say(f"shifted_{shift.of}", language, **vars(shift))
        lines.append(html.Li(html.Span(words), **tags(kind="shifted")))
    for notice in report.notices:
        at = since.get((notice.kind, notice.about))
        when = [] if at is None else [html.Small(say("since", language, time=moment(at, zone)))]
        lines.append(html.Li([html.Span(told(notice, report, language)), *when], **tags(kind=notice.kind)))
    return html.Ul(lines)


def reasons(report: FeedReport, full: FeedDetail, zone: ZoneInfo, profile: str, language: Language) -> Any:
    if not full.reasons:
        return html.P(say("no_rejects", language), className="quiet")
    heads = ("rows", "column", "reason", "where", "time")
    lines = [
        [number(one.rows, 0), one.column or MISSING, one.reason, f"{one.file} : {one.line}", moment(one.last_at, zone)]
        for one in full.reasons
    ]
    command = f"uv run app.py load --profile {profile} {report.id}={report.id}-rejects.csv"
    link = html.A(
        f"↓ {say('download', language)}",
        href=f"/api/v1/feeds/{report.id}/rejects.csv",
        download=f"{report.id}-rejects.csv",
        className="download",
    )
    return html.Div(
        [html.P(link), html.P([say("how", language), " ", html.Code(command)]), table(heads, lines, language)]
    )


def completeness(report: FeedReport, language: Language) -> html.Div:
    filled, rows = report.newest.filled, report.newest.rows
    given = {name: have for name, have in filled.items() if have or name in report.newest.emptied}
    lines = []
    for name, have in given.items():
        share = 100 * have / rows if rows else 0
        bar = html.Span(html.I(style={"width": f"{share:.1f}%"}), className="bar")
        lines.append(html.Li([html.Code(name), bar, html.Span(f"{number(share, 1)}%")], title=f"{have:,} / {rows:,}"))
    never = ", ".join(name for name in filled if name not in given)
    rest = [html.P(say("never", language, names=never), className="quiet")] if never and rows else []
    return html.Div([html.Ul(lines), *rest])


def row(shown: Row | None, zone: ZoneInfo, language: Language) -> html.Div:
    if shown is None:
        return html.Div(html.P(say("no_row", language), className="quiet"))
    about = html.P([moment(shown.arrived_at, zone), " · ", html.Span(shown.origin)], className="quiet")
    why = [html.P(shown.reason, className="why")] if shown.reason else []
    values = [(html.Code(name), value) for name, value in shown.values.items()]
    told_apart = html.Dl(pairs(values), className="facts") if values else html.P(say("torn", language))
    return html.Div([about, *why, told_apart])


def batches(full: FeedDetail, zone: ZoneInfo, language: Language) -> html.Div:
    figures = ("read", *FIGURES)
    lines = [
        [moment(one.arrived_at, zone), one.origin, *(number(getattr(one.counts, figure), 0) for figure in figures)]
        for one in full.batches
    ]
    return html.Div(table(("time", "origin", *figures), lines, language))


def table(heads: Sequence[str], lines: Sequence[Sequence[str]], language: Language) -> html.Div:
    head = html.Tr([html.Th(say(one, language), className=f"col-{one}") for one in heads])
    body = [
        html.Tr([html.Td(value, className=f"col-{one}") for one, value in zip(heads, line, strict=True)])
        for line in lines
    ]
    return html.Div(html.Table([html.Thead(head), html.Tbody(body)], className="feed-list"), className="wide")


def pairs(facts: Sequence[tuple[Any, Any]]) -> list[Any]:
    return [part for name, value in facts for part in (html.Dt(name), html.Dd(value))]


def moment(instant: datetime, zone: ZoneInfo) -> str:
    return instant.astimezone(zone).strftime("%m-%d %H:%M:%S")
