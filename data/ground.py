"""What a map is drawn on: outlines of places, borders of the level above, and names to write on it."""

import json
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256
from math import asinh, pi, radians, tan
from typing import Any, ClassVar, Literal

from geo.basemap import label_points, outlines
from geo.hatching import hatching
from geo.places import Places

TOLERANCE_M = 15.0
FINEST = 1200  # steps across a town that a map can show; a large county need not be drawn finer
M_PER_DEGREE = 111_320.0


GroundPart = Literal["places", "borders", "hatch"]


@dataclass(frozen=True, eq=False)
class Ground:
    """A level's places and the borders of the level that it nests in (its own where it nests in none), as GeoJSON
    FeatureCollections with ids; (name, longitude, latitude) of each label; `hatch` are lines across all places, to be
    seen where nothing is drawn over them. All WGS84."""

    level: str
    places: dict[str, Any]
    borders: dict[str, Any]
    labels: tuple[tuple[str, float, float], ...]
    hatch: dict[str, Any]

    PARTS: ClassVar[int] = 10_000  # of the town's width: finer than a pixel on any wall

    @cached_property
    def files(self) -> dict[GroundPart, bytes]:
        """Its parts as they are sent."""
        parts: dict[GroundPart, Any] = {"places": self.places, "borders": self.borders, "hatch": self.hatch}
        return {name: json.dumps(one, ensure_ascii=False).encode() for name, one in parts.items()}

    @cached_property
    def digest(self) -> str:
        """Tells this ground from any other."""
        return sha256(b"".join(self.files.values())).hexdigest()[:16]

    def address(self, part: GroundPart) -> str:
        """Where a browser finds a part, and may keep it for ever: in a figure it would be copied over and over."""
        return f"/api/v1/maps/ground/{self.level}/{part}.geojson?v={self.digest}"

    @cached_property
    def points(self) -> list[Any]:
        """Longitude and latitude of every corner of the outlines."""
        return [
            point for feature in self.places["features"] for ring in rings_of(feature["geometry"]) for point in ring
        ]

    @cached_property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north in degrees."""
        xs, ys = [point[0] for point in self.points], [point[1] for point in self.points]
        return min(xs), min(ys), max(xs), max(ys)

    @cached_property
    def box(self) -> tuple[float, float, float, float]:
        """Middle and size (x, y, width, height) in parts of the world's width, y downwards."""
        west, south, east, north = self.bounds
        (left, bottom), (right, top) = mercator(west, south), mercator(east, north)
        return (left + right) / 2, (top + bottom) / 2, right - left, bottom - top

    def spot(self, lon: float, lat: float) -> tuple[int, int]:
        """How far right and down of the middle, in PARTS of the width, on a map in Web Mercator."""
        x, y, width, _ = self.box
        right, down = mercator(lon, lat)
        return round((right - x) / width * self.PARTS), round((down - y) / width * self.PARTS)


def mercator(lon: float, lat: float) -> tuple[float, float]:
    """Web Mercator in parts of the world's width, from the upper left."""
    return (lon + 180) / 360, (1 - asinh(tan(radians(lat))) / pi) / 2


def rings_of(geometry: dict[str, Any]) -> list[Any]:
    """The outer rings of a polygon or multi-polygon."""
    parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [part[0] for part in parts]


@lru_cache(maxsize=8)
def ground_of(places: Places, level: str) -> Ground:
    """The ground of a level, with the names of the level that it nests in; made once for a set of places."""
    fine = places.level(level)
    coarse = fine if fine.within is None else places.level(fine.within)
    labels = tuple(
        (str(name), float(lon), float(lat))
        for name, (lon, lat) in zip(coarse.frame["name"], label_points(coarse), strict=True)
    )
    _, south, _, north = coarse.frame.total_bounds
    tolerance_m = max(TOLERANCE_M, float(north - south) * M_PER_DEGREE / FINEST)
    return Ground(
        level, outlines(fine, tolerance_m), outlines(coarse, tolerance_m), labels, hatching(coarse, tolerance_m)
    )
