"""Tables of a PDF: as wide as the text, the head on every page, no row lost however long."""

from collections.abc import Sequence
from typing import Literal

from data.briefing.column_widths import column_widths
from data.briefing.document import Cell, Cited, Table
from data.briefing.paper_sheet import LEADING, MARGIN, MM, TOP, Sheet, Style
from data.briefing.printable import plain, printable
from data.briefing.typeset import ems
from data.wording import MISSING

POINTS = 9.0
LINE = POINTS * MM * 1.45
PAD = 1.1  # mm
SIDES = 1.2  # ems that the sides of a cell take
HEAD_INK, RULE = "#f2efe6", "#bbbbbb"
LONGEST_CENTRED = 10

Side = Literal["L", "C", "R"]


def table_height(sheet: Sheet, table: Table) -> float:
    """Millimetres on one page."""
    widths = widths_of(sheet, table)
    rows = ([printable(head) for head in table.heads], *([plain(cell) for cell in row] for row in table.rows))
    return sum(height_of(sheet, row, widths) for row in rows)


def widths_of(sheet: Sheet, table: Table) -> list[float]:
    """Millimetres; in thousandths they are whole numbers."""
    return [one / 1000 for one in column_widths(table, int(sheet.epw * 1000), POINTS * MM * 1000, SIDES)]


def draw_table(sheet: Sheet, table: Table) -> None:
    """From where the sheet stands, over as many pages as it needs."""
    widths = widths_of(sheet, table)
    sides: list[Side] = [side_of(column) for column in zip(*table.rows, strict=True)] or ["L"] * len(table.heads)
    sides[0] = "L"
    heads = [printable(head) for head in table.heads]
    centred: list[Side] = ["C"] * len(heads)
    least = 3 * LINE + 4 * PAD
    sheet.need(least)
    draw_row(sheet, heads, widths, centred, True)
    for row in table.rows:
        cells = [plain(cell) for cell in row]
        if sheet.y + height_of(sheet, cells, widths) > sheet.foot:
            sheet.add_page()
            sheet.y = TOP
            draw_row(sheet, heads, widths, centred, True)
        draw_row(sheet, cells, widths, sides, False)
    sheet.y += POINTS * MM * LEADING


def side_of(column: Sequence[Cell]) -> Side:
    """Numbers to the right, short words in the middle, texts to the left."""
    told = [cell for cell in column if plain(cell) != MISSING]
    if 2 * sum(isinstance(cell, Cited) for cell in told) > len(told):
        return "R"
    return "C" if all(ems(plain(cell)) <= LONGEST_CENTRED for cell in column) else "L"


def broken(sheet: Sheet, cells: Sequence[str], widths: Sequence[float]) -> list[list[str]]:
    style = Style(POINTS)
    room = SIDES * POINTS * MM
    return [sheet.lines(cell, style, wide - room) for cell, wide in zip(cells, widths, strict=True)]


def height_of(sheet: Sheet, cells: Sequence[str], widths: Sequence[float]) -> float:
    return LINE * max(len(one) for one in broken(sheet, cells, widths)) + 2 * PAD


def draw_row(sheet: Sheet, cells: Sequence[str], widths: Sequence[float], sides: Sequence[Side], is_head: bool) -> None:
    """A row; one that is longer than what is left of the page goes on over the next."""
    left = broken(sheet, cells, widths)
    while any(left):
        most = max(1, int((sheet.foot - sheet.y - 2 * PAD) / LINE))
        now, left = [one[:most] for one in left], [one[most:] for one in left]
        count = max(len(one) for one in now)
        high = LINE * count + 2 * PAD
        x = MARGIN
        for lines, wide, side in zip(now, widths, sides, strict=True):
            sheet.set_draw_color(RULE)
            sheet.set_line_width(0.15)
            sheet.set_fill_color(HEAD_INK)
            sheet.rect(x, sheet.y, wide, high, style="DF" if is_head else "D")
            top = sheet.y + PAD + LINE * (count - len(lines)) / 2
            inner = SIDES * POINTS * MM / 2
            for number, line in enumerate(lines):
                style = Style(POINTS, heavy=is_head, side=side)
                sheet.write_line(line, style, x + inner, top + LINE * (number + 0.5), wide - 2 * inner)
            x += wide
        sheet.y += high
        if any(left):
            sheet.add_page()
            sheet.y = TOP
