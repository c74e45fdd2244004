"""Rows and tables as files that a spreadsheet, a program or a map opens: each tells what it holds and of when."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import xlsxwriter

from data.explore.table import COLUMNS, Values, local

BOM = "\ufeff"
EXTRA = ("filters", "data_at", "simulated")
WIDTH = 19  # characters: a time is seen whole
SHEET_ROWS = 1_000_000  # of a sheet, which ends at 1,048,576
# What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection"), in its full-width forms too.
TRIGGERS = tuple("=+-@＝＋－＠\t\r\n")


@dataclass(frozen=True)
class Origin:
    """What stands in every file: the filters as an address's query, the time of the data, whether it is made up."""

    filters: str
    data_at: datetime
    simulated: bool
    zone: ZoneInfo
    title: str

    @property
    def values(self) -> tuple[str, str, str]:
        """In the order of EXTRA."""
        return self.filters, local(self.data_at, self.zone), "true" if self.simulated else "false"


def harmless(text: str) -> str:
    """A text behind an apostrophe where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.lstrip(" '").startswith(TRIGGERS) or text.startswith(TRIGGERS) else text


def cell(value: Any, zone: ZoneInfo) -> str | float | int:
    """A value as it is written: numbers stay numbers, times are local, missing is empty."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return local(value, zone) if value.tzinfo else value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, int | float) else harmless(str(value))


def csv_pieces(pieces: Iterable[Sequence[Values]], origin: Origin, columns: Sequence[str] = COLUMNS) -> Iterator[bytes]:
    """A CSV file in pieces: UTF-8 with a byte order mark, a header, and the origin as the last columns of each row."""
    yield (BOM + line([*columns, *EXTRA])).encode()
    extra = [harmless(one) for one in origin.values]
    for piece in pieces:
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerows([*(cell(value, origin.zone) for value in row), *extra] for row in piece)
        yield text.getvalue().encode()


def line(cells: Sequence[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(cells)
    return text.getvalue()


def write_xlsx(
    path: Path, pieces: Iterable[Sequence[Values]], origin: Origin, columns: Sequence[str] = COLUMNS
) -> Iterator[int]:
    """Writes a workbook row by row to `path`, in bounded memory; yields how many rows are written so far.

    The rows are on the first sheet (and on further ones past a million), their origin on the last.
    """
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "tmpdir": path.parent}
    with xlsxwriter.Workbook(path, options) as book:
        bold = book.add_format({"bold": True})
        sheet, written = None, 0
        for piece in pieces:
            for row in piece:
                if written % SHEET_ROWS == 0:
                    sheet = headed(book, f"rows {written // SHEET_ROWS + 1}", columns, bold)
                at = written % SHEET_ROWS + 1
                for place, value in enumerate(row):
                    put(sheet, at, place, cell(value, origin.zone))
                written += 1
            yield written
        if sheet is None:
            headed(book, "rows 1", columns, bold)
        about = book.add_worksheet("about")
        for at, pair in enumerate([("title", origin.title), *zip(EXTRA, origin.values, strict=True)]):
            about.write_string(at, 0, pair[0], bold)
            about.write_string(at, 1, pair[1])


def headed(book: Any, name: str, columns: Sequence[str], bold: Any) -> Any:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(columns) - 1, WIDTH)
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column, bold)
    return sheet


def put(sheet: Any, row: int, column: int, value: str | float | int) -> None:
    """Texts only ever as texts: no cell is a formula."""
    if isinstance(value, str):
        if value:
            sheet.write_string(row, column, value)
    else:
        sheet.write_number(row, column, value)
