"""Excel workbooks (.xlsx), streamed row by row."""

import warnings
import zipfile
import zlib
from collections.abc import Iterator
from itertools import islice
from typing import Any, BinaryIO

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from data.fault import Fault
from data.feeds.batch import Batch
from data.feeds.declaration import Feed
from data.feeds.mapping import Mapping
from data.feeds.native import native_batch, plain
from data.feeds.stream import Source, seekable

PIECE = 8192
# What openpyxl lets through where a part of a workbook is missing or spoilt.
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    InvalidFileException,
    SyntaxError,
    EOFError,
    OSError,
    AttributeError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
)
STRINGS_LIMIT = 100 << 20  # bytes of the workbook's table of strings, which has to be held whole


def read_workbook(feed: Feed, path: Source, mapping: Mapping) -> Iterator[Batch]:
    """The rows of the declared sheet, else the first. `line` is the sheet's row; wholly empty rows are none."""
    with seekable(path) as file:
        try:
            check_size(path, file)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # styles and extensions that do not matter here
                book = load_workbook(file, read_only=True, data_only=True)
        except DAMAGE as error:
            raise Fault(
                f"{path.name}: is no .xlsx workbook ({error}): an old .xls or a protected file must be saved as .xlsx"
            ) from None
        try:
            yield from read_sheet(feed, path, mapping, book)
        except DAMAGE as error:
            raise Fault(f"{path.name}: the workbook is damaged ({error}): fetch it again") from None
        finally:
            book.close()


def check_size(path: Source, file: BinaryIO) -> None:
    """Fault where the strings of the workbook would not fit in memory once unpacked."""
    with zipfile.ZipFile(file) as parts:
        for part in parts.infolist():
            if "sharedStrings" in part.filename and part.file_size > STRINGS_LIMIT:
                size = part.file_size >> 20
                raise Fault(f"{path.name}: the workbook holds {size} MB of strings: export it as CSV")
    file.seek(0)


def read_sheet(feed: Feed, path: Source, mapping: Mapping, book: Any) -> Iterator[Batch]:
    if feed.sheet is not None and feed.sheet not in book.sheetnames:
        listed = ", ".join(f'"{name}"' for name in book.sheetnames)
        raise Fault(f'{path.name}: no sheet "{feed.sheet}": the workbook has {listed}; mend sheet of {feed.id}')
    sheet = book[feed.sheet] if feed.sheet is not None else book.worksheets[0]
    sheet.reset_dimensions()  # what a writer says of the sheet's extent is often wrong
    rows = islice(enumerate(sheet.iter_rows(values_only=True), 1), feed.skip, None)
    filled = ((number, row) for number, row in rows if any(value not in (None, "") for value in row))
    first = next(filled, None)
    if first is None:
        raise Fault(f'{path.name}: the sheet "{sheet.title}" is empty')
    pending: list[tuple[int, tuple[Any, ...]]] = []
    if feed.header is True:
        header = [(plain(value) or "").strip() for value in first[1]]
    else:
        header = feed.header or [str(number) for number in range(1, len(first[1]) + 1)]
        pending.append(first)
    names = mapping.columns_in(header)
    places = [header.index(name) for name in names]

    def batch() -> Batch:
        values = [[row[place] if place < len(row) else None for place in places] for _, row in pending]
        return native_batch(names, values, [number for number, _ in pending], [], mapping.kept)

    for numbered in filled:
        pending.append(numbered)
        if len(pending) >= PIECE:
            yield batch()
            pending.clear()
    yield batch()
