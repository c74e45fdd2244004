"""A surge: more happens about a place now than its own past and the rest of the town would have it."""

from math import exp, lgamma, log, log1p

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.plane import FloatArray

IntArray = NDArray[np.int64]


def around(x: FloatArray, y: FloatArray, reach_m: float) -> tuple[IntArray, IntArray]:
    """Pairs of places (metres) at most `reach_m` apart, each with itself too."""
    points = shapely.points(x, y)
    one, other = shapely.STRtree(points).query(points, predicate="dwithin", distance=reach_m)
    return one, other


def surge(now: FloatArray, before: FloatArray, x: FloatArray, y: FloatArray, reach_m: float) -> FloatArray:
    """(n,): the chance that of all that happened within `reach_m` of a place so much or more falls into the present
    period, if the present had the same share there as in all places together.

    Exact for few counts too, where a z-score is not: given the local total n, counts of Poisson processes are
    binomial (n, p) with p the town's own share (Przyborowski and Wilenski 1940). A week in which more happens
    everywhere makes no place stand out.
    """
    one, other = around(x, y, reach_m)
    local = np.bincount(one, now[other], minlength=len(x))
    total = local + np.bincount(one, before[other], minlength=len(x))
    whole = float(now.sum() + before.sum())
    share = float(now.sum()) / whole if whole else 0.0
    known: dict[tuple[int, int], float] = {}
    chances = np.empty(len(x))
    for number, key in enumerate(zip(local.astype(int).tolist(), total.astype(int).tolist(), strict=True)):
        if key not in known:
            known[key] = at_least(*key, share)
        chances[number] = known[key]
    return chances


def at_least(k: int, n: int, p: float) -> float:
    """The chance of k or more of n that each have the chance p."""
    if k <= 0:
        return 1.0
    if not 0 < p < 1 or k > n:
        return float(p >= 1 and k <= n)
    terms = (
        exp(lgamma(n + 1) - lgamma(j + 1) - lgamma(n - j + 1) + j * log(p) + (n - j) * log1p(-p))
        for j in range(k, n + 1)
    )
    return min(1.0, sum(terms))
