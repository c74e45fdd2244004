"""Reach: the part of a town that lies within so many metres of something, such as a drone's dock."""

import json
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.plane import FloatArray, Plane

DRAWN_M = 5.0
QUARTER = 64  # corners of a quarter circle: the polygon's area is short of the disc's by 1 in 10,000


def reached(plane: Plane, lon: FloatArray, lat: FloatArray, radius_m: FloatArray) -> Any:
    """The union of the discs about some points (n,), in metres of the plane. Points that are missing reach nothing."""
    x, y = plane.points(lon, lat)
    known = np.isfinite(x) & np.isfinite(y) & (radius_m > 0)
    discs = shapely.buffer(shapely.points(x[known], y[known]), radius_m[known], quad_segs=QUARTER)
    return shapely.union_all(discs)


def reached_m2(plane: Plane, town: Any, lon: FloatArray, lat: FloatArray, radius_m: FloatArray) -> float:
    """How much of a town (a WGS84 polygon) they reach, in square metres: never more than the town has, however far
    they reach, and what two reach counts once."""
    ground = plane.shapes(np.array([town]))[0]
    return float(shapely.area(shapely.intersection(reached(plane, lon, lat, radius_m), ground)))


def drawn(plane: Plane, town: Any, area: Any) -> dict[str, Any]:
    """The part of an area (metres of the plane) that lies in the town (WGS84), as a GeoJSON geometry to look at:
    smoothed by 5 m."""
    ground = plane.shapes(np.array([town]))[0]
    inside = shapely.simplify(shapely.intersection(ground, area), DRAWN_M)
    there = shapely.transform(plane.on_earth(np.array([inside]))[0], lambda xy: np.round(xy, 5))
    found: dict[str, Any] = json.loads(shapely.to_geojson(there))
    return found


def shares(plane: Plane, places: NDArray[Any], area: Any) -> FloatArray:
    """(n,): the share of each place (WGS84 polygons) that an area in metres of the plane covers."""
    shapes = plane.shapes(places)
    whole = shapely.area(shapes)
    with np.errstate(invalid="ignore", divide="ignore"):
        covered: FloatArray = np.where(whole > 0, shapely.area(shapely.intersection(shapes, area)) / whole, np.nan)
    return covered
