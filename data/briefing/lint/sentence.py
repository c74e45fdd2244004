"""The text of a draft in pieces that know where they stand, and its sentences with their numbers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from data.briefing.lint.numerals import Fraction, Number, find_fractions, find_numbers, narrowed
from data.catalogue import Words

END = re.compile(r"[。！？；;!?\n\v\f]|\.(?=\s)")
COMMA = re.compile(r"[,，、:：()]")


@dataclass(frozen=True)
class Piece:
    """A paragraph, a cell or a line; `where` says which, as a reader finds it."""

    where: Words
    text: str


@dataclass(frozen=True)
class Grid:
    """A table or the values of a chart; the first row and the first column name."""

    where: Words
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Draft:
    """Everything that a file says, in the order of reading."""

    pieces: tuple[Piece, ...]
    grids: tuple[Grid, ...] = ()


@dataclass(frozen=True)
class Sentence:
    """One sentence of a piece, narrowed, with the numbers in it; their places are within the sentence."""

    piece: Piece
    text: str

    @cached_property
    def numbers(self) -> list[Number]:
        return find_numbers(self.text)

    @cached_property
    def fractions(self) -> list[Fraction]:
        return find_fractions(self.text)

    @cached_property
    def counts(self) -> list[Number]:
        return [one for one in self.numbers if one.is_count]

    def clause(self, position: int) -> str:
        """From the last comma to a position."""
        return COMMA.split(self.text[:position].replace("12345", "热线"))[-1]

    def clause_around(self, number: Number) -> str:
        """The whole clause that a number stands in."""
        return self.clause(number.start) + COMMA.split(self.text[number.start :].replace(number.text, "#", 1))[0]


def sentences(draft: Draft) -> Iterator[Sentence]:
    """The sentences of every piece."""
    for piece in draft.pieces:
        for part in END.split(narrowed(piece.text)):
            if any(one.isdigit() for one in part):
                yield Sentence(piece, part.strip())
