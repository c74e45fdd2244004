"""A town's own plane: metres east and north of its middle, in which areas are true and distances all but so."""

from functools import cached_property
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer

from geo.metric import centre_of

FloatArray = NDArray[np.float64]


class Plane:
    """Lambert's azimuthal equal-area plane about a point: 30 km from it a metre is off by less than 6 in a million."""

    def __init__(self, centre: tuple[float, float]) -> None:
        self.centre = centre

    @classmethod
    def of(cls, geometries: NDArray[Any]) -> "Plane":
        """The plane about the middle of these WGS84 geometries."""
        return cls(centre_of(geometries))

    @cached_property
    def _transformer(self) -> Transformer:
        lon, lat = self.centre
        plane = f"+proj=laea +lon_0={lon!r} +lat_0={lat!r} +datum=WGS84 +units=m"
        return Transformer.from_crs("EPSG:4326", plane, always_xy=True)

    def points(self, lon: FloatArray, lat: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Metres east and north (n,) of points in degrees; NaN stays NaN, what is not on earth becomes NaN."""
        x, y = self._transformer.transform(np.asarray(lon, np.float64), np.asarray(lat, np.float64))
        known = np.isfinite(x) & np.isfinite(y)
        return np.where(known, x, np.nan), np.where(known, y, np.nan)

    def degrees(self, x: FloatArray, y: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Longitude and latitude of points in metres."""
        lon, lat = self._transformer.transform(x, y, direction="INVERSE")
        return np.asarray(lon), np.asarray(lat)

    def shapes(self, geometries: NDArray[Any]) -> NDArray[Any]:
        """WGS84 geometries in metres."""
        moved: NDArray[Any] = shapely.transform(geometries, self._transformer.transform, interleaved=False)
        return moved

    def on_earth(self, geometries: NDArray[Any]) -> NDArray[Any]:
        """Geometries in metres as WGS84 degrees."""
        moved: NDArray[Any] = shapely.transform(geometries, self.degrees, interleaved=False)
        return moved
