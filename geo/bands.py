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
        found[number] = canvas.plane.on_earth(np.array([area_of(canvas, classes == number)]))[0]
    return found


def area_of(canvas: Canvas, marked: NDArray[np.bool_]) -> Any:
    """The marked cells (rows, columns) as one (Multi)Polygon in metres, corners only where its rim turns.

    Built from the rim, which is far shorter than the list of its cells: a union of them takes ten times as long.
    """
    padded = np.pad(marked, 1)
    upright = padded[1:-1, 1:] != padded[1:-1, :-1]  # the edge on the left of each cell, and of one beyond the last
    level = padded[1:, 1:-1] != padded[:-1, 1:-1]  # the edge below each cell
    none = ((0, 0), (1, 1))
    left, right = np.pad(level, none)[:, :-1], np.pad(level, none)[:, 1:]
    below, above = np.pad(upright, none[::-1])[:-1], np.pad(upright, none[::-1])[1:]
    corner = (left | right) & (below | above)
    # Row by row each straight part of the rim begins at a corner and ends at the next; so it is column by column.
    across = np.stack((np.argwhere(corner & right), np.argwhere(corner & left)), axis=1)
    along = np.stack((np.argwhere((corner & above).T), np.argwhere((corner & below).T)), axis=1)[..., ::-1]
    ends = np.concatenate((across, along))[..., ::-1] * canvas.side + (canvas.west, canvas.south)
    faces = shapely.get_parts(shapely.polygonize(shapely.linestrings(ends)))
    x, y = shapely.get_coordinates(shapely.point_on_surface(faces)).T
    row, column, _ = canvas.cells(x, y)
    return shapely.multipolygons(faces[marked[row, column]])


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
