"""How every place of a level stands in one number: a table, worst or largest first."""

from collections.abc import Sequence

from dash import html

from components.card import SIGNS
from components.figure import change, glance, interval, number, parts
from components.tags import tags
from components.words import say
from data.board import Reading


def standing(readings: Sequence[Reading], names: dict[str, str], language: str) -> html.Table:
    """One row a place in the order given, `names` by the places' ids."""
    sure = any(one.interval is not None for one in readings)
    heads = [say(key, language) for key in ("place", "value", "parts", *(["interval"] if sure else []), "change")]
    return html.Table(
        [
            html.Thead(html.Tr([html.Th(head, scope="col") for head in heads])),
            html.Tbody([row(one, names.get(one.place, one.place), sure, language) for one in readings]),
        ],
        className="standing",
    )


def row(reading: Reading, name: str, sure: bool, language: str) -> html.Tr:
    """A place's numbers; with its interval where the table has a column for it (`sure`)."""
    moved = change(reading)
    value = glance(reading) if reading.masked else number(reading.value, reading.indicator.digits)
    return html.Tr(
        [
            html.Th([html.Span(SIGNS[reading.state], className="sign"), name], scope="row"),
            html.Td(value, className="value"),
            html.Td(say("masked", language) if reading.masked else parts(reading)),
            *([html.Td(interval(reading), className="interval")] if sure else []),
            html.Td(f"{moved.arrow}{moved.text}" if moved else "", className=f"tone-{moved.tone}" if moved else ""),
        ],
        className=f"is-{reading.state}",
        **tags(place=reading.place),
    )
