"""How wide the columns of a table are: by what stands in them, within the room there is."""

from data.briefing.document import Table
from data.briefing.printable import plain
from data.briefing.typeset import ems

WIDEST = 26.0  # ems that a column may ask for: longer texts are broken
NARROWEST = 3.0


def column_widths(table: Table, room: int, em: float, margin: float) -> list[int]:
    """Whole numbers that add up to `room`; a cell's text is `em` a character wide and loses `margin` ems at its sides.

    Where there is room, all get some more; where there is too little, the columns that ask for less than their
    share get what they ask for, and the others part the rest.
    """
    asked = [
        em * (margin + max(NARROWEST, min(WIDEST, max(ems(plain(cell)) for cell in (head, *column)))))
        for head, *column in zip(table.heads, *table.rows, strict=True)
    ]
    left, given = float(room), dict[int, float]()
    by_size = sorted(range(len(asked)), key=lambda n: asked[n])
    for rank, n in enumerate(by_size):
        if sum(asked) <= room or asked[n] > left / (len(asked) - rank):
            rest = sum(asked[m] for m in by_size[rank:])
            given |= {m: left * asked[m] / rest for m in by_size[rank:]}
            break
        given[n] = asked[n]
        left -= asked[n]
    widths = [int(given[n]) for n in range(len(asked))]
    widths[0] += room - sum(widths)
    return widths
