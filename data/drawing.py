"""A drawing: areas of a map with the class that each has, points and lines over them; the same as GeoJSON."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from data.classes import class_limits
from geo.bands import bands, classed, geometry_of
from geo.canvas import Canvas, Int32Array
from geo.plane import FloatArray

Feature = dict[str, Any]


@dataclass(frozen=True)
class Dot:
    """A point (WGS84 degrees) of a layer, with what it is called."""

    layer: str
    lon: float
    lat: float
    name: str
    properties: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True)
class Link:
    """A straight line between two points (longitude, latitude)."""

    layer: str
    ends: tuple[tuple[float, float], tuple[float, float]]
    name: str
    properties: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, eq=False)
class Drawing:
    """`features` are GeoJSON with ids, `classes` theirs: None where there is no value, 0 for 0, 1 and more by `limits`.

    `least` and `most` are those of all values but 0, for the words of the classes.
    """

    features: tuple[Feature, ...] = ()
    classes: tuple[int | None, ...] = ()
    limits: tuple[float, ...] = ()
    digits: int = 0
    least: float = 0.0
    most: float = 0.0
    dots: tuple[Dot, ...] = ()
    links: tuple[Link, ...] = ()


def of_cells(
    canvas: Canvas, values: FloatArray, digits: int, dots: Sequence[Dot] = (), limits: tuple[float, ...] | None = None
) -> Drawing:
    """The cells of the town (rows, columns) in a band for each class of their values."""
    inside = np.where(canvas.place >= 0, values, np.nan)
    positive = inside[np.isfinite(inside) & (inside > 0)]
    cuts = class_limits(positive.tolist(), digits) if limits is None else limits
    classes: Int32Array = classed(inside, cuts)
    shapes = bands(canvas, classes)
    features: tuple[Feature, ...] = tuple(
        {
            "type": "Feature",
            "id": f"class-{number}",
            "properties": {"class": number, **span(number, cuts)},
            "geometry": geometry_of(shape),
        }
        for number, shape in shapes.items()
    )
    least, most = (float(positive.min()), float(positive.max())) if len(positive) else (0.0, 0.0)
    return Drawing(features, tuple(shapes), cuts, digits, least, most, tuple(dots))


def span(number: int, limits: Sequence[float]) -> dict[str, float | None]:
    """From where to where the values of a class reach; None where nothing bounds them."""
    if number == 0:
        return {"from": 0.0, "below": 0.0}
    return {
        "from": limits[number - 2] if number > 1 else None,
        "below": limits[number - 1] if number <= len(limits) else None,
    }


def of_places(
    features: Sequence[Feature],
    values: Sequence[float | None],
    told: Sequence[dict[str, object]],
    digits: int,
    limits: tuple[float, ...] | None = None,
) -> Drawing:
    """Places in their order, each with its value and what else is told of it in its properties."""
    cuts = class_limits(values, digits) if limits is None else limits
    known = [value for value in values if value]
    classes = tuple(None if one is None else int(classed(np.array([one]), cuts)[0]) for one in values)
    drawn = tuple(
        {**one, "properties": {**one["properties"], **more}} for one, more in zip(features, told, strict=True)
    )
    return Drawing(drawn, classes, cuts, digits, min(known, default=0.0), max(known, default=0.0))


def geojson(drawing: Drawing, about: dict[str, object]) -> dict[str, Any]:
    """All of a drawing as one FeatureCollection (WGS84), what it is about beside its features."""
    dots = [
        {
            "type": "Feature",
            "properties": {"layer": one.layer, "name": one.name, **dict(one.properties)},
            "geometry": {"type": "Point", "coordinates": [round(one.lon, 6), round(one.lat, 6)]},
        }
        for one in drawing.dots
    ]
    links = [
        {
            "type": "Feature",
            "properties": {"layer": one.layer, "name": one.name, **dict(one.properties)},
            "geometry": {"type": "LineString", "coordinates": [[round(v, 6) for v in end] for end in one.ends]},
        }
        for one in drawing.links
    ]
    return {"type": "FeatureCollection", **about, "features": [*drawing.features, *links, *dots]}
