"""What takes most from a place's index: each part, its score and its weight, the worst first."""

from dataclasses import dataclass
from math import inf
from typing import Literal

import numpy as np

from data.board import Board, Reading
from data.derived import parts_of
from data.fault import Fault
from data.score import score


@dataclass(frozen=True)
class Contribution:
    """A part of an index at one place.

    `score` is actual against target (1: met; capped at 1.25), `taken` the points of 100 that the part takes from
    the index, less than 0 where it is above its target; what all take and the index add up to 100. Both are None of a
    part that is left out because it is missing or stale.
    """

    reading: Reading
    weight: float
    score: float | None
    taken: float | None

    @property
    def left_out(self) -> Literal["missing", "stale"] | None:
        if self.score is not None:
            return None
        return "missing" if self.reading.value is None else "stale"


def contributors(board: Board, level: str = "town", place: str | None = None) -> tuple[Contribution, ...]:
    """The parts of the board's index at a place (default: the town), what takes most first, what is left out last.

    Raises Fault where the catalogue has no index, and for an unknown level or place.
    """
    one = next((i for i in board.catalogue.indicators if i.derived is not None and i.derived.fold == "index"), None)
    if one is None:
        raise Fault("the catalogue has no index")
    parts = []
    for number, weight in parts_of(board.catalogue, one, level):
        reading = board.reading(board.catalogue.indicators[number].id, level, place)
        parts.append((reading, weight, scored(reading)))
    total = sum(weight for _, weight, against in parts if against is not None)
    found = [
        Contribution(reading, weight, against, None if against is None else 100 * weight * (1 - against) / total)
        for reading, weight, against in parts
    ]
    return tuple(sorted(found, key=lambda part: inf if part.taken is None else -part.taken))


def scored(reading: Reading) -> float | None:
    """The score of a part; None where it is missing or too old to count."""
    if reading.value is None or reading.stale:
        return None
    return float(score(reading.indicator, np.array([reading.value]))[0])
