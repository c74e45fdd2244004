"""Blind spots: the connected ground that nobody saw, with its size and how far the nearest eye is."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.plane import FloatArray
from geo.seen import Seen


@dataclass(frozen=True)
class BlindSpots:
    """Polygons in WGS84 (n,), largest first; their areas, a point within each, the index of the place that it lies in,
    and the nearest of some points with its distance in metres from there (-1 and NaN where there are none).
    `all_m2` and `found` are of all there were."""

    shapes: NDArray[np.object_]
    areas_m2: FloatArray
    lon: FloatArray
    lat: FloatArray
    place: NDArray[np.int64]
    nearest: NDArray[np.int64]
    distance_m: FloatArray
    found: int
    all_m2: float


def blind_spots(seen: Seen, seconds: float, least_m2: float, most: int, lon: FloatArray, lat: FloatArray) -> BlindSpots:
    """The largest ground of at least `least_m2` that was not seen since, its edges smoothed by a cell of the canvas,
    and the nearest of the points (lon, lat)."""
    canvas = seen.canvas
    raw = canvas.plane.shapes(seen.blind_spots(seconds, least_m2))
    areas = np.asarray(shapely.area(raw), np.float64)
    chosen = raw[:most]
    inside = shapely.point_on_surface(chosen)
    x, y = shapely.get_x(inside), shapely.get_y(inside)
    row, column, on = canvas.cells(x, y)
    place = np.where(on, canvas.place[row, column], -1).astype(np.int64)
    nearest, distance = nearest_of(canvas.plane.points(lon, lat), (x, y))
    smooth = shapely.simplify(chosen, canvas.side)
    at = canvas.plane.degrees(x, y)
    drawn: Any = canvas.plane.on_earth(smooth)
    return BlindSpots(drawn, areas[:most], at[0], at[1], place, nearest, distance, len(raw), float(areas.sum()))


def nearest_of(
    points: tuple[FloatArray, FloatArray], middles: tuple[FloatArray, FloatArray]
) -> tuple[NDArray[np.int64], FloatArray]:
    """For each of the middles the nearest of the points (metres), and how far it is."""
    known = np.flatnonzero(np.isfinite(points[0]) & np.isfinite(points[1]))
    count = len(middles[0])
    if not len(known) or not count:
        return np.full(count, -1, np.int64), np.full(count, np.nan)
    apart = np.hypot(middles[0][:, None] - points[0][known], middles[1][:, None] - points[1][known])
    best = apart.argmin(axis=1)
    return known[best].astype(np.int64), apart[np.arange(count), best]
