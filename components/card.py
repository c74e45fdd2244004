"""A card: one number of the wall, what it is, where it is going, and whether anything is the matter."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache

from dash import html
from dash.development.base_component import Component

from components.figure import MISSING, Figure, age, change, figure_of, in_full
from components.spark import spark
from components.tags import tags
from components.words import say
from data.board import Reading
from data.catalogue import Indicator

# The second sign beside the colour. What is normal has neither.
SIGNS = {"normal": "", "watch": "◆", "bad": "▲", "stale": "○", "none": ""}
LONG = 6  # characters
NEVER = datetime.min.replace(tzinfo=UTC)  # the instant of a card that tells no age
ROOM, DIGIT, LETTER = 7.7, 1.3, 0.7  # of the narrowest low card, in rem: for figure and unit, and how wide theirs are


def card(reading: Reading, as_of: datetime, language: str) -> html.A:
    """A link to the indicator, with its number, change, trend and state. `as_of` is the instant of the board."""
    indicator, state = reading.indicator, reading.state
    # What is not late says nothing of times: from one board to the next most cards are the same.
    parts = face(reading, as_of, language) if reading.stale else kept_face(replace(reading, data_at=None), language)
    return html.A(
        [*parts.children],
        href=f"/indicator/{indicator.id}?lang={language}",
        className=f"card is-{state}",
        title=parts.title,
        **tags(
            parts.spoken,
            indicator=indicator.id,
            state=state,
            as_of=reading.data_at.isoformat(timespec="seconds") if reading.data_at else "",
        ),
    )


@dataclass(frozen=True)
class Face:
    """What a card shows, and what it says of it."""

    children: tuple[Component, ...]
    title: str
    spoken: str


@lru_cache(maxsize=300)
def kept_face(reading: Reading, language: str) -> Face:
    return face(reading, NEVER, language)


def face(reading: Reading, as_of: datetime, language: str) -> Face:
    indicator, state = reading.indicator, reading.state
    title, figure = indicator.title[language], figure_of(reading, language)
    spoken = f"{title} {figure.words}"
    return Face(
        (
            html.Span([sign(reading), html.Span(title), *label_unit(title, figure)], className="label"),
            html.Span(
                [
                    html.B(figure.text, className=f"value{' long' if is_long(figure) else ''}{wide(figure)}"),
                    html.Span(figure.unit, className="unit"),
                ],
                className="figure",
            ),
            foot(reading, figure.note, as_of, language),
            spark((*reading.trend[:-1], None) if reading.stale else reading.trend),
        ),
        f"{indicator.meaning[language]}\n{in_full(reading, language)}",
        spoken if state == "normal" or reading.masked else f"{spoken} · {say(state, language)}",
    )


def blank_card(indicator: Indicator, language: str) -> html.A:
    """The card of an indicator that cannot be drawn: its title, and no number."""
    return html.A(
        [
            html.Span(html.Span(indicator.title[language]), className="label"),
            html.Span([html.B(MISSING, className="value"), html.Span("", className="unit")], className="figure"),
            html.Span("", className="change"),
            html.Span(className="spark", style={"background": "none"}),
        ],
        href=f"/indicator/{indicator.id}?lang={language}",
        className="card is-none",
        title=indicator.meaning[language],
        **tags(f"{indicator.title[language]} {MISSING}", indicator=indicator.id, state="none", as_of=""),
    )


def is_long(figure: Figure) -> bool:
    """Whether figure and unit need the smaller type to stand side by side; a letter is half as wide as 件."""
    unit = len(figure.unit) / 2 if figure.unit.isascii() else len(figure.unit)
    return len(figure.text) > LONG or len(figure.text) + unit > LONG + 2


def wide(figure: Figure) -> str:
    """The class of a figure whose unit gives way on a low card, where the change stands beside it."""
    room = ROOM - DIGIT * len(figure.text.replace(",", "").replace(".", ""))
    letters = LETTER * len(figure.unit) if figure.unit.isascii() else DIGIT * len(figure.unit)
    return " wide" if figure.unit and letters > room else ""


def label_unit(title: str, figure: Figure) -> list[html.Span]:
    """The unit beside the title, for a low card where it has no room beside the figure; none that the title says."""
    if not wide(figure) or figure.unit.casefold() in title.casefold():
        return []
    return [html.Span(f"\u2002· {figure.unit}", className="label-unit")]


def sign(reading: Reading) -> html.I | None:
    return html.I(SIGNS[reading.state], className="sign") if SIGNS[reading.state] else None


def foot(reading: Reading, note: str, as_of: datetime, language: str) -> html.Span:
    """The change against the period before; the age instead where the data is too old, the `note` of a figure of few,
    whose change says nothing."""
    if reading.stale and reading.data_at is None:
        return html.Span(say("none", language), className="change aged")
    if reading.stale and reading.value is not None and reading.data_at is not None:
        return html.Span(age(as_of - reading.data_at, language), className="change aged")
    if note:
        return html.Span(note, className="change parts")
    moved = change(reading)
    if moved is None:
        return html.Span("", className="change")
    return html.Span(f"{moved.arrow}{moved.text}", className=f"change tone-{moved.tone}")
