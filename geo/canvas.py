"""A canvas over a town: square cells of equal area in the town's plane, each of which knows the place it lies in."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.plane import FloatArray, Plane

IntArray = NDArray[np.int64]
Int32Array = NDArray[np.int32]
MOST_CELLS = 4_000_000


@dataclass(frozen=True, eq=False)
class Canvas:
    """Cells of `side` metres, row 0 the southernmost, column 0 the westernmost; `west`, `south` are their corner.

    `place` (rows, columns) holds the index of the place that holds a cell's middle (the lowest, where several do), -1
    for none.
    """

    plane: Plane
    west: float
    south: float
    side: float
    place: Int32Array

    @classmethod
    def over(cls, geometries: NDArray[Any], side_m: float) -> "Canvas":
        """The canvas over WGS84 polygons, with cells of `side_m`, or larger where there would be too many."""
        plane = Plane.of(geometries)
        shapes = plane.shapes(geometries)
        west, south, east, north = shapely.total_bounds(shapes).tolist()
        side = max(side_m, float(np.sqrt((east - west) * (north - south) / MOST_CELLS)))
        rows, columns = int(np.ceil((north - south) / side)), int(np.ceil((east - west) / side))
        xs = west + side * (np.arange(columns) + 0.5)
        place = np.full((rows, columns), -1, dtype=np.int32)
        shapely.prepare(shapes)
        for index in range(len(shapes) - 1, -1, -1):  # the lowest is written last
            left, low, right, high = shapely.bounds(shapes[index])
            if np.isnan(left):
                continue
            first, last = int((left - west) / side), int(np.ceil((right - west) / side))
            bottom, top = int((low - south) / side), int(np.ceil((high - south) / side))
            ys = south + side * (np.arange(bottom, min(top, rows)) + 0.5)
            x, y = np.meshgrid(xs[first:last], ys)
            inside = shapely.intersects_xy(shapes[index], x, y)
            place[bottom : bottom + len(ys), first : first + x.shape[1]][inside] = index
        return cls(plane, west, south, side, place)

    @cached_property
    def cells_of(self) -> IntArray:
        """How many cells each place has."""
        inside = self.place.ravel()
        return np.bincount(inside[inside >= 0], minlength=int(inside.max(initial=-1)) + 1)

    @cached_property
    def middles(self) -> tuple[FloatArray, FloatArray]:
        """Metres east of the columns' middles and north of the rows'."""
        rows, columns = self.place.shape
        half = 0.5 * self.side
        east: FloatArray = self.west + half + self.side * np.arange(columns, dtype=np.float64)
        north: FloatArray = self.south + half + self.side * np.arange(rows, dtype=np.float64)
        return east, north

    def cells(self, x: FloatArray, y: FloatArray, margin: int = 0) -> tuple[IntArray, IntArray, NDArray[np.bool_]]:
        """Row and column of points in metres, and whether they lie on the canvas or within `margin` cells of it."""
        rows, columns = self.place.shape
        with np.errstate(invalid="ignore"):
            row, column = np.floor((y - self.south) / self.side), np.floor((x - self.west) / self.side)
            on = (row >= -margin) & (row < rows + margin) & (column >= -margin) & (column < columns + margin)
        return np.where(on, row, 0).astype(np.int64), np.where(on, column, 0).astype(np.int64), on

    def share(self, marked: NDArray[np.bool_], places: int) -> FloatArray:
        """(places,): the share of each place's cells that are marked (rows, columns); NaN of a place without any."""
        inside = self.place >= 0
        seen = np.bincount(self.place[inside & marked], minlength=places).astype(np.float64)
        whole = np.bincount(self.place[inside], minlength=places)
        with np.errstate(invalid="ignore", divide="ignore"):
            share: FloatArray = np.where(whole > 0, seen / whole, np.nan)
        return share
