"""Hot spots: where more happens than chance alone would put side by side."""

from math import erfc, sqrt

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.plane import FloatArray

BoolArray = NDArray[np.bool_]


def gi_star(values: FloatArray, x: FloatArray, y: FloatArray, reach_m: float) -> FloatArray:
    """(n,): the z-score of the local sum around each place (Getis and Ord 1992; Ord and Getis 1995, G*ᵢ).

    G*ᵢ = (Σ w x − X̄ Σ w) / (S √((n Σ w² − (Σ w)²) / (n − 1))), with w 1 for the places whose middles (metres) lie
    within `reach_m`, itself among them. NaN where it has no meaning: a value is missing, all are alike, or all are in
    reach of each other.
    """
    known = np.flatnonzero(np.isfinite(values) & np.isfinite(x) & np.isfinite(y))
    scores = np.full(len(values), np.nan)
    n = len(known)
    if n < 2:
        return scores
    points = shapely.points(x[known], y[known])
    one, other = shapely.STRtree(points).query(points, predicate="dwithin", distance=reach_m)
    weights = np.bincount(one, minlength=n).astype(np.float64)
    sums = np.bincount(one, values[known][other], minlength=n)
    mean, spread = values[known].mean(), values[known].std()
    with np.errstate(divide="ignore", invalid="ignore"):
        found = (sums - mean * weights) / (spread * np.sqrt((n * weights - weights**2) / (n - 1)))
    scores[known] = np.where(np.isfinite(found), found, np.nan)
    return scores


def excess(now: FloatArray, usual: FloatArray) -> FloatArray:
    """(n,): how far counts lie above what is usual there, in standard deviations: a busy place is not hot for being
    busy. 2 (√(now + 3/8) − √(usual + 3/8)), Anscombe's transform (1948), which has a variance of about 1 for Poisson
    counts of any mean."""
    found: FloatArray = 2.0 * (np.sqrt(now + 0.375) - np.sqrt(usual + 0.375))
    return found


def tail(z: float) -> float:
    """The chance of a z-score as high or higher by chance alone."""
    return 0.5 * erfc(z / sqrt(2.0))


def hot(scores: FloatArray, rate: float = 0.05) -> BoolArray:
    """(n,): which z-scores are high by more than chance: see `beyond_chance`."""
    return beyond_chance(np.array([tail(float(z)) if np.isfinite(z) else np.nan for z in scores]), rate)


def beyond_chance(chances: FloatArray, rate: float = 0.05) -> BoolArray:
    """(n,): which are too unlikely to be chance, where of those named at most `rate` are named by mistake.

    Benjamini and Hochberg (1995): many places are tested at once, and each by itself would find some. NaN is none.
    """
    ordered = np.sort(chances[np.isfinite(chances)])
    passed = np.flatnonzero(ordered <= rate * (np.arange(len(ordered)) + 1) / max(len(ordered), 1))
    if not len(passed):
        return np.zeros(len(chances), np.bool_)
    with np.errstate(invalid="ignore"):
        named: BoolArray = chances <= ordered[passed[-1]]
    return named
