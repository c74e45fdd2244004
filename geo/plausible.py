"""Points that cannot be real: they are kept and counted, but no map or hot spot may trust them."""

from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geo.metric import metres_per_degree

FloatArray = NDArray[np.float64]

_ZERO_DEGREES = 0.01
_GROWN = 0.2  # of the outline's width and height, on every side
_MAX_LON, _MAX_LAT = 180.0, 90.0


class Implausible(IntEnum):
    """Why a point is not believed. REPEATED, one point shared by too many rows, is for the store to set."""

    NONE = 0
    ZERO = 1
    SWAPPED = 2
    WHOLE = 3
    FAR = 4
    RANGE = 5
    REPEATED = 6


def implausible(lon: FloatArray, lat: FloatArray, outline: Any, far_km: float = 50.0) -> NDArray[np.int8]:
    """The code of `Implausible` for each WGS84 point, given the town's outline (a polygon in WGS84).

    Where several apply, the first of zero, swapped, range, whole, far is given: 119 as a latitude is out of
    range, but that it was swapped says more. A row without a point (NaN in both) is NONE; NaN in one, RANGE.
    """
    west, south, east, north = outline.bounds
    middle = (west + east) / 2, (south + north) / 2
    half = (0.5 + _GROWN) * (east - west), (0.5 + _GROWN) * (north - south)

    def in_grown_box(x: FloatArray, y: FloatArray) -> NDArray[np.bool_]:
        inside: NDArray[np.bool_] = (np.abs(x - middle[0]) <= half[0]) & (np.abs(y - middle[1]) <= half[1])
        return inside

    finite = np.isfinite(lon) & np.isfinite(lat)
    x, y = np.where(finite, lon, np.nan), np.where(finite, lat, np.nan)
    per_lon, per_lat = metres_per_degree(np.clip(y, -_MAX_LAT, _MAX_LAT))
    with np.errstate(over="ignore"):  # a coordinate of 1e308 is infinitely far
        aside = np.maximum(np.maximum(west - x, x - east), 0.0) * per_lon
        along = np.maximum(np.maximum(south - y, y - north), 0.0) * per_lat
    reasons = [
        (Implausible.ZERO, (np.abs(x) <= _ZERO_DEGREES) & (np.abs(y) <= _ZERO_DEGREES)),
        (Implausible.SWAPPED, ~in_grown_box(x, y) & in_grown_box(y, x)),
        (Implausible.RANGE, ~finite | (np.abs(x) > _MAX_LON) | (np.abs(y) > _MAX_LAT)),
        (Implausible.WHOLE, (x == np.floor(x)) & (y == np.floor(y))),
        (Implausible.FAR, np.hypot(aside, along) > far_km * 1000.0),
    ]
    codes = np.select([mask for _, mask in reasons], [int(code) for code, _ in reasons], default=0)
    codes[np.isnan(lon) & np.isnan(lat)] = Implausible.NONE
    return codes.astype(np.int8)
