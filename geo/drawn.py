"""A shape that somebody drew on a map, and the points within it."""

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
TOLERANCES = tuple(1e-6 * 2**n for n in range(20))  # of a degree: from a tenth of a metre to some 50 km


def within(ring: Sequence[tuple[float, float]], lon: FloatArray, lat: FloatArray) -> NDArray[np.bool_]:
    """Which WGS84 points (n,) lie within the ring of (longitude, latitude), as `geopandas.GeoSeries.within` answers for
    its valid form: not on its border; of one that crosses itself, what `shapely.make_valid` makes of it."""
    shape = shapely.make_valid(shapely.Polygon(ring))
    shapely.prepare(shape)
    found: NDArray[np.bool_] = shapely.contains_xy(shape, lon, lat)
    return found


def simplified(ring: Sequence[tuple[float, float]], most: int) -> tuple[tuple[float, float], ...]:
    """The ring with as many corners at most, by Douglas and Peucker with the least tolerance of TOLERANCES that does;
    empty where it has no area."""
    corners = list(dict.fromkeys((float(lon), float(lat)) for lon, lat in ring))
    if len(corners) < 3 or not shapely.make_valid(shapely.Polygon(corners)).area:
        return ()
    line = shapely.LinearRing(corners)
    for tolerance in TOLERANCES:
        found = list(line.simplify(tolerance).coords)[:-1]
        if 3 <= len(found) <= most:
            return tuple((lon, lat) for lon, lat in found)
    return ()
