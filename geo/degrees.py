"""The coordinates of a file of geometry as WGS84 degrees, and what to say of a file that is not what it claims."""

from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from geo.crs import CrsError, declared, to_wgs84
from geo.finding import PlacesError

_MAX_LON, _MAX_LAT = 180.0, 90.0
_GEOJSON = {".geojson", ".json"}
_ENDS = 65536  # bytes at either end of a GeoJSON in which its member "crs" is looked for


def in_wgs84(raw: gpd.GeoDataFrame, path: Path, owner: str, crs: str | None) -> NDArray[Any]:
    """The geometries of a file in WGS84 degrees, by the profile's `crs` or else by the file's own; `owner` is what
    of the profile they belong to.

    Raises PlacesError where the file declares none and is not in degrees, or where its coordinates belie it.
    """
    flat: NDArray[Any] = shapely.force_2d(raw.geometry.to_numpy())
    west, south, east, north = shapely.total_bounds(flat).tolist()
    extent = f"(x {west:.10g}…{east:.10g}, y {south:.10g}…{north:.10g})"
    remedy = f'give crs = "EPSG:…" for {owner} in the profile'
    if crs is None:
        name = _declared(path, raw)
        if not _on_earth(flat) and (name is None or raw.crs.is_geographic):
            says = f"declares {name} but" if name else "declares no CRS and"
            raise PlacesError(f"{path} {says} its coordinates {extent} are not degrees: {remedy}")
        if name is not None and _on_earth(flat) and not raw.crs.is_geographic:
            raise PlacesError(f"{path} declares {name} but its coordinates {extent} are degrees: {remedy}")
        if name is None and path.suffix.lower() not in _GEOJSON:
            raise PlacesError(f"{path} declares no CRS: {remedy}")
    else:
        name = crs
    try:
        if crs is None and name is not None:
            transform = declared(raw.crs)
        else:
            transform = to_wgs84("WGS84" if name is None else name)
    except CrsError as error:
        raise PlacesError(f"{path}, {owner} of the profile: {error}") from error
    moved = shapely.transform(flat, transform, interleaved=False)
    if not _on_earth(moved):
        raise PlacesError(f"{path}: its coordinates {extent} are not in {name}: {remedy}")
    places: NDArray[Any] = moved
    return places


def _on_earth(geometries: NDArray[Any]) -> bool:
    """Whether all coordinates are possible longitudes and latitudes."""
    x, y = shapely.get_coordinates(geometries).T
    return bool((np.abs(x) <= _MAX_LON).all() and (np.abs(y) <= _MAX_LAT).all())


def _declared(path: Path, raw: gpd.GeoDataFrame) -> str | None:
    """The CRS that the file itself names; GDAL gives every GeoJSON one."""
    if raw.crs is None:
        return None
    if path.suffix.lower() in _GEOJSON:
        with path.open("rb") as file:
            head = file.read(_ENDS)
            file.seek(max(0, path.stat().st_size - _ENDS))
            if b'"crs"' not in head + file.read():
                return None
    return str(raw.crs.to_string() if raw.crs.to_epsg() else raw.crs.name)
