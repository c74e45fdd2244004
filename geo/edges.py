"""The edges of a set of polygons, flat: one row an edge, ready for numpy."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Edges:
    """Edges of all rings, in the order of the polygons and of the rings in them.

    `start` and `end` are (m, 2) coordinates, `polygon` and `ring` are (m,) and never decrease.
    """

    start: FloatArray
    end: FloatArray
    polygon: IntArray
    ring: IntArray

    @classmethod
    def of(cls, geometries: NDArray[Any]) -> "Edges":
        """All edges of these (Multi)Polygons, holes included; empty geometries have none."""
        parts, polygon_of_part = shapely.get_parts(geometries, return_index=True)
        rings, part_of_ring = shapely.get_rings(parts, return_index=True)
        coordinates, ring = shapely.get_coordinates(rings, return_index=True)
        same = ring[1:] == ring[:-1]
        ring = ring[1:][same]
        return cls(coordinates[:-1][same], coordinates[1:][same], polygon_of_part[part_of_ring[ring]], ring)


def ranges(starts: IntArray, counts: IntArray) -> tuple[IntArray, IntArray]:
    """Every integer of many ranges, one after another, and the number of the range that each belongs to."""
    owner = np.repeat(np.arange(len(counts)), counts)
    first = np.cumsum(counts) - counts
    return np.arange(len(owner)) - first[owner] + starts[owner], owner
