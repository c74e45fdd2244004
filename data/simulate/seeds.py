"""Where cells of a made-up town have their middles: nested k-means over its land."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

_SAMPLES_A_CELL = 30
_SAMPLES = 30_000
_LLOYD_ROUNDS = 12


@dataclass(frozen=True)
class Seeds:
    """One seed per finest cell: its place in metres (n, 2), its village and its grid (0 …), and its weight,
    the share of the people there (sums to 1)."""

    points: FloatArray
    village: IntArray
    grid: IntArray
    weight: FloatArray


def town_seeds(
    outline: Any, centre: FloatArray, villages: int, grids: int, cells: int, rng: np.random.Generator
) -> Seeds:
    """`cells` seeds in `grids` grids in `villages` villages, denser towards `centre` (x, y)."""
    land = _samples(outline, centre, max(2000, cells * min(_SAMPLES_A_CELL, 1 + _SAMPLES // cells)), rng)
    village = _clusters(land, villages, rng)
    # Uneven on purpose: some villages are cut finer than their land asks for.
    taste = rng.uniform(0.75, 1.3, villages)
    grids_of = apportion(np.bincount(village, minlength=villages) * taste, grids)
    cells_of = _cells_of_grids(grids, cells)
    points, villages_of, grids_of_cells, weights = [], [], [], []
    first = 0
    for v in range(villages):
        here = land[village == v]
        grid = _clusters(here, int(grids_of[v]), rng)
        for g in range(int(grids_of[v])):
            inside = here[grid == g]
            cell = _clusters(inside, int(cells_of[first + g]), rng)
            for c in range(int(cells_of[first + g])):
                points.append(inside[cell == c].mean(axis=0))
                villages_of.append(v)
                grids_of_cells.append(first + g)
                weights.append((cell == c).sum())
        first += int(grids_of[v])
    weight = np.array(weights, dtype=float)
    return Seeds(np.array(points), np.array(villages_of), np.array(grids_of_cells), weight / weight.sum())


def apportion(weights: FloatArray, total: int) -> IntArray:
    """Whole numbers of that total in proportion to the weights, one at least (the largest remainders win)."""
    exact = weights / weights.sum() * (total - len(weights))
    parts = np.floor(exact).astype(np.int64)
    parts[np.argsort(parts - exact, kind="stable")[: total - len(weights) - parts.sum()]] += 1
    whole: IntArray = parts + 1
    return whole


def _cells_of_grids(grids: int, cells: int) -> IntArray:
    bounds: IntArray = np.round(np.linspace(0, cells, grids + 1)).astype(np.int64)
    return bounds[1:] - bounds[:-1]


def _samples(outline: Any, centre: FloatArray, count: int, rng: np.random.Generator) -> FloatArray:
    low, high = np.array(outline.bounds[:2]), np.array(outline.bounds[2:])
    shapely.prepare(outline)
    tried = rng.uniform(low, high, (count * 6, 2))
    away = np.hypot(*(tried - centre).T) / np.hypot(*(high - low))
    kept = rng.random(len(tried)) < 0.3 + 0.7 * np.exp(-((away / 0.13) ** 2))
    tried = tried[kept]
    inside: FloatArray = tried[shapely.contains_xy(outline, tried)][:count]
    return inside


def _clusters(points: FloatArray, k: int, rng: np.random.Generator) -> IntArray:
    """The cluster (0 … k-1) of each point, none empty, by Lloyd's rounds of k-means."""
    if k == 1:
        return np.zeros(len(points), dtype=np.int64)
    middles = points[rng.choice(len(points), k, replace=False)]
    nearest = np.zeros(len(points), dtype=np.int64)
    for _ in range(_LLOYD_ROUNDS):
        square = ((points[:, None, :] - middles[None, :, :]) ** 2).sum(axis=2)
        nearest = square.argmin(axis=1)
        counts = np.bincount(nearest, minlength=k)
        for empty in np.flatnonzero(counts == 0):
            furthest = int(square[np.arange(len(points)), nearest].argmax())
            nearest[furthest] = empty
            square[furthest] = 0
            counts = np.bincount(nearest, minlength=k)
        middles = np.column_stack([np.bincount(nearest, points[:, d], minlength=k) / counts for d in (0, 1)])
    return nearest
