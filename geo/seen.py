"""Seen ground: when each spot of a town was last seen, by what moves over it and by what stands and looks.

Who sees is put to the middle of the cell it is in, so that borders are right to half a cell.
"""

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.canvas import Canvas, IntArray
from geo.plane import FloatArray

NEVER = -np.inf
GAP_S = 120.0  # between two fixes of one vehicle: what lay between them is taken as driven straight
STEPS = 3  # along the way in a radius of sight: the strip that discs so far apart leave is too narrow by 1.4 % at most
LEAP_M = 2000.0  # farther than that in one gap nobody drives: a fix gone wrong


class Seen:
    """`seen_at` (rows, columns): the last moment, in seconds since 1970, at which a cell of the canvas was seen."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.seen_at: FloatArray = np.full(canvas.place.shape, NEVER)

    def pass_by(self, who: IntArray, seconds: FloatArray, lon: FloatArray, lat: FloatArray, sees_m: float) -> None:
        """Fixes of who moves (n,), in any order: each sees a disc of `sees_m` around it and around its way from the
        fix before."""
        x, y = self.canvas.plane.points(lon, lat)
        known = np.isfinite(x) & np.isfinite(y)
        who, seconds, x, y = who[known], seconds[known], x[known], y[known]
        order = np.lexsort((seconds, who))
        on_way = way(who[order], seconds[order], x[order], y[order], max(self.canvas.side, sees_m / STEPS))
        self.mark(*on_way, sees_m)

    def mark(self, seconds: FloatArray, x: FloatArray, y: FloatArray, sees_m: float) -> None:
        """Points in metres (n,) that are seen with all around them: the cells whose middles lie within `sees_m`."""
        side = self.canvas.side
        reach = int(np.ceil(sees_m / side)) + 1
        row, column, on = self.canvas.cells(x, y, reach)
        rows, columns = self.canvas.place.shape
        wide = columns + 2 * reach
        key = (row[on] + reach) * wide + column[on] + reach
        # The newest moment of each cell that was passed, in a frame that what lies just outside fits in, too.
        passed = np.full((rows + 2 * reach) * wide, NEVER)
        np.maximum.at(passed, key, seconds[on])
        steps = disc(sees_m / side)
        if len(key) * len(steps) < self.seen_at.size:
            self.mark_around(np.unique(key), passed, wide, reach, steps)
            return
        passed = passed.reshape(rows + 2 * reach, wide)
        for up, right in steps:
            near = passed[reach - up : reach - up + rows, reach - right : reach - right + columns]
            np.maximum(self.seen_at, near, out=self.seen_at)

    def mark_around(
        self, keys: IntArray, passed: FloatArray, wide: int, reach: int, steps: list[tuple[int, int]]
    ) -> None:
        """The same for few cells, one by one: quicker than going over the whole canvas for each step."""
        rows, columns = self.canvas.place.shape
        up, right = np.array(steps).T
        row = (keys // wide - reach)[:, None] + up
        column = (keys % wide - reach)[:, None] + right
        on = (row >= 0) & (row < rows) & (column >= 0) & (column < columns)
        moments = np.broadcast_to(passed[keys][:, None], on.shape)
        np.maximum.at(self.seen_at, (row[on], column[on]), moments[on])

    def watch(self, seconds: float, lon: FloatArray, lat: FloatArray, sees_m: float) -> None:
        """What stands at these points sees all around it at this moment."""
        x, y = self.canvas.plane.points(lon, lat)
        known = np.isfinite(x) & np.isfinite(y)
        self.mark(np.full(int(known.sum()), seconds), x[known], y[known], sees_m)

    def since(self, seconds: float) -> NDArray[np.bool_]:
        """(rows, columns): whether a cell was seen at that moment or later."""
        return self.seen_at >= seconds

    def share(self, seconds: float, places: int) -> FloatArray:
        """(places,): the share of each place's area that was seen at that moment or later; NaN of one without cells."""
        return self.canvas.share(self.since(seconds), places)

    def blind_spots(self, seconds: float, least_m2: float) -> NDArray[np.object_]:
        """Polygons in WGS84 of the connected ground that was not seen since, from `least_m2` on, largest first."""
        unseen = (self.canvas.place >= 0) & ~self.since(seconds)
        merged = shapely.union_all(strips(unseen, self.canvas))
        parts = shapely.get_parts(merged)
        areas = shapely.area(parts)
        chosen = parts[areas >= least_m2][np.argsort(-areas[areas >= least_m2], kind="stable")]
        return self.canvas.plane.on_earth(chosen)


def way(
    who: IntArray, seconds: FloatArray, x: FloatArray, y: FloatArray, step_m: float
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Seconds and metres of the fixes, in order by who and time, and of points at most `step_m` apart between them."""
    if not len(who):
        return seconds, x, y
    length = np.hypot(np.diff(x), np.diff(y))
    joined = (np.diff(who) == 0) & (np.diff(seconds) <= GAP_S) & (length <= LEAP_M)
    pieces = np.where(joined, np.maximum(np.ceil(length / step_m), 1), 1).astype(np.int64)
    start = np.repeat(np.arange(len(pieces)), pieces)
    part = (np.arange(len(start)) - np.repeat(np.cumsum(pieces) - pieces, pieces)) / np.repeat(pieces, pieces)

    def between(values: FloatArray) -> FloatArray:
        onwards = np.where(joined, np.diff(values), 0.0)
        return np.append(values[start] + part * onwards[start], values[-1])

    return between(seconds), between(x), between(y)


def disc(radius: float) -> list[tuple[int, int]]:
    """Steps (rows, columns) to the cells whose middles lie within `radius` cells."""
    reach = int(np.floor(radius))
    steps = range(-reach, reach + 1)
    return [(up, right) for up in steps for right in steps if np.hypot(up, right) <= radius]


def strips(marked: NDArray[np.bool_], canvas: Canvas) -> NDArray[np.object_]:
    """The marked cells as boxes in metres, one for each run of them in a row."""
    edges = np.diff(np.pad(marked.astype(np.int8), ((0, 0), (1, 1))), axis=1)
    row, begin = np.nonzero(edges == 1)
    end = np.nonzero(edges == -1)[1]
    side = canvas.side
    south = canvas.south + side * row
    boxes: NDArray[np.object_] = shapely.box(canvas.west + side * begin, south, canvas.west + side * end, south + side)
    return boxes
