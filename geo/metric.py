"""Metres: the local scale of a degree, and geometries in an equal-area plane of their own."""

from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer

FloatArray = NDArray[np.float64]

_A = 6378137.0
_E2 = 0.00669437999014132  # WGS84


def metres_per_degree(lat: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Length in metres of one degree of longitude and of latitude at these latitudes (degrees).

    From the radii of curvature of the WGS84 ellipsoid in the prime vertical and in the meridian.
    """
    phi = np.radians(lat)
    w2 = 1.0 - _E2 * np.sin(phi) ** 2
    meridian = _A * (1.0 - _E2) / (w2 * np.sqrt(w2))
    parallel = _A / np.sqrt(w2) * np.cos(phi)
    return np.radians(parallel), np.radians(meridian)


def equal_area(geometries: NDArray[Any], centre: tuple[float, float]) -> NDArray[Any]:
    """WGS84 geometries in metres, in Lambert's azimuthal equal-area plane about `centre` (lon, lat)."""
    plane = f"+proj=laea +lon_0={centre[0]!r} +lat_0={centre[1]!r} +datum=WGS84 +units=m"
    transformer = Transformer.from_crs("EPSG:4326", plane, always_xy=True)
    moved: NDArray[Any] = shapely.transform(geometries, transformer.transform, interleaved=False)
    return moved


def centre_of(geometries: NDArray[Any]) -> tuple[float, float]:
    """Longitude and latitude of the middle of the box around all geometries."""
    west, south, east, north = shapely.total_bounds(geometries)
    return float(west + east) / 2, float(south + north) / 2


def areas_m2(geometries: NDArray[Any]) -> FloatArray:
    """Area of each WGS84 geometry in square metres, in an equal-area plane about their common centre."""
    areas: FloatArray = shapely.area(equal_area(geometries, centre_of(geometries)))
    return areas
