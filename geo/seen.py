"""Seen ground: when each spot of a town was last seen, by what moves over it and by what stands and looks.

Who sees is put to the middle of the cell it is in, so that borders are right to half a cell.
"""

from collections import Counter

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.canvas import Canvas, IntArray
from geo.plane import FloatArray
from geo.view import Views, sees

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
        self.mark_all(passed.reshape(rows + 2 * reach, wide), reach, steps)

    def mark_all(self, passed: FloatArray, reach: int, steps: list[tuple[int, int]]) -> None:
        """The newest of all cells within the steps, for the whole canvas: the middle row of the disc is grown to both
        sides cell by cell, and laid where the disc is as wide, so that each width is gone over once, not each step."""
        rows, columns = self.seen_at.shape
        widths = Counter(up for up, _ in steps)  # how many cells the disc has in each of its rows
        grown = passed[:, reach : reach + columns].copy()
        for right in range(max(widths.values()) // 2 + 1):
            for there in {reach - right, reach + right} - {reach}:
                np.maximum(grown, passed[:, there : there + columns], out=grown)
            for up in [up for up, cells in widths.items() if cells == 2 * right + 1]:
                np.maximum(self.seen_at, grown[reach - up : reach - up + rows], out=self.seen_at)

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

    def look(self, seconds: FloatArray, lon: FloatArray, lat: FloatArray, views: Views) -> None:
        """Cameras (n,) that saw what lies in their view at their moment, that of one which never did being NaN."""
        x, y = self.canvas.plane.points(lon, lat)
        reach = np.ceil(views.range_m / self.canvas.side).astype(np.int64) + 1
        row, column, on = self.canvas.cells(x, y, int(reach.max(initial=0)))
        rows, columns = self.canvas.place.shape
        for n in np.flatnonzero(on & np.isfinite(seconds)):
            bottom, top = max(row[n] - reach[n], 0), min(row[n] + reach[n] + 1, rows)
            left, right = max(column[n] - reach[n], 0), min(column[n] + reach[n] + 1, columns)
            east, north = np.meshgrid(np.arange(left, right) - column[n], np.arange(bottom, top) - row[n])
            side, view = self.canvas.side, (views.range_m[n], views.heading_deg[n], views.angle_deg[n])
            part = self.seen_at[bottom:top, left:right]
            np.maximum(part, seconds[n], out=part, where=sees(east * side, north * side, *view))

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
