"""What a map is drawn on: outlines of places, borders of the coarser level, and names to write on it."""

from dataclasses import dataclass
from functools import cached_property
from math import asinh, dist, pi, radians, tan
from typing import Any

from dash import html


@dataclass(frozen=True, eq=False)
class Ground:
    """A level's places as a GeoJSON FeatureCollection with ids, the coarser level's the same (or None), and
    (name, longitude, latitude) of each label; all WGS84."""

    level: str
    places: dict[str, Any]
    borders: dict[str, Any] | None = None
    labels: tuple[tuple[str, float, float], ...] = ()

    @cached_property
    def points(self) -> list[Any]:
        """Longitude and latitude of every corner of the outlines."""
        return [
            point for feature in self.places["features"] for ring in rings_of(feature["geometry"]) for point in ring
        ]

    @cached_property
    def free_corner(self) -> str:
        """The corner of the bounds, as ne, nw, se or sw, that the places leave most room in: for a legend."""
        west, south, east, north = self.bounds
        corners = {"se": (east, south), "sw": (west, south), "ne": (east, north), "nw": (west, north)}
        return max(corners, key=lambda one: min(dist(corners[one], point[:2]) for point in self.points))

    @cached_property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north in degrees."""
        xs, ys = [point[0] for point in self.points], [point[1] for point in self.points]
        return min(xs), min(ys), max(xs), max(ys)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Middle and size (x, y, width, height) in parts of the world's width, y downwards."""
        west, south, east, north = self.bounds
        (left, bottom), (right, top) = mercator(west, south), mercator(east, north)
        return (left + right) / 2, (top + bottom) / 2, right - left, bottom - top


def mercator(lon: float, lat: float) -> tuple[float, float]:
    """Web Mercator in parts of the world's width, from the upper left."""
    return (lon + 180) / 360, (1 - asinh(tan(radians(lat))) / pi) / 2


def rings_of(geometry: dict[str, Any]) -> list[Any]:
    """The outer rings of a polygon or multi-polygon."""
    parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [part[0] for part in parts]


def map_labels(ground: Ground) -> html.Div:
    """The names, placed from the middle in parts of `--world`, the world's width that the map is drawn at.

    The browser's own text: it needs no glyph server and stays sharp at every size.
    """
    x, y, _, _ = ground.box
    return html.Div(
        [
            html.Span(name, style={"--x": f"{left - x:.9f}", "--y": f"{top - y:.9f}"})
            for name, (left, top) in ((name, mercator(lon, lat)) for name, lon, lat in ground.labels)
        ],
        className="map-labels",
    )
