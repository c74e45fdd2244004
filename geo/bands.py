"""Bands: the cells of a canvas that share a class, as polygons light enough to send to a screen."""

import json
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.canvas import Canvas, Int32Array
from geo.plane import FloatArray

CELLS = 40_000  # of a town's canvas, about; finer cells would not be seen
LEAST_M, MOST_M, STEP_M = 20.0, 500.0, 10.0
DIGITS = 6  # of a degree: a decimetre


def side_of(outline: Any) -> float:
    """The side (metres) of the cells that a town is drawn in: a round number, so that it has about CELLS of them."""
    plane = Canvas.over(np.array([outline]), MOST_M).plane
    area = float(shapely.area(plane.shapes(np.array([outline])))[0])
    side = round(float(np.sqrt(area / CELLS)) / STEP_M) * STEP_M
    return min(max(side, LEAST_M), MOST_M)


def holders(canvas: Canvas, geometries: NDArray[Any]) -> Int32Array:
    """(rows, columns): the lowest of these WGS84 polygons that holds a cell's middle, -1 for none."""
    east, north = canvas.middles
    x, y = (one.ravel() for one in np.meshgrid(east, north))
    inside = np.flatnonzero(canvas.place.ravel() >= 0)
    found = np.full(canvas.place.size, len(geometries), dtype=np.int32)
    tree = shapely.STRtree(canvas.plane.shapes(geometries))
    cell, polygon = tree.query(shapely.points(x[inside], y[inside]), predicate="intersects")
    np.minimum.at(found, inside[cell], polygon.astype(np.int32))
    return np.where(found == len(geometries), -1, found).reshape(canvas.place.shape).astype(np.int32)


def classed(values: FloatArray, limits: tuple[float, ...]) -> Int32Array:
    """The class of each value: 0 for 0, then 1 more than the limits at or below it; -1 where it is missing."""
    classes = 1 + np.searchsorted(np.asarray(limits), np.nan_to_num(values), side="right")
    known = np.where(values == 0, 0, classes)
    return np.where(np.isfinite(values), known, -1).astype(np.int32)


def bands(canvas: Canvas, classes: Int32Array) -> dict[int, Any]:
    """By class (but -1): its cells in one WGS84 (Multi)Polygon."""
    found = {}
    for number in np.unique(classes[classes >= 0]).tolist():
        shape = shapely.union_all(runs(canvas, classes == number))
        found[number] = canvas.plane.on_earth(np.array([shape]))[0]
    return found


def runs(canvas: Canvas, marked: NDArray[np.bool_]) -> NDArray[Any]:
    """The marked cells (rows, columns) as rectangles in metres, those side by side in a row as one."""
    padded = np.pad(marked, ((0, 0), (1, 1))).astype(np.int8)
    step = np.diff(padded, axis=1)
    row, first = np.nonzero(step == 1)
    _, last = np.nonzero(step == -1)
    west, south = canvas.west + first * canvas.side, canvas.south + row * canvas.side
    shapes: NDArray[Any] = shapely.box(west, south, canvas.west + last * canvas.side, south + canvas.side)
    return shapes


def geometry_of(shape: Any) -> dict[str, Any]:
    """A WGS84 geometry as GeoJSON, rounded to a decimetre."""
    rounded = shapely.transform(shape, lambda xy: np.round(xy, DIGITS))
    found: dict[str, Any] = json.loads(shapely.to_geojson(rounded))
    return found
