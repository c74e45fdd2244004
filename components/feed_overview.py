"""The feeds in a table, a line each, the worst first."""

from collections.abc import Sequence
from typing import Any

from dash import html

from components.card import SIGNS
from components.feed_words import TEXTS, say, span, told, usual
from components.figure import MISSING, age, number
from components.tags import tags
from components.theme import Language, Theme
from data.feed_report import FeedReport
from data.intake import Counts
from data.usual import Flow

FIGURES = ("accepted", "updated", "duplicate", "rejected", "unplaced", "implausible")
SHOWN = 3  # notices of a feed


def overview(reports: Sequence[FeedReport], language: Language, theme: Theme) -> html.Table:
    """Each feed with its age, rate, delay, what became of its rows in 24 hours, and what to look at."""
    notes = {"rate": say("rate_note", language), "delay": say("delay_note", language)}
    heads = ("feed", "age", "rate", "delay", *FIGURES, "open", "notices")
    head = [
        html.Th([TEXTS[one][language], *([html.Small(notes[one])] if one in notes else [])], className=f"col-{one}")
        for one in heads
    ]
    over = [html.Th(colSpan=4), html.Th(say("of_day", language), colSpan=len(FIGURES), className="group")]
    return html.Table(
        [
            html.Thead([html.Tr([*over, html.Th(colSpan=2)]), html.Tr(head)]),
            html.Tbody([line(report, language, theme) for report in reports]),
        ],
        className="feed-table",
    )


def line(report: FeedReport, language: Language, theme: Theme) -> html.Tr:
    where = f"/feeds?feed={report.id}&lang={language}&theme={theme}"
    title = [html.Span(SIGNS[report.state], className="sign"), html.A(report.age.title[language], href=where)]
    said = [told(notice, report, language) for notice in report.notices]
    more = [say("more", language, n=len(said) - SHOWN)] if len(said) > SHOWN else []
    cells = [
        cell("age", age_of(report, language), language),
        cell("rate", rate(None if report.pace is None else report.pace.hour, language), language),
        cell("delay", delay(report, language), language),
        *(cell(one, count(report.day, one), language) for one in FIGURES),
        cell("open", number(report.open_rejects, 0) if report.open_rejects else "", language),
        html.Td([html.Span(one) for one in [*said[:SHOWN], *more]], className="col-notices"),
    ]
    return html.Tr(
        [html.Th([*title, html.Code(report.id)], scope="row"), *cells],
        className=f"is-{report.state}",
        **tags(feed=report.id, state=report.state),
    )


def cell(column: str, content: Any, language: Language) -> html.Td:
    return html.Td(content, className=f"col-{column}", **tags(heading=TEXTS[column][language]))


def age_of(report: FeedReport, language: Language) -> list[Any]:
    limit = html.Small(say("limit", language, span=span(report.stale_after, language)))
    return [html.B(MISSING if report.age.age is None else age(report.age.age, language)), limit]


def rate(flow: Flow | None, language: Language) -> list[Any]:
    """Rows of the newest hour, and what is usual then."""
    if flow is None:
        return [html.B(MISSING)]
    known = [] if flow.usual is None else [html.Small(say("usual", language, rows=usual(flow.usual)))]
    return [html.B(number(flow.rows, 0)), *known]


def delay(report: FeedReport, language: Language) -> list[Any]:
    if report.newest.delay_s is None:
        return [html.B(MISSING)]
    middle, late = (span(seconds, language) for seconds in report.newest.delay_s)
    return [html.B(middle), html.Small(late)]


def count(counts: Counts, figure: str) -> html.Span:
    value = getattr(counts, figure)
    return html.Span(number(value, 0), className="" if value else "zero")
