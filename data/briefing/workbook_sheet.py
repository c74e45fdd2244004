"""A sheet that is written from the top down, and what its cells look like."""

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from data.briefing.document import Cell, Cited
from data.briefing.fonts import SANS
from data.briefing.native_chart import number_format
from data.briefing.printable import cut, plain, printable
from data.briefing.typeset import ems

LONGEST_CELL = 32_767
LONGEST_NAME = 31
FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
WRITTEN = re.compile(r"([+−]?)([\d,]+(?:\.(\d+))?)(\D*)")
WIDEST, NARROWEST = 60, 8


def sheet_name(title: str, taken: set[str]) -> str:
    """A name that Excel takes, of no other sheet; `taken` learns it."""
    plain_title = FORBIDDEN.sub("_", printable(title)).strip("' ") or "_"
    name, number = cut(plain_title, LONGEST_NAME), 1
    while name.lower() in taken:
        number += 1
        name = f"{cut(plain_title, LONGEST_NAME - len(str(number)) - 1)} {number}"
    taken.add(name.lower())
    return name


def shown_as(cited: Cited) -> str | None:
    """The number format in which a cell that holds the value reads as the cited text; none where none does, such as
    of a share told by its parts or of a number that is rounded another way."""
    found = WRITTEN.fullmatch(cited.text)
    if found is None or cited.value is None or '"' in found[4]:
        return None
    sign, digits = found[1], len(found[3] or "")
    rounded = Decimal(repr(cited.value)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    told = Decimal(found[2].replace(",", ""))
    if rounded != (-told if sign == "−" else told):
        return None
    if ("," in found[2]) != (abs(told) >= 1000):
        return None
    form, unit = number_format(digits), f'"{found[4]}"' if found[4] else ""
    return f"{'+' if sign == '+' else ''}{form}{unit};−{form}{unit};{'+' if sign == '+' else ''}{form}{unit}"


class Sheet:
    """One sheet of a book; `row` is the next that is free."""

    def __init__(self, book: Any, name: str) -> None:
        self.book, self.sheet, self.row = book, book.add_worksheet(name), 0
        self.widths: dict[int, float] = {}
        self.forms: dict[tuple[tuple[str, Any], ...], Any] = {}

    def form(self, **look: Any) -> Any:
        key = tuple(sorted(look.items()))
        if key not in self.forms:
            self.forms[key] = self.book.add_format({"font_name": SANS, "font_size": 10, "valign": "top", **look})
        return self.forms[key]

    def put(self, column: int, cell: Cell | float | None, **look: Any) -> None:
        """Text as text, a number as a number; a bound one as a number where it then reads as it is written."""
        if isinstance(cell, float | int):
            self.sheet.write_number(self.row, column, cell, self.form(**look))
            self.widen(column, f"{cell:.6g}")
            return
        if cell is None:
            self.sheet.write_blank(self.row, column, None, self.form(**look))
            return
        text = cut(plain(cell), LONGEST_CELL)
        form = shown_as(cell) if isinstance(cell, Cited) else None
        if isinstance(cell, Cited) and cell.value is not None and form is not None:
            self.sheet.write_number(self.row, column, cell.value, self.form(num_format=form, **look))
        else:
            right = {"align": "right"} if isinstance(cell, Cited) else {}
            self.sheet.write_string(self.row, column, text, self.form(**right, **look))
        if not look.get("bold") or look.get("bg_color"):
            self.widen(column, text)

    def widen(self, column: int, text: str) -> None:
        wide = min(max(1.9 * ems(text) + 2, NARROWEST), WIDEST)
        if wide > self.widths.get(column, 0):
            self.widths[column] = wide
            self.sheet.set_column(column, column, wide)

    def line(self, *cells: Cell | float | None, **look: Any) -> None:
        """A row of cells."""
        for column, cell in enumerate(cells):
            self.put(column, cell, **look)
        self.row += 1

    def title(self, text: str) -> None:
        self.sheet.write_string(
            self.row, 0, cut(printable(text), LONGEST_CELL), self.form(bold=True, font_size=14, font_color="#B3261E")
        )
        self.row += 1

    def heads(self, *texts: str) -> None:
        self.line(*texts, bold=True, bg_color="#F2EFE6", border=1, border_color="#BBBBBB")
