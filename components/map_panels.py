"""What stands beside a map: what its marks mean and how many there are, and the numbers of the place that is chosen."""

from collections.abc import Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from components.asked import Asked
from components.card import SIGNS
from components.figure import glance, number
from components.map_style import MARKS
from components.map_words import LAYERS, STATES, tell_map
from components.words import say
from data.board import Board, Reading
from data.live_map import LiveLayer, LiveMap

MOST_NUMBERS = 14


def section(title: str, content: Any, note: str = "", **given: Any) -> html.Section:
    head = [html.Span(title), *([html.Span(note, className="note")] if note else [])]
    return html.Section([html.H2(head), *(content if isinstance(content, list) else [content])], **given)


def marks_key(live: LiveMap, language: str) -> html.Div:
    """A line a layer: how many there are, and how many in each state."""
    return html.Div([layer_key(one, language) for one in live.layers])


def layer_key(layer: LiveLayer, language: str) -> html.Ul:
    drawn = len(layer.marks)
    few = [f"（{tell_map('drawn', language, n=f'{drawn:,}')}）"] if drawn < layer.count else []
    entries: list[Component] = [
        html.Li([LAYERS[layer.id][language], f" {layer.count:,}", *few], className="layer-name")
    ]
    for state, (mark, ink, _) in MARKS[layer.id].items():
        if layer.states.get(state):
            said = f"{STATES[state][language]} {layer.states[state]:,}"
            entries.append(html.Li([html.B(mark, className=f"ink-{ink}"), said]))
    return html.Ul(entries, className="map-states")


def place_panel(board: Board, asked: Asked, shown: Reading | None, ids: Sequence[str], name: str) -> html.Div:
    """The chosen place: the number that colours the map, then its others; with links to its portrait and to each."""
    language = asked.language
    readings = [one for one in ids if one in board.catalogue and one not in board.withheld]
    found = [board.reading(one, asked.level, asked.place) for one in readings]
    told = [one for one in found if one.value is not None][:MOST_NUMBERS]
    rows = [shown, *(one for one in told if one.indicator.id != shown.indicator.id)] if shown else told
    return html.Div(
        [
            html.P(
                [
                    html.Span(name),
                    " · ",
                    html.A(tell_map("portrait", language), href=asked.portrait(asked.level, asked.place)),
                ]
            ),
            html.Table(html.Tbody([number_row(one, asked) for one in rows]), className="map-numbers standing"),
        ]
    )


def number_row(reading: Reading, asked: Asked) -> html.Tr:
    one = reading.indicator
    value = glance(reading) if reading.masked else number(reading.value, one.digits)
    title = html.A(one.title[asked.language], href=asked.indicator(one.id))
    cells = [
        html.Th([html.Span(SIGNS[reading.state], className="sign"), title], scope="row"),
        html.Td(f"{value} {one.unit[asked.language]}" if reading.value is not None else value),
    ]
    return html.Tr(cells, className=f"is-{reading.state}")


def nothing_chosen(language: str) -> html.P:
    return html.P(tell_map("nothing_selected", language), className="quiet")


def not_yet(words: str, language: str) -> html.P:
    return html.P(words or say("waiting", language), className="quiet")
