"""What a map is drawn on: outlines of places, borders of the coarser level, and names to write on it."""

from dataclasses import dataclass
from math import asinh, pi, radians, tan
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

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north in degrees."""
        rings = [ring for feature in self.places["features"] for ring in rings_of(feature["geometry"])]
        xs = [point[0] for ring in rings for point in ring]
        ys = [point[1] for ring in rings for point in ring]
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
