"""A titled box of the wall, and the blocks of cards in one of its columns."""

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any

from dash import html
from dash.development.base_component import Component

from components.arrangement import Block


def panel(title: str, note: str, content: Any, kind: str, rows: int = 0) -> html.Section:
    """A heading over its content, as high as its share of `rows` among its neighbours."""
    head = html.H2([html.Span(title), html.Span(note, className="note")])
    return html.Section([head, content], className=f"panel {kind}", style={"--rows": rows})


def slot(id: str, slots: Mapping[str, Component]) -> html.Div:
    """The place of a part that is filled anew when it changes."""
    return html.Div(slots[id], id=id, className="slot")


def card_column(blocks: Sequence[Block], columns: int, slots: Mapping[str, Component], language: str) -> html.Div:
    """Blocks of cards under each other, each as high as its rows ask."""
    panels = []
    for block in blocks:
        cards = html.Div([slot(f"card-{one}", slots) for one in block.indicators], className="cards")
        rows = ceil(len(block.indicators) / columns)
        panels.append(panel(block.title[language], block.note[language], cards, "block", rows))
    return html.Div(panels, className="side", style={"--columns": columns})
