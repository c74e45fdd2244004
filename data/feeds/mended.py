"""Rejected rows as a file for people: safe to open in a spreadsheet, known again when it is loaded."""

import codecs
import csv
import re
from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
from openpyxl import load_workbook

from data.feeds.batch import Batch
from data.feeds.declaration import Feed
from data.feeds.mapping import translated
from data.feeds.stream import Source, open_source, seekable
from data.feeds.told import FILE, LINE, REFERENCE
from data.feeds.workbook import DAMAGE, check_size

COLUMN, REASON = "reject_column", "reject_reason"
EXTRA = (REFERENCE, FILE, LINE, COLUMN, REASON)
BEGINNING = 64 << 10  # bytes in which the header ends
WORKBOOK_LIMIT = 8 << 20  # bytes; a larger workbook is not one of ours
DELIMITERS = ",;\t"
# What a spreadsheet runs as a formula, and what it turns into a date or a rounded number.
TRIGGER = r"[=+\-@＝＋－＠\d.(]"
RISKY = re.compile(rf"[\s']*{TRIGGER}")
GUARDED = re.compile(rf"'[\s']*{TRIGGER}")
NUMBER = re.compile(r"-?(0|[1-9]\d{0,6})(\.\d{0,7}[1-9])?")


def guarded(text: str) -> str:
    """The text behind an apostrophe where a spreadsheet would run or change it; short plain numbers stay."""
    return f"'{text}" if RISKY.match(text) and not NUMBER.fullmatch(text) else text


def unguarded(text: str) -> str:
    """The text that `guarded` was given."""
    return text[1:] if GUARDED.match(text) else text


def as_mended(feed: Feed, path: Source) -> Feed | None:
    """How to read a file of rejected rows, mended and saved by a spreadsheet; None for any other source."""
    suffix = path.suffix.lower() if isinstance(path, Path) else ""
    form = {"header": True, "skip": 0, "times": [*feed.times, *({"iso"} - set(feed.times))]}
    if suffix == ".xlsx" and is_ours(path):
        return feed.model_copy(update={**form, "format": "xlsx", "sheet": None})
    if suffix not in (".csv", ".txt"):
        return None
    with open_source(path) as file:
        start = file.read(BEGINNING).removeprefix(codecs.BOM_UTF8)
        if REASON.encode() not in start.split(b"\n", 1)[0]:
            return None
        header = start.split(b"\n", 1)[0].decode("utf-8", "replace").strip()
        found = [mark for mark in DELIMITERS if is_header(next(csv.reader([header], delimiter=mark)))]
        if not found:
            return None
        file.seek(0)
        encoding = "utf-8" if is_utf8(iter(lambda: file.read(BEGINNING), b"")) else "gb18030"
    return feed.model_copy(update={**form, "format": "csv", "encoding": encoding, "delimiter": found[0]})


def is_header(names: object) -> bool:
    return isinstance(names, list) and {REFERENCE, REASON} <= {str(name).strip() for name in names}


def is_utf8(pieces: Iterable[bytes]) -> bool:
    """Excel saves as the system's own encoding, in China GBK, unless it is told otherwise."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for piece in pieces:
            decoder.decode(piece)
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        return False
    return True


def is_ours(path: Source) -> bool:
    """Whether the first row of a workbook names the columns that we added."""
    try:
        with seekable(path) as file:
            if file.seek(0, 2) > WORKBOOK_LIMIT:
                return False
            check_size(path, file)
            book = load_workbook(file, read_only=True, data_only=True)
            try:
                first = next(book.worksheets[0].iter_rows(max_row=1, values_only=True), ())
            finally:
                book.close()
    except (*DAMAGE, IndexError):
        return False
    return is_header([*first])


def as_sent(batch: Batch) -> Batch:
    """The batch with every text as the source sent it."""
    columns = batch.columns
    for place, name in enumerate(columns.column_names):
        column = columns[name].combine_chunks() if isinstance(columns[name], pa.ChunkedArray) else columns[name]
        if pa.types.is_string(column.type):
            columns = columns.set_column(place, name, translated(column, unguarded))
    return Batch(columns, batch.rejects)
