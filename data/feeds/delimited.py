"""CSV and its kin: whole blocks by Arrow where a block is well formed, row by row where anything in it is not."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.csv as pacsv

from data.fault import Fault
from data.feeds.batch import ROW_LIMIT, Batch, Reject, batch_of
from data.feeds.declaration import Feed
from data.feeds.mapping import Mapping
from data.feeds.stream import BLOCK, Source, Utf8
from data.feeds.torn import CUT, Fields, take_rows

NEWLINE, RETURN, QUOTE = b'\n\r"'
Positions = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Block:
    """Whole records: their bytes, the line of each (counted from the block's own first) and any newline in quotes."""

    data: bytes
    lines: Positions
    wrapped: bool


def read_delimited(feed: Feed, path: Source, mapping: Mapping) -> Iterator[Batch]:
    """The rows of a delimited text file; a Fault for its header, a Reject for each row that is torn."""
    source = Utf8(path, feed.encoding)
    try:
        yield from read_source(feed, path, mapping, source)
    finally:
        source.close()


def read_source(feed: Feed, path: Source, mapping: Mapping, source: Utf8) -> Iterator[Batch]:
    data, header, used = read_header(feed, path, source)
    names = mapping.columns_in(header)
    fields = Fields(
        len(header), {name: header.index(name) for name in names}, feed.delimiter, mapping.kept, source.encoding
    )
    line = 1 + data.count(b"\n", 0, used)
    data = data[used:]
    final, hungry = False, True
    while data or not final:
        if hungry and not final:
            piece = source.read(BLOCK)
            final = not piece
            data += piece
        if final and source.cut:
            data = data[: data.rfind(b"\n") + 1]
        if not final and len(data) <= ROW_LIMIT and b"\n" not in data:
            hungry = True
            continue
        block = well_formed(data, feed.delimiter, final)
        batch = parsed(block, fields, line) if block else None
        if block and batch:
            used = len(block.data)
        else:
            batch, used = take_rows(data, fields, line, final)
        line += data.count(b"\n", 0, used)
        data = data[used:]
        hungry = not used or len(data) < BLOCK
        yield batch
        if len(data) > ROW_LIMIT and b"\n" not in data:
            yield batch_of({}, pa.array([], pa.int64()), [Reject(line, None, TOO_LONG)])
            data, line = skip_line(source, line)
    if source.cut:
        yield batch_of({}, pa.array([], pa.int64()), [Reject(line, None, CUT)])


TOO_LONG = f"the row is longer than {ROW_LIMIT >> 20} MB: a line end is missing, or this is no table"


def skip_line(source: Utf8, line: int) -> tuple[bytes, int]:
    """What follows the end of an endless line, and its line number."""
    while piece := source.read(BLOCK):
        end = piece.find(b"\n") + 1
        if end:
            return piece[end:], line + 1
    return b"", line


def read_header(feed: Feed, path: Source, source: Utf8) -> tuple[bytes, list[str], int]:
    """The beginning of the file, the names of its columns, and how many of the bytes the header and what is above it
    take."""
    data = b""
    while b"\n" not in below(data, feed.skip).lstrip() and len(data) <= ROW_LIMIT and (piece := source.read(BLOCK)):
        data += piece
    if len(data) > ROW_LIMIT and b"\n" not in data:
        raise Fault(f"{path.name}: line 1: {TOO_LONG}")
    body = below(data, feed.skip)
    above = len(data) - len(body)
    if isinstance(feed.header, list):
        return data, feed.header, above
    lines = iter(body.split(b"\n"))
    reader = csv.reader((line.decode("utf-8", "replace") + "\n" for line in lines), delimiter=feed.delimiter)
    try:
        first = next(fields for fields in reader if any(field.strip() for field in fields))
    except (StopIteration, csv.Error):
        raise Fault(f"{path.name}: line {feed.skip + 1}: no header: this line names the columns") from None
    if not feed.header:
        return data, [str(number) for number in range(1, len(first) + 1)], above
    used = min(sum(len(line) + 1 for line in body.split(b"\n", reader.line_num)[: reader.line_num]), len(body))
    return data, [name.strip() for name in first], above + used


def below(data: bytes, skip: int) -> bytes:
    """What stands below the first lines; nothing where there are no more."""
    return data.split(b"\n", skip)[skip] if data.count(b"\n") >= skip else b""


def well_formed(data: bytes, delimiter: str, final: bool) -> Block | None:
    """The whole records at the beginning of `data`, or None where its quoting or its line ends are not regular.

    Quotation marks in order alternate between opening (after a delimiter or a line end, or right after the mark
    that closed: a doubled one) and closing (before one of them). Where all do, the ends of records are the
    newlines after an even number of marks, and every reader of RFC 4180 sees the same rows.
    """
    if len(delimiter.encode()) != 1 or (b"\r" in data and data.count(b"\r") != data.count(b"\r\n")):
        return None
    if final and data and not data.endswith(b"\n"):
        data += b"\n"
    array = np.frombuffer(data, np.uint8)
    ends = newlines = np.flatnonzero(array == NEWLINE)
    marks = np.flatnonzero(array == QUOTE) if b'"' in data else newlines[:0]
    if marks.size:
        ends = newlines[np.searchsorted(marks, newlines) % 2 == 0]
    if not ends.size:
        return None
    size = int(ends[-1]) + 1
    marks = marks[: np.searchsorted(marks, size)]
    if final and size != len(data):
        return None
    opening, closing = marks[::2], marks[1::2]
    before = array[opening[opening > 0] - 1]
    after = array[closing + 1]  # the last newline is beyond every mark
    mark = ord(delimiter)
    if not np.isin(before, (mark, NEWLINE, QUOTE)).all():
        return None
    if not np.isin(after, (mark, NEWLINE, RETURN, QUOTE)).all():
        return None
    starts = np.concatenate(([0], ends[:-1] + 1))
    length = ends - starts
    blank = (length == 0) | ((length == 1) & (array[starts] == RETURN))
    starts = starts[~blank]
    lines = np.searchsorted(newlines, starts)
    return Block(data[:size], lines, wrapped=ends.size != np.searchsorted(newlines, size))


def parsed(block: Block, fields: Fields, line: int) -> Batch | None:
    """The block by Arrow; None where a row is ragged or a byte is not UTF-8, so that it is read row by row."""
    if not fields.positions:
        return None
    ids = [str(number) for number in range(fields.count)]
    include = {name: ids[position] for name, position in fields.positions.items()}
    try:
        rows = pacsv.read_csv(
            pa.BufferReader(block.data),
            pacsv.ReadOptions(column_names=ids, block_size=max(1 << 20, len(block.data) // 2 + 1)),
            pacsv.ParseOptions(delimiter=fields.delimiter, newlines_in_values=block.wrapped),
            pacsv.ConvertOptions(
                include_columns=list(include.values()),
                column_types=dict.fromkeys(include.values(), pa.string()),
                strings_can_be_null=False,
            ),
        )
    except pa.ArrowInvalid:
        return None
    if rows.num_rows != block.lines.size:
        return None
    columns = {name: rows[number] for name, number in include.items()}
    return batch_of(columns, pa.array(block.lines + line), [])
