"""What a sign of polish is: one declaration, from which it is measured, asked about and listed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from data.catalogue import Words


@dataclass(frozen=True)
class Suspect:
    """Whom a sign is measured at (`subject`: a party's word or a place's id): `hits` of `n` rows where `expected`
    would be usual, the chance that chance alone does so, and whether it is `large` enough to be asked about."""

    subject: str
    n: int
    hits: int
    expected: float
    chance: float
    large: bool


Measure = Callable[[Sequence[tuple[Any, ...]]], list[Suspect]]


@dataclass(frozen=True)
class Sign:
    """A way in which records may look better than what they record.

    `rows`: SQL of the facts, with `counted_at` and `spot`; `subject`: the column of whom it is asked; `hit`: SQL that
    is true of the rows that are asked about, which may look at all rows of a `subject` by a window function; `counts`:
    SQL over the relation `judged` (the rows with `subject` and `hit`) that gives `measure` its rows; `before_days`:
    how far before the days asked for the rows begin. `question` has the blanks subject, hits, n and expected.
    """

    id: str
    title: Words
    question: Words
    how: Words
    innocent: tuple[Words, ...]
    rows: str
    subject: str
    hit: str
    counts: str
    measure: Measure
    before_days: int = 0

    @property
    def level(self) -> str | None:
        """The level of its places; None where it is asked of parties."""
        return self.subject.removeprefix("at_") if self.subject.startswith("at_") else None
