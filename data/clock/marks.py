"""Sorted instants among which others are looked up, a few to a day: several times as fast as a binary search."""

import numpy as np
import numpy.typing as npt

Whole = npt.NDArray[np.int64]
DAY = 86_400_000_000
NEVER = np.iinfo(np.int64).max


class Marks:
    """Sorted instants, UTC in microseconds since 1970."""

    def __init__(self, instants: Whole) -> None:
        self._next = np.append(instants[1:], NEVER)
        # A day before the first mark: what lies earlier still finds none before it.
        self._first_day = int(instants[0] // DAY) - 1
        days = (np.arange(self._first_day, instants[-1] // DAY + 2)) * DAY
        self._at_midnight = np.maximum(np.searchsorted(instants, days, side="right") - 1, 0)
        self._most_a_day = int(np.diff(self._at_midnight, append=len(instants) - 1).max())

    def last(self, instants: Whole) -> Whole:
        """Which mark is the last one not after each instant; the first or the last mark for those outside."""
        day = np.clip(instants // DAY - self._first_day, 0, len(self._at_midnight) - 1)
        found: Whole = self._at_midnight[day]
        for _ in range(self._most_a_day):
            found = found + (self._next[found] <= instants)
        return found
