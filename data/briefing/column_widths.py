"""How wide the columns of a table are: by what stands in them, within the room there is."""

from collections.abc import Mapping, Sequence

from data.briefing.document import Cell, Cited, Table
from data.briefing.printable import plain
from data.briefing.typeset import ems, pieces

WIDEST = 26.0  # ems that a column may ask for: longer texts are broken
NARROWEST = 3.0
FAIR = 6.0  # ems of a text beside numbers that are not broken


def column_widths(table: Table, room: int, em: float, margin: float) -> list[int]:
    """Whole numbers that add up to `room`; a cell's text is `em` a character wide and loses `margin` ems at its sides.

    Where there is room, all get some more. Where there is too little, numbers are not broken as long as the texts
    keep a fair width; of the texts, those that ask for less than their share get what they ask for.
    """
    columns = [(head, *column) for head, *column in zip(table.heads, *table.rows, strict=True)]
    asked = {
        n: em * (margin + max(NARROWEST, min(WIDEST, max(ems(plain(cell)) for cell in column))))
        for n, column in enumerate(columns)
    }
    firm: dict[int, float] = {}
    if sum(asked.values()) > room:
        numbers = {n: column for n, column in enumerate(columns) if any(isinstance(cell, Cited) for cell in column)}
        firm = {n: em * (margin + max(NARROWEST, unbroken(column))) for n, column in numbers.items()}
        fair = [min(one, em * (margin + FAIR)) for n, one in asked.items() if n not in firm]
        if not fair or sum(firm.values()) + sum(fair) > room:
            firm = {}
    rest = {n: one for n, one in asked.items() if n not in firm}
    given = firm | parted(rest, room - sum(firm.values()))
    widths = [int(given[n]) for n in range(len(columns))]
    widths[0] += room - sum(widths)
    return widths


def unbroken(column: Sequence[Cell]) -> float:
    """The widest cell of numbers, or word of its head."""
    head, *cells = (plain(cell) for cell in column)
    return max(ems(one) for one in (*pieces(head), *cells))


def parted(asked: Mapping[int, float], room: float) -> dict[int, float]:
    """The room among columns that ask for so much; who asks for less than the share of all gets just that."""
    left, given = room, dict[int, float]()
    by_size = sorted(asked, key=lambda n: asked[n])
    for rank, n in enumerate(by_size):
        if sum(asked.values()) <= room or asked[n] > left / (len(asked) - rank):
            rest = sum(asked[m] for m in by_size[rank:])
            return given | {m: left * asked[m] / rest for m in by_size[rank:]}
        given[n] = asked[n]
        left -= asked[n]
    return given
