"""A surge: more happens about a place now than its own past and the rest of the town would have it."""

from math import log, log1p

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
    logs = log_factorials(int(total.max(initial=0)))
    pairs, which = np.unique(np.column_stack((local, total)).astype(np.int64), axis=0, return_inverse=True)
    chances = np.array([at_least(k, n, share, logs) for k, n in pairs.tolist()], np.float64)
    found: FloatArray = chances[which.ravel()]
    return found


def log_factorials(most: int) -> FloatArray:
    """The logarithms of 0! to `most`!."""
    return np.concatenate(([0.0], np.cumsum(np.log(np.arange(1, most + 1, dtype=np.float64)))))


def at_least(k: int, n: int, p: float, logs: FloatArray) -> float:
    """The chance of k or more of n that each have the chance p; `logs` are those of 0! to n! or beyond."""
    if k <= 0:
        return 1.0
    if not 0 < p < 1 or k > n:
        return float(p >= 1 and k <= n)
    j = np.arange(k, n + 1)
    terms = np.exp(logs[n] - logs[j] - logs[n - j] + j * log(p) + (n - j) * log1p(-p))
    return min(1.0, float(terms.sum()))
