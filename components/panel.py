"""A titled box of the wall, and the blocks of cards in one of its columns."""

from collections.abc import Mapping, Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from components.arrangement import Block, shape_of, stacks

WIDTHS = (2, 3, 4, 5)  # cards beside each other, on the screens that there are


def panel(title: str, note: str, content: Any, kind: str, style: Mapping[str, int] | None = None) -> html.Section:
    """A heading over its content."""
    return html.Section([head(title, note), content], className=f"panel {kind}", style=dict(style or {}))


def head(title: str, note: str) -> html.H2:
    return html.H2([html.Span(title), html.Span(note, className="note")])


def slot(id: str, slots: Mapping[str, Component]) -> html.Div:
    """The place of a part that is filled anew when it changes."""
    return html.Div(slots[id], id=id, className="slot")


def card_column(blocks: Sequence[Block], columns: int, slots: Mapping[str, Component], language: str) -> html.Div:
    """Blocks of cards under each other in two stacks, which stand side by side on a wide screen."""
    parts = [
        html.Div([block_of(one, slots, language) for one in stack], className="stack") for stack in stacks(blocks, 3)
    ]
    return html.Div(parts, className=f"side columns-{columns}")


def block_of(block: Block, slots: Mapping[str, Component], language: str) -> html.Section:
    """A block with its rows and columns on each screen, as high as its share of the rows among its neighbours; the last
    card is as wide as what is left of its row."""
    cards = html.Div([slot(f"card-{one}", slots) for one in block.indicators], className="cards")
    count = len(block.indicators)
    shapes = {width: shape_of(count, width) for width in WIDTHS}
    style = {f"--rows-{width}": rows for width, (rows, _) in shapes.items()}
    style |= {f"--columns-{width}": columns for width, (_, columns) in shapes.items()}
    style |= {f"--last-{width}": rows * columns - count + 1 for width, (rows, columns) in shapes.items()}
    return panel(block.title[language], block.note[language], cards, "block", style)
