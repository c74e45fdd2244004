"""How every place of a level stands in one number: a table, worst or largest first."""

from collections.abc import Sequence

from dash import html

from components.card import SIGNS
from components.figure import change, number, small_print
from components.tags import tags
from components.words import say
from data.board import Reading


def standing(readings: Sequence[Reading], names: dict[str, str], language: str) -> html.Table:
    """One row a place in the order given, `names` by the places' ids."""
    heads = [say(key, language) for key in ("place", "value", "parts", "change")]
    return html.Table(
        [
            html.Thead(html.Tr([html.Th(head, scope="col") for head in heads])),
            html.Tbody([row(one, names.get(one.place, one.place)) for one in readings]),
        ],
        className="standing",
    )


def row(reading: Reading, name: str) -> html.Tr:
    moved = change(reading)
    return html.Tr(
        [
            html.Th([html.Span(SIGNS[reading.state], className="sign"), name], scope="row"),
            html.Td(number(reading.value, reading.indicator.digits), className="value"),
            html.Td(parts(reading)),
            html.Td(f"{moved.arrow}{moved.text}" if moved else "", className=f"tone-{moved.tone}" if moved else ""),
        ],
        className=f"is-{reading.state}",
        **tags(place=reading.place),
    )


def parts(reading: Reading) -> str:
    """Numerator / denominator; nothing for a count."""
    if reading.denominator is None or reading.numerator is None:
        return ""
    return small_print(reading) or f"{reading.numerator:,.6g} / {reading.denominator:,.6g}"
