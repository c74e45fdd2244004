"""The records of a JSON text, one after the other: a document of any size is never held whole."""

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any

from data.fault import Fault
from data.feeds.batch import ROW_LIMIT, Reject, shown
from data.feeds.stream import BLOCK, Source, Utf8

Record = dict[str, Any]
CUT = "the file ends in the middle of this record: it was cut; fetch it again"
NO_RECORD = "is no record with named values: {} stands here"
# Control characters inside strings are taken and stripped later; whole numbers keep their own digits.
WHITESPACE = re.compile(r"[ \t\n\r]*")
DECODER = json.JSONDecoder(strict=False, parse_int=str)
# What may stand behind an error where a text is merely cut: a word, a number or an escape without its end.
TORN = re.compile(r"[\w.+\\-]{0,6}\s*")


class EndOfText(Exception):
    """The text ended inside a value."""


class Scanner:
    """A place in a JSON text; what lies behind it is forgotten."""

    def __init__(self, source: Utf8, path: Source) -> None:
        self.path = path
        self._source = source
        self._decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
        self._text = ""
        self._next = 0
        self._line, self._column = 1, 1  # of the beginning of _text
        self._end = False

    def peek(self) -> str:
        """The next character that is not white space. EndOfText where there is none."""
        while True:
            found = WHITESPACE.match(self._text, self._next)
            self._next = found.end() if found else self._next
            if self._next < len(self._text):
                return self._text[self._next]
            if not self._more():
                raise EndOfText

    def take(self, expected: str) -> str:
        """Steps over the next character, which has to be one of those expected. Fault otherwise."""
        char = self.peek()
        if char not in expected:
            raise self.broken(self._next, f"{' or '.join(expected)} expected, {shown(char)} found")
        self._next += 1
        return char

    def value(self) -> Any:
        """The value that begins here, stepped over. Fault where it is no JSON; EndOfText where it is cut."""
        self.peek()
        while True:
            try:
                value, end = DECODER.raw_decode(self._text, self._next)
                if end < len(self._text) or not self._more():
                    self._next = end
                    return value
            except json.JSONDecodeError as error:
                long = len(self._text) - self._next > ROW_LIMIT
                if long or not self._more():
                    if not long and (TORN.fullmatch(self._text, error.pos) or error.msg.startswith("Unterminated")):
                        raise EndOfText from None
                    raise self.broken(error.pos, error.msg) from None
            except RecursionError:
                raise self.broken(self._next, "nested too deeply") from None

    def broken(self, position: int, what: str) -> Fault:
        lines = self._text.count("\n", 0, position)
        column = position - self._text.rfind("\n", 0, position) if lines else self._column + position
        return Fault(
            f"{self.path.name}: line {self._line + lines}, column {column}: no JSON here: {what}; "
            "mend the file or fetch it again"
        )

    def _more(self) -> bool:
        """Reads on, if only to meet the end; False where that is known. Positions count from the present place."""
        if self._end:
            return False
        passed = self._text[: self._next]
        self._column = len(passed) - passed.rfind("\n") if "\n" in passed else self._column + len(passed)
        self._line += passed.count("\n")
        piece = self._source.read(BLOCK >> 2)
        self._end = not piece
        self._text = self._text[self._next :] + self._decoder.decode(piece, self._end)
        self._next = 0
        return True


def read_array(source: Utf8, path: Source, steps: list[str]) -> Iterator[tuple[int, Record | Reject]]:
    """The records of the array that the steps lead to, each with its number from 1.

    A text that ends inside the array gives what is whole and a Reject for the rest.
    """
    scanner = Scanner(source, path)
    number = 0
    try:
        enter(scanner, steps)
        number = 1
        closed = scanner.peek() == "]"
        while not closed:
            record = scanner.value()
            wrong = Reject(number, None, NO_RECORD.format(shown(json.dumps(record, ensure_ascii=False))))
            yield number, record if isinstance(record, dict) else wrong
            number += 1
            closed = scanner.take(",]") == "]"
    except EndOfText:
        if not number:
            raise Fault(f"{path.name}: the file ends before its records begin: fetch it again") from None
        yield number, Reject(number, None, CUT)


def enter(scanner: Scanner, steps: list[str]) -> None:
    """Steps into the array of records, which may lie inside the document."""
    for depth, step in enumerate(steps):
        keys: list[str] = []
        opened = scanner.take("{[")
        while opened == "{" and scanner.peek() != "}":
            keys.append(scanner.value())
            scanner.take(":")
            if keys[-1] in (step, ".".join(steps[depth:])):
                break
            scanner.value()
            if scanner.take(",}") == "}":
                break
        if not keys or keys[-1] not in (step, ".".join(steps[depth:])):
            has = ", ".join(keys) or "an array"
            raise Fault(f'{scanner.path.name}: no "{step}" in the document, which has {has}: mend records')
        if keys[-1] != step:
            break
    if scanner.peek() == "{":
        record = scanner.value()
        arrays = [key for key, value in record.items() if isinstance(value, list)]
        mend = f'set records = "{arrays[0]}"' if arrays else 'set format = "jsonl" where each line is a record'
        raise Fault(f"{scanner.path.name}: an object stands where the array of records should: {mend}")
    scanner.take("[")


def read_lines(source: Utf8) -> Iterator[tuple[int, Record | Reject]]:
    """One record a line, each with its line number; a line that is none is a Reject."""
    data, number, final, skipping = b"", 0, False, False
    while not final:
        piece = source.read(BLOCK)
        final = not piece
        *lines, data = (data + piece).split(b"\n")
        lines += [data] if final and data else []
        for place, line in enumerate(lines):
            number += 1
            if skipping:
                skipping = False
            elif line.strip():
                whole = not final or place < len(lines) - 1 or not data
                yield number, record_of(line, number, whole)
        if len(data) > ROW_LIMIT and not final:
            if not skipping:
                yield number + 1, Reject(number + 1, None, f"the line is longer than {ROW_LIMIT >> 20} MB")
            data, skipping = b"", True
    if source.cut and not data:
        yield number + 1, Reject(number + 1, None, CUT)


def record_of(line: bytes, number: int, whole: bool) -> Record | Reject:
    """The record of one line; `whole` where the line has an end."""
    try:
        record = DECODER.decode(line.decode("utf-8", "surrogateescape"))
    except (json.JSONDecodeError, RecursionError) as error:
        return Reject(number, None, f"no JSON in this line ({error}); mend it" if whole else CUT)
    if isinstance(record, dict):
        return record
    return Reject(number, None, NO_RECORD.format(shown(record)))
