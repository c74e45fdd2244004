"""A titled box of the wall, and the blocks of cards in one of its columns."""

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any

from dash import html
from dash.development.base_component import Component

from components.arrangement import Block


def panel(title: str, note: str, content: Any, kind: str = "") -> html.Section:
    """A heading over its content."""
    head = html.H2([html.Span(title), html.Span(note, className="note")])
    return html.Section([head, content], className=f"panel {kind}".strip())


def slot(id: str, slots: Mapping[str, Component]) -> html.Div:
    """The place of a part that is filled anew when it changes."""
    return html.Div(slots[id], id=id, className="slot")


def card_column(blocks: Sequence[Block], columns: int, slots: Mapping[str, Component], language: str) -> html.Div:
    """Blocks of cards under each other, each as high as its rows ask."""
    panels = []
    for block in blocks:
        cards = html.Div([slot(f"card-{one}", slots) for one in block.indicators], className="cards")
        made = panel(block.title[language], block.note[language], cards, "block")
        made.style = {"--rows": ceil(len(block.indicators) / columns)}
        panels.append(made)
    return html.Div(panels, className="side", style={"--columns": columns})
