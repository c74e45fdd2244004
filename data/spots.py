"""Spots: the distinct combinations of a village, a grid and a micro-grid that rows are placed at.

A row carries one small number; the names of its places, and the sums of every level, follow from it. Spot 0 is
nowhere: rows that could not be placed. Levels need not nest, so a spot is a tuple rather than a finest place.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int32]
UNPLACED = "unplaced"


@dataclass(frozen=True)
class LevelIndex:
    """A level's places in order, and for each spot the index of its place there; the last index, one past
    the places, is "unplaced"."""

    id: str
    places: tuple[str, ...]
    names: tuple[str, ...]
    of_spot: IntArray
    kept: dict[int, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def size(self) -> int:
        return len(self.places) + 1

    def roll_up(self, by_spot: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Sums over the first axis: (spots, …) becomes (places + 1, …)."""
        order, found, begins = self.runs(len(by_spot))
        total = np.zeros((self.size, *by_spot.shape[1:]))
        if len(found):
            total[found] = np.add.reduceat(by_spot[order], begins, axis=0)
        return total

    def runs(self, spots: int) -> tuple[npt.NDArray[np.int64], IntArray, npt.NDArray[np.int64]]:
        """The first so many spots in the order of their places; the places found, and where each begins."""
        if spots not in self.kept:
            order = np.argsort(self.of_spot[:spots], kind="stable")
            self.kept[spots] = (order, *np.unique(self.of_spot[:spots][order], return_index=True))
        order, found, begins = self.kept[spots]
        return order, found, begins


def town_index(name: str, spots: int) -> LevelIndex:
    """The town as a level of one place, which counts also what is unplaced."""
    return LevelIndex("town", (name,), (name,), np.zeros(spots, np.int32))
