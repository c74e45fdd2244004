"""The polygon nearest to a point just outside: distances to edges, in metres at the point's latitude."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.edges import Edges, ranges
from geo.metric import metres_per_degree

FloatArray = NDArray[np.float64]
Int32Array = NDArray[np.int32]
IntArray = NDArray[np.int64]

_PIECE = 16  # edges in one box of the index
_CHUNK = 5_000  # points at a time: each is compared with some hundred edges


@dataclass(frozen=True, eq=False)
class Borders:
    """All edges of a set of polygons, in boxes of a few consecutive edges (`first[k]` to `first[k + 1]`)."""

    edges: Edges
    first: IntArray
    tree: Any

    @classmethod
    def of(cls, geometries: NDArray[Any]) -> "Borders":
        """The borders of these WGS84 (Multi)Polygons."""
        edges = Edges.of(geometries)
        count = len(edges.ring)
        in_ring = np.arange(count) - np.searchsorted(edges.ring, edges.ring)
        first = np.flatnonzero(in_ring % _PIECE == 0)
        low = np.minimum(edges.start, edges.end)
        high = np.maximum(edges.start, edges.end)
        if count:
            low, high = np.minimum.reduceat(low, first), np.maximum.reduceat(high, first)
        boxes = shapely.box(*low.T, *high.T)
        return cls(edges, np.append(first, count), shapely.STRtree(boxes))

    def nearest(self, lon: FloatArray, lat: FloatArray, tolerance_m: float) -> Int32Array:
        """Index (n,) of the polygon whose border is nearest to each point (n,), -1 beyond the tolerance.

        Metres are those of the WGS84 ellipsoid at the point's latitude.
        """
        found = np.full(len(lon), -1, dtype=np.int32)
        given = np.flatnonzero(np.isfinite(lon) & np.isfinite(lat) & (np.abs(lat) < 90.0))
        for chunk in range(0, len(given), _CHUNK):
            some = given[chunk : chunk + _CHUNK]
            found[some] = self._nearest(lon[some], lat[some], tolerance_m)
        return found

    def _nearest(self, x: FloatArray, y: FloatArray, tolerance_m: float) -> Int32Array:
        found = np.full(len(x), -1, dtype=np.int32)
        per_lon, per_lat = metres_per_degree(y)
        dx, dy = tolerance_m / per_lon, tolerance_m / per_lat
        point, piece = self.tree.query(shapely.box(x - dx, y - dy, x + dx, y + dy))
        edge, pair = ranges(self.first[piece], self.first[piece + 1] - self.first[piece])
        point = point[pair]
        distance = self._distance(edge, x[point], y[point], per_lon[point], per_lat[point])
        within = distance <= tolerance_m
        point, distance, polygon = point[within], distance[within], self.edges.polygon[edge[within]]
        order = np.lexsort((polygon, distance, point))
        who, best = np.unique(point[order], return_index=True)
        found[who] = polygon[order][best]
        return found

    def _distance(
        self, edge: IntArray, x: FloatArray, y: FloatArray, per_lon: FloatArray, per_lat: FloatArray
    ) -> FloatArray:
        """Metres from each point to its edge."""
        a, b = self.edges.start[edge], self.edges.end[edge]
        # one direction for both neighbours of a shared edge, so that their distances equal to the last bit
        turn = (a[:, 0] > b[:, 0]) | ((a[:, 0] == b[:, 0]) & (a[:, 1] > b[:, 1]))
        a, b = np.where(turn[:, None], b, a), np.where(turn[:, None], a, b)
        ax, ay = (a[:, 0] - x) * per_lon, (a[:, 1] - y) * per_lat
        ex, ey = (b[:, 0] - a[:, 0]) * per_lon, (b[:, 1] - a[:, 1]) * per_lat
        square = ex * ex + ey * ey
        along = np.clip(-(ax * ex + ay * ey) / np.where(square == 0, 1.0, square), 0.0, 1.0)
        nearest: FloatArray = np.hypot(ax + along * ex, ay + along * ey)
        return nearest
