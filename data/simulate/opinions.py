"""What people think of it: who rates when, and how many points, with a share of good ones exact to the row."""

import numpy as np
from numpy.typing import NDArray

from data.simulate.draws import HOUR, NEVER, SECOND, chosen

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

_GOOD = 0.945  # of those that rate, where the place says nothing
_PLAY = 0.2  # how far the number that rate may be off what is asked


def points(count: int, good: int, rng: np.random.Generator) -> IntArray:
    """Points 5 … 1 of so many raters, `good` of them 4 or 5."""
    liked = np.zeros(count, dtype=bool)
    liked[rng.choice(count, good, replace=False)] = True
    u = rng.random(count)
    given: IntArray = np.where(liked, 5 - chosen(u, (0.82, 0.18)), 3 - chosen(u, (0.6, 0.25, 0.15)))
    return given


def opinions(
    ends: IntArray, year_end: int, rated: float, good: float | None, rng: np.random.Generator
) -> tuple[IntArray, IntArray]:
    """When rows that are concluded at `ends` (n,) are rated, before the year's end (NEVER for most), and the
    points (n,), 3 where nobody rates."""
    could = np.flatnonzero(ends < year_end - 2 * HOUR)
    raters = _count(rated * len(could), len(could), good)
    liked = round(raters * (_GOOD if good is None else good))
    who = rng.choice(could, raters, replace=False)
    after = np.minimum((0.5 + 70 * rng.random(raters)) * HOUR, 0.9 * (year_end - ends[who]))
    rated_at, given = np.full(len(ends), NEVER), np.full(len(ends), 3)
    rated_at[who] = ends[who] + after.astype(np.int64) // SECOND * SECOND
    given[who] = points(raters, liked, rng)
    return rated_at, given


def _count(about: float, most: int, good: float | None) -> int:
    """The number near `about` of which whole rows come nearest to the share `good`."""
    usual = min(round(about), most)
    if good is None or usual == 0:
        return usual
    counts = np.arange(max(1, int(usual * (1 - _PLAY))), min(most, int(usual * (1 + _PLAY))) + 1)
    error = np.abs(np.round(counts * good) / counts - good)
    best = counts[error <= error.min() + 1e-12]
    return int(best[np.abs(best - usual).argmin()])
