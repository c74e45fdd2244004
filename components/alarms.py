"""What is the matter now: what nobody has acknowledged first, worst first, and what is to be watched last."""

from collections.abc import Sequence
from typing import Any

from dash import html

from components.alarm import KNOWN, SIGNS, name_of, said_of
from components.alarm_words import tell
from components.card import SIGNS as STATES
from components.figure import age, glance, is_fraction, with_unit
from components.tags import tags
from data.alarms.alarm import Alarm
from data.board import Board, Reading

SHOWN = 3
RANK = {"case": 0, "indicator": 1, "feed": 2}


def alarms(board: Board, readings: Sequence[Reading], language: str) -> html.Div:
    """The worst three of the board's alarms and of the `readings` to watch, and how many more there are; one quiet
    word where nothing is the matter. Its `data-new` names the alarms that nobody has acknowledged."""
    known = {one.indicator.id: one for one in readings}
    ranked = sorted(board.alarms, key=lambda one: (not one.is_new, RANK[one.kind], -excess(known.get(one.subject))))
    watched = sorted((one for one in readings if one.state == "watch"), key=excess, reverse=True)
    raised = {one.subject for one in board.alarms}
    items = [
        *[alarm_link(one, known.get(one.subject), board, language) for one in ranked],
        *[number_link(one, language) for one in watched if one.indicator.id not in raised],
    ]
    more = len(items) - SHOWN
    words = tell("more", language, n=more) if more > 0 else tell("none" if not items else "alarms", language)
    rest = html.A(words, href=f"/alarms?lang={language}", className="alarm rest")
    fresh = [one for one in ranked if one.is_new]
    return html.Div(
        [*items[:SHOWN], rest, announced(fresh, board, language)],
        className="alarms",
        **tags(new=" ".join(str(one.number) for one in fresh)),
    )


def excess(reading: Reading | None) -> float:
    """How far past the limit, in parts of the limit's own size."""
    if reading is None:
        return 0.0
    limit = reading.indicator.bad if reading.state == "bad" else reading.indicator.watch
    if reading.value is None or limit is None:
        return 0.0
    return abs(reading.value - limit) / max(abs(limit), 1.0)


def alarm_link(alarm: Alarm, reading: Reading | None, board: Board, language: str) -> html.A:
    """Lit as long as nobody has acknowledged it; then outlined, with who did and when in its title."""
    state = "new" if alarm.is_new else "known"
    parts = [html.I(SIGNS[alarm.kind], className="sign"), html.Span(name_of(alarm, board, language))]
    if reading is not None:
        parts.append(html.B(now(reading, language)))
    late = next(
        (one.age for one in board.feeds if alarm.kind == "feed" and one.id == alarm.subject and one.stale), None
    )
    if late is not None:
        parts.append(html.B(age(late, language)))
    if not alarm.is_new:
        parts.insert(0, html.I(KNOWN, className="sign"))
    return html.A(
        parts,
        href=f"/alarms?lang={language}",
        className=f"alarm of-{alarm.kind} is-{state}",
        title=said_of(alarm, board, language) or tell("new", language),
    )


def number_link(reading: Reading, language: str) -> html.A:
    """A number that is to be watched, which is no alarm."""
    indicator = reading.indicator
    return html.A(
        [
            html.I(STATES[reading.state], className="sign"),
            html.Span(indicator.title[language]),
            html.B(now(reading, language)),
        ],
        href=f"/indicator/{indicator.id}?lang={language}",
        className=f"alarm is-{reading.state}",
    )


def now(reading: Reading, language: str) -> str:
    if is_fraction(reading):
        return glance(reading)
    return with_unit(reading.value, reading.indicator.digits, reading.indicator.unit[language])


def announced(fresh: Sequence[Alarm], board: Board, language: str) -> html.Span:
    """For a screen reader, which says it anew whenever it changes; ages and numbers would make it talk on and on."""
    names = (", " if language == "en" else "、").join(name_of(one, board, language) for one in fresh)
    words = tell("fresh", language, n=len(fresh), names=names) if fresh else ""
    spoken: dict[str, Any] = {"role": "status", "aria-live": "polite"}
    return html.Span(words, className="unseen", **spoken)
