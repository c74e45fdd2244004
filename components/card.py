"""A card: one number of the wall, what it is, where it is going, and whether anything is the matter."""

from datetime import datetime

from dash import html

from components.figure import age, change, number, small_print, with_unit
from components.spark import spark
from components.tags import tags
from components.words import say
from data.board import Reading

# The second sign beside the colour. What is normal has neither.
SIGNS = {"normal": "", "watch": "◆", "bad": "▲", "stale": "○", "none": ""}
LONG = 6  # characters


def card(reading: Reading, as_of: datetime, language: str) -> html.A:
    """A link to the indicator, with its number, change, trend and state. `as_of` is the instant of the board."""
    indicator, state = reading.indicator, reading.state
    title, unit = indicator.title[language], indicator.unit[language]
    figure = number(reading.value, indicator.digits)
    spoken = f"{title} {with_unit(reading.value, indicator.digits, unit)}"
    return html.A(
        [
            html.Span([sign(reading), html.Span(title)], className="label"),
            html.Span(
                [
                    html.B(figure, className="value long" if is_long(figure, unit) else "value"),
                    html.Span(unit if reading.value is not None else "", className="unit"),
                    html.Span(small_print(reading), className="parts"),
                ],
                className="figure",
            ),
            foot(reading, as_of, language),
            spark((*reading.trend[:-1], None) if reading.stale else reading.trend),
        ],
        href=f"/indicator/{indicator.id}?lang={language}",
        className=f"card is-{state}",
        title=indicator.meaning[language],
        **tags(
            spoken if state == "normal" else f"{spoken} · {say(state, language)}",
            indicator=indicator.id,
            state=state,
            as_of=reading.data_at.isoformat(timespec="seconds") if reading.data_at else "",
        ),
    )


def is_long(figure: str, unit: str) -> bool:
    """Whether figure and unit need the smaller type to stand side by side; a letter is half as wide as 件."""
    return len(figure) > LONG or len(figure) + (len(unit) / 2 if unit.isascii() else len(unit)) > LONG + 2


def sign(reading: Reading) -> html.I | None:
    return html.I(SIGNS[reading.state], className="sign") if SIGNS[reading.state] else None


def foot(reading: Reading, as_of: datetime, language: str) -> html.Span:
    """The change against the period before; the age instead where the data is too old."""
    if reading.stale and reading.data_at is None:
        return html.Span(say("none", language), className="change aged")
    if reading.stale and reading.value is not None and reading.data_at is not None:
        return html.Span(age(as_of - reading.data_at, language), className="change aged")
    moved = change(reading)
    if moved is None:
        return html.Span("", className="change")
    return html.Span(f"{moved.arrow}{moved.text}", className=f"change tone-{moved.tone}")
