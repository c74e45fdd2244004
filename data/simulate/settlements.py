"""Where people are: hamlets within the finest places, and a pool of addresses to put things at."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.metric import metres_per_degree
from geo.places import Places

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

_ADDRESSES = 24_000  # in all
_HAMLETS = 4  # at most, in a place
_MARGIN = 0.04  # of a place's size: addresses keep off its border
_OUTSIDE = 2000


@dataclass(frozen=True)
class Settlements:
    """Addresses (n,) in WGS84, sorted by `cell`, the index of their finest place; `first` (cells + 1,) are
    the bounds of each cell's run.

    `weight` (n,) sums to 1: some places and hamlets have more to tell than others. `names` and `parents`
    (cells,) are the names of the finest places and of what they belong to; `near` holds each cell's
    neighbours; `outside` (m, 2) are points a few metres outside the town.
    """

    lon: FloatArray
    lat: FloatArray
    cell: IntArray
    first: IntArray
    weight: FloatArray
    names: list[str]
    parents: list[str]
    near: list[IntArray]
    outside: FloatArray
    metres: tuple[float, float]

    def pick(self, uniform: FloatArray) -> IntArray:
        """Addresses by weight, for uniform numbers."""
        found = np.searchsorted(np.cumsum(self.weight), uniform, side="right")
        return np.minimum(found, len(self.weight) - 1)

    def pick_in(self, cell: IntArray, uniform: FloatArray) -> IntArray:
        """An address in each of these cells, each as likely."""
        low, high = self.first[cell], self.first[cell + 1]
        picked: IntArray = np.minimum(low + (uniform * (high - low)).astype(np.int64), high - 1)
        return picked


@lru_cache(maxsize=4)
def settle(places: Places, seed: int) -> Settlements:
    """Settlements of the finest level, the same for the same seed and places."""
    rng = np.random.default_rng([seed, 3])
    frame = places.levels[-1].frame
    shapes = frame.geometry.to_numpy()
    scale = tuple(float(s[0]) for s in metres_per_degree(np.array([places.outline.centroid.y])))
    people = _people(frame, shapes, rng)
    cell, lon, lat, share = _addresses(shapes, scale, rng)
    weight = share * people[cell]
    within = places.levels[-1].within
    above = places.level(within).frame if within else None
    named = dict(zip(above["id"], above["name"], strict=True)) if above is not None else {}
    touching, touched = shapely.STRtree(shapes).query(shapes, predicate="touches")
    return Settlements(
        lon,
        lat,
        cell,
        np.searchsorted(cell, np.arange(len(shapes) + 1)),
        weight / weight.sum(),
        [str(name) for name in frame["name"]],
        [str(named.get(parent, name)) for parent, name in zip(frame["parent"], frame["name"], strict=True)],
        [touched[touching == one] for one in range(len(shapes))],
        _just_outside(places.outline, scale, rng),
        (scale[0], scale[1]),
    )


def _people(frame: Any, shapes: NDArray[Any], rng: np.random.Generator) -> FloatArray:
    """How much each place has to tell: by its households where known, else by its size."""
    size = frame["households"].to_numpy(dtype=float) if "households" in frame else np.sqrt(shapely.area(shapes))
    people: FloatArray = np.maximum(size, size.mean() * 0.05) * np.exp(rng.normal(0, 0.55, len(shapes)))
    return people


def _addresses(
    shapes: NDArray[Any], scale: tuple[float, ...], rng: np.random.Generator
) -> tuple[IntArray, FloatArray, FloatArray, FloatArray]:
    """Cell, lon, lat and share in the cell of addresses in clusters inside each shape."""
    size = np.sqrt(shapely.area(shapes))
    inner = shapely.buffer(shapes, -_MARGIN * size, quad_segs=2)
    inner = np.where(shapely.is_empty(inner), shapes, inner)
    shapely.prepare(inner)
    each = int(np.clip(_ADDRESSES // len(shapes), 30, 300))
    box = shapely.bounds(inner)
    # Hamlets: the first of the points tried that lie inside.
    tries = 30
    x = rng.uniform(box[:, [0]], box[:, [2]], (len(shapes), tries))
    y = rng.uniform(box[:, [1]], box[:, [3]], (len(shapes), tries))
    inside = shapely.contains_xy(inner[:, None], x, y)
    order = np.argsort(~inside, axis=1, kind="stable")[:, :_HAMLETS]
    rows = np.arange(len(shapes))[:, None]
    fallback = shapely.get_coordinates(shapely.point_on_surface(inner))
    hamlet_x = np.where(inside[rows, order], x[rows, order], fallback[:, [0]])
    hamlet_y = np.where(inside[rows, order], y[rows, order], fallback[:, [1]])
    which = np.minimum(np.floor(_HAMLETS * rng.random((len(shapes), each)) ** 1.8), _HAMLETS - 1).astype(int)
    spread = 0.11 * size[:, None] * np.exp(rng.normal(0, 0.3, (len(shapes), each)))
    squeeze = scale[1] / scale[0]
    lon = hamlet_x[rows, which] + rng.normal(0, 1, spread.shape) * spread * np.sqrt(squeeze)
    lat = hamlet_y[rows, which] + rng.normal(0, 1, spread.shape) * spread / np.sqrt(squeeze)
    good = shapely.contains_xy(inner[:, None], lon, lat)
    lon, lat = np.where(good, lon, hamlet_x[rows, which]), np.where(good, lat, hamlet_y[rows, which])
    # An address that fell outside is the hamlet itself, with next to no weight.
    share = np.where(good, rng.gamma(1.5, 1.0, good.shape), 1e-3)
    share /= share.sum(axis=1, keepdims=True)
    return np.repeat(np.arange(len(shapes)), each), lon.ravel(), lat.ravel(), share.ravel()


def _just_outside(outline: Any, scale: tuple[float, ...], rng: np.random.Generator) -> FloatArray:
    """Points 3 to 15 m beyond the outline, as a noisy GPS gives them at its edge."""
    ring = max((part.exterior for part in shapely.get_parts(outline)), key=lambda one: one.length)
    xy = shapely.get_coordinates(ring)
    metres = (xy - xy[0]) * scale
    piece = rng.integers(0, len(xy) - 1, _OUTSIDE * 2)
    along, step = rng.random((len(piece), 1)), metres[piece + 1] - metres[piece]
    normal = np.column_stack([step[:, 1], -step[:, 0]]) / np.maximum(np.hypot(*step.T), 1e-9)[:, None]
    away = rng.uniform(3, 15, (len(piece), 1)) * (1 if ring.is_ccw else -1)
    points = xy[0] + (metres[piece] + along * step + normal * away) / scale
    beyond: FloatArray = points[~shapely.contains_xy(outline, points)][:_OUTSIDE]
    return beyond
