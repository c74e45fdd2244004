"""Coordinate reference systems: from the names a profile may use to WGS84 longitude and latitude and back."""

import re
import warnings
from collections.abc import Callable
from functools import lru_cache
from threading import Lock

import numpy as np
from numpy.typing import NDArray
from pyproj import CRS
from pyproj.enums import TransformDirection
from pyproj.exceptions import CRSError as ProjError
from pyproj.transformer import TransformerGroup

FloatArray = NDArray[np.float64]
Transform = Callable[[FloatArray, FloatArray], tuple[FloatArray, FloatArray]]

ACCEPTED = '"WGS84", "CGCS2000", "CGCS2000/120E" (any 3-degree zone 75E to 135E), "EPSG:n", "GCJ-02", "BD-09"'

# The GCJ-02 offset as published in many open implementations (the algorithm itself has no official text):
# Krasovsky 1940 ellipsoid, applied only inside this box.
_KRASOVSKY_A = 6378245.0
_KRASOVSKY_E2 = 0.00669342162296594323
_CHINA_LON = (72.004, 137.8347)
_CHINA_LAT = (0.8293, 55.8271)
_BD_PERIOD = np.pi * 3000.0 / 180.0
_ROUNDS = 8  # each round of the inverse shrinks the error about a thousandfold
_NOWHERE = 1e6  # degrees; far beyond, squares overflow


class CrsError(ValueError):
    """A coordinate system is not known by that name."""


def to_wgs84(crs: str) -> Transform:
    """The function from coordinates in `crs` (x or longitude, y or latitude) to WGS84 (longitude, latitude).

    Arrays in, arrays of the same shape out. NaN stays NaN (no point); a given point that the system cannot
    hold becomes infinite, so that it can be told from a missing one.
    Raises CrsError for a name that is not known.
    """
    return _transform(_key(crs), True)


def from_wgs84(crs: str) -> Transform:
    """The inverse of `to_wgs84`: from WGS84 longitude and latitude to coordinates in `crs`."""
    return _transform(_key(crs), False)


def _key(crs: str) -> str:
    """One spelling for each system: WGS84, GCJ02, BD09 or EPSG:n."""
    name = crs.strip().upper()
    short = re.sub(r"[\s_-]", "", name)
    if short in {"WGS84", "GCJ02", "BD09"}:
        return short
    if short in {"EPSG:4326", "CRS84", "OGC:CRS84"}:
        return "WGS84"
    if short == "CGCS2000":
        return "EPSG:4490"
    if zone := re.fullmatch(r"CGCS2000/(\d{2,3})E", short):
        meridian = int(zone[1])
        if meridian in range(75, 136, 3):
            return f"EPSG:{4534 + (meridian - 75) // 3}"
        raise CrsError(f'"{crs}" is not known: the central meridian of a 3-degree zone is 75, 78, 81 … 135')
    if re.fullmatch(r"EPSG:\d+", short):
        return short
    raise CrsError(f'"{crs}" is not a coordinate system known here; accepted: {ACCEPTED}')


@lru_cache(maxsize=64)
def _transform(key: str, forward: bool) -> Transform:
    if key == "WGS84":
        return lambda x, y: (x, y)
    if key == "GCJ02":
        return _from_gcj02 if forward else _to_gcj02
    if key == "BD09":
        return _from_bd09 if forward else _to_bd09
    try:
        return declared(CRS.from_user_input(key), forward)
    except ProjError as error:
        raise CrsError(f'"{key}" is not a coordinate system known here; accepted: {ACCEPTED}') from error


def declared(crs: CRS, forward: bool = True) -> Transform:
    """The function to WGS84 (`forward`) or from it, for a CRS as a file declares it.

    One operation for all points: left to itself, PROJ chooses one for each point by its area of use, and tears
    a town apart by some 60 m where such an area ends (Beijing 1954 at 119.23° E). Raises CrsError.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # of better operations whose grids would be fetched
        operations = TransformerGroup(crs, "EPSG:4326", always_xy=True).transformers
    if not operations:
        raise CrsError(f'"{crs.name}" cannot be brought to WGS84 with the grids that are installed')
    lock = Lock()  # an operation taken from a group is not safe in two threads at once
    direction = TransformDirection.FORWARD if forward else TransformDirection.INVERSE

    def transform(x: FloatArray, y: FloatArray) -> tuple[FloatArray, FloatArray]:
        given_x, given_y = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
        with lock:
            a, b = operations[0].transform(given_x, given_y, direction=direction)
        missing = np.isnan(given_x) | np.isnan(given_y)
        return np.where(missing, np.nan, a), np.where(missing, np.nan, b)

    return transform


def _in_china(lon: FloatArray, lat: FloatArray) -> NDArray[np.bool_]:
    return (lon >= _CHINA_LON[0]) & (lon <= _CHINA_LON[1]) & (lat >= _CHINA_LAT[0]) & (lat <= _CHINA_LAT[1])


def _gcj_offset(lon: FloatArray, lat: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Degrees that GCJ-02 adds to a WGS84 point; meant for points inside China's box."""
    x, y = lon - 105.0, lat - 35.0
    root, cross = np.sqrt(np.abs(x)), x * y
    wave = 20.0 * np.sin(6.0 * x * np.pi) + 20.0 * np.sin(2.0 * x * np.pi)
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * cross + 0.1 * root
    east = east + (wave + 20.0 * np.sin(x * np.pi) + 40.0 * np.sin(x / 3.0 * np.pi)) * 2.0 / 3.0
    east = east + (150.0 * np.sin(x / 12.0 * np.pi) + 300.0 * np.sin(x / 30.0 * np.pi)) * 2.0 / 3.0
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * cross + 0.2 * root
    north = north + (wave + 20.0 * np.sin(y * np.pi) + 40.0 * np.sin(y / 3.0 * np.pi)) * 2.0 / 3.0
    north = north + (160.0 * np.sin(y / 12.0 * np.pi) + 320.0 * np.sin(y * np.pi / 30.0)) * 2.0 / 3.0
    phi = np.radians(lat)
    w2 = 1.0 - _KRASOVSKY_E2 * np.sin(phi) ** 2
    meridian = _KRASOVSKY_A * (1.0 - _KRASOVSKY_E2) / (w2 * np.sqrt(w2))
    parallel = _KRASOVSKY_A / np.sqrt(w2) * np.cos(phi)
    return np.degrees(east / parallel), np.degrees(north / meridian)


def _to_gcj02(lon: FloatArray, lat: FloatArray) -> tuple[FloatArray, FloatArray]:
    inside = _in_china(lon, lat)
    east, north = _gcj_offset(np.where(inside, lon, np.nan), np.where(inside, lat, np.nan))
    return np.where(inside, lon + east, lon), np.where(inside, lat + north, lat)


def _from_gcj02(lon: FloatArray, lat: FloatArray) -> tuple[FloatArray, FloatArray]:
    inside = _in_china(lon, lat)
    given_x, given_y = np.where(inside, lon, np.nan), np.where(inside, lat, np.nan)
    x, y = given_x, given_y
    for _ in range(_ROUNDS):
        east, north = _gcj_offset(x, y)
        x, y = given_x - east, given_y - north
    return np.where(inside, x, lon), np.where(inside, y, lat)


def _gcj02_to_bd09(lon: FloatArray, lat: FloatArray) -> tuple[FloatArray, FloatArray]:
    radius = np.hypot(lon, lat) + 0.00002 * np.sin(lat * _BD_PERIOD)
    angle = np.arctan2(lat, lon) + 0.000003 * np.cos(lon * _BD_PERIOD)
    return radius * np.cos(angle) + 0.0065, radius * np.sin(angle) + 0.006


def _to_bd09(lon: FloatArray, lat: FloatArray) -> tuple[FloatArray, FloatArray]:
    finite = np.isfinite(lon) & np.isfinite(lat)
    x, y = _to_gcj02(np.where(finite, lon, np.nan), np.where(finite, lat, np.nan))
    x, y = _gcj02_to_bd09(x, y)
    return np.where(finite, x, lon), np.where(finite, y, lat)


def _from_bd09(lon: FloatArray, lat: FloatArray) -> tuple[FloatArray, FloatArray]:
    finite = (np.abs(lon) < _NOWHERE) & (np.abs(lat) < _NOWHERE)
    given_x, given_y = np.where(finite, lon, np.nan), np.where(finite, lat, np.nan)
    x, y = given_x - 0.0065, given_y - 0.006
    for _ in range(_ROUNDS):
        a, b = _gcj02_to_bd09(x, y)
        x, y = x + (given_x - a), y + (given_y - b)
    x, y = _from_gcj02(x, y)
    return np.where(finite, x, lon), np.where(finite, y, lat)
