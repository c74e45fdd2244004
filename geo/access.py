"""Access: who can reach what serves them, within how far, and how much of it there is for each."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.plane import FloatArray

IntArray = NDArray[np.int64]


@dataclass(frozen=True)
class Near:
    """Pairs (n,) of a demand and a supply that are within reach of each other, and how far apart they are."""

    demand: IntArray
    supply: IntArray
    distance_m: FloatArray


def near(demand: tuple[FloatArray, FloatArray], supply: tuple[FloatArray, FloatArray], reach_m: float) -> Near:
    """All pairs at most `reach_m` apart, of points in metres; missing points are near to nothing.

    Distances are straight lines: where the way is longer, give a shorter reach.
    """
    here = np.flatnonzero(np.isfinite(demand[0]) & np.isfinite(demand[1]))
    there = np.flatnonzero(np.isfinite(supply[0]) & np.isfinite(supply[1]))
    tree = shapely.STRtree(shapely.points(supply[0][there], supply[1][there]))
    points = shapely.points(demand[0][here], demand[1][here])
    one, other = tree.query(points, predicate="dwithin", distance=reach_m)
    who, what = here[one], there[other]
    distance = np.hypot(demand[0][who] - supply[0][what], demand[1][who] - supply[1][what])
    return Near(who, what, distance)


def within_reach(pairs: Near, people: FloatArray) -> float | None:
    """The share of `people` (n,) who have anything within reach; None where there are none."""
    total = float(people.sum())
    return float(people[np.unique(pairs.demand)].sum()) / total if total else None


def two_step(pairs: Near, people: FloatArray, capacity: FloatArray, reach_m: float | None = None) -> FloatArray:
    """(demands,): capacity a head that each demand can reach (Luo and Wang 2003, 2SFCA).

    First each supply is shared among all people in its reach: R = capacity / Σ people; then each demand adds up the R
    in its reach. With `reach_m` nearer counts more in both steps, by the kernel 1 − (d / reach)² (Dai 2010), else all
    in reach count alike. A supply that nobody reaches serves nobody.
    """
    weight = np.ones(len(pairs.demand)) if reach_m is None else 1.0 - (pairs.distance_m / reach_m) ** 2
    around = np.bincount(pairs.supply, weight * people[pairs.demand], minlength=len(capacity))
    with np.errstate(divide="ignore", invalid="ignore"):
        a_head = np.where(around > 0, capacity / around, 0.0)
    found = np.bincount(pairs.demand, weight * a_head[pairs.supply], minlength=len(people))
    return found.astype(np.float64)


def nearest(
    demand: tuple[FloatArray, FloatArray], supply: tuple[FloatArray, FloatArray]
) -> tuple[IntArray, FloatArray]:
    """(demands,): which supply is nearest (the lowest number of equals) and how far it is; -1 and NaN where none is."""
    which, distance = np.full(len(demand[0]), -1, dtype=np.int64), np.full(len(demand[0]), np.nan)
    here = np.flatnonzero(np.isfinite(demand[0]) & np.isfinite(demand[1]))
    there = np.flatnonzero(np.isfinite(supply[0]) & np.isfinite(supply[1]))
    if not len(here) or not len(there):
        return which, distance
    tree = shapely.STRtree(shapely.points(supply[0][there], supply[1][there]))
    found = tree.query_nearest(shapely.points(demand[0][here], demand[1][here]), return_distance=True)
    (one, other), apart = found
    order = np.lexsort((there[other], one))
    first = order[np.unique(one[order], return_index=True)[1]]
    which[here[one[first]]], distance[here[one[first]]] = there[other[first]], apart[first]
    return which, distance
