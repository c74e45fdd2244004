"""Rows of a delimited text, one by one: exact about what is torn, and back in step on the next line."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pyarrow as pa

from data.feeds.batch import ROW_LIMIT, ROWS, Batch, Reject, batch_of, shown

UNREADABLE = re.compile("[\ud800-\udfff]")
CUT = "the file ends in the middle of this row: it was cut; fetch it again"
MISQUOTED = {
    "unexpected end": 'a quotation mark opens in this row and is never closed: close it, or write "" inside a value',
    "expected after": 'a quotation mark stands inside a quoted value: write "" for it',
    "new-line": "a carriage return stands alone in this row: save the file with one kind of line end",
}
csv.field_size_limit(2 * ROW_LIMIT)  # rows are bounded before they get here


@dataclass(frozen=True)
class Fields:
    """How the fields of a row are told apart: `positions` of the columns that are read, out of `count`."""

    count: int
    positions: dict[str, int]
    delimiter: str
    kept: set[str]
    encoding: str


class Lines:
    """Physical lines as text, with the place of the next one, which can be set back."""

    def __init__(self, lines: list[bytes]) -> None:
        self.lines = lines
        self.next = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self.next >= len(self.lines):
            raise StopIteration
        self.next += 1
        return self.lines[self.next - 1].decode("utf-8", "surrogateescape")


def take_rows(data: bytes, fields: Fields, line: int, final: bool) -> tuple[Batch, int]:
    """The rows that end in `data` (about ROWS at most; its first line is number `line`), and how many bytes they take.

    A quotation mark that is never closed takes only its own line with it: reading goes on with the next one.
    """
    pieces = data.split(b"\n")
    rest = pieces.pop()
    lines = Lines([piece + b"\n" for piece in pieces] + ([rest] if final and rest else []))
    reader = csv.reader(lines, delimiter=fields.delimiter, strict=True)
    taken: list[tuple[str, ...]] = []
    numbers: list[int] = []
    rejects: list[Reject] = []
    places = list(fields.positions.values())
    while lines.next < len(lines.lines) and len(taken) + len(rejects) < ROWS:
        start = lines.next
        try:
            values = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            more = not final and lines.next == len(lines.lines) and "unexpected end" in str(error)
            if more and sum(map(len, lines.lines[start:])) + len(rest) <= ROW_LIMIT:
                lines.next = start
                break
            last = final and bool(rest) and start == len(lines.lines) - 1
            rejects.append(Reject(line + start, None, CUT if last else misquoted(str(error))))
            lines.next = start + 1
            continue
        if len(values) > fields.count and not any(values[fields.count :]):
            del values[fields.count :]  # delimiters at the end of each line, as some spreadsheets write
        if len(values) == fields.count:
            taken.append(tuple([values[place] for place in places]))
            numbers.append(line + start)
        elif values:
            last = final and bool(rest) and lines.next == len(lines.lines)
            rejects.append(Reject(line + start, None, CUT if last else ragged(len(values), fields.count)))
    used = sum(map(len, lines.lines[: lines.next]))
    columns = dict(zip(fields.positions, zip(*taken, strict=True), strict=True)) if taken else {}
    return readable(columns, numbers, rejects, fields), used


def misquoted(error: str) -> str:
    """The csv module's words in plainer ones."""
    return next((words for sign, words in MISQUOTED.items() if sign in error), f"not a row of this table ({error})")


def ragged(has: int, count: int) -> str:
    return (
        f"{has} fields where the header has {count}: a delimiter inside a value needs quotation marks around it, "
        "or a field is missing"
    )


def readable(columns: dict[str, tuple[str, ...]], numbers: list[int], rejects: list[Reject], fields: Fields) -> Batch:
    """The rows as Arrow, those set aside whose text holds bytes that the encoding does not have."""
    bad: dict[int, str] = {}
    for name, values in columns.items():
        try:
            "".join(values).encode()
        except UnicodeEncodeError:
            for row, value in enumerate(values):
                if UNREADABLE.search(value):
                    bad.setdefault(row, name)
    for row, name in bad.items():
        raw = {one: UNREADABLE.sub("\ufffd", columns[one][row]) for one in columns if one in fields.kept}
        value = shown(UNREADABLE.sub("\ufffd", columns[name][row]))
        reason = f"{name}: {value} holds bytes that are not {fields.encoding}: save the file in one encoding"
        rejects.append(Reject(numbers[row], name, reason, raw))
    good = [row for row in range(len(numbers)) if row not in bad] if bad else None
    arrays = {
        name: pa.array(values if good is None else [values[row] for row in good], pa.string())
        for name, values in columns.items()
    }
    lines = pa.array(numbers if good is None else [numbers[row] for row in good], pa.int64())
    return batch_of(arrays, lines, rejects)
