"""Base layers of the map: outlines light enough to send to a screen, and points to write labels at."""

import json
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.metric import centre_of, metres_per_degree
from geo.places import Level

FloatArray = NDArray[np.float64]

_DIGITS = 6  # of a degree: a decimetre


def outlines(level: Level, tolerance_m: float) -> dict[str, Any]:
    """The level's polygons as a GeoJSON FeatureCollection, a place's id as the id of its feature.

    Simplified together (Visvalingam and Whyatt's criterion, on triangles of `tolerance_m` metres squared), so
    that a border shared by two places stays shared; properties are id and name, coordinates WGS84.
    """
    shapes = level.frame.geometry.to_numpy()
    scale = _scale(shapes)
    simple = _scaled(shapely.coverage_simplify(_scaled(shapes, scale), tolerance_m), 1 / scale)
    rounded = shapely.transform(shapely.orient_polygons(simple), lambda xy: np.round(xy, _DIGITS))
    features = [
        {
            "type": "Feature",
            "id": id,
            "properties": {"id": id, "name": name},
            "geometry": json.loads(geometry),
        }
        for id, name, geometry in zip(level.frame["id"], level.frame["name"], shapely.to_geojson(rounded), strict=True)
    ]
    return {"type": "FeatureCollection", "features": features}


def label_points(level: Level) -> FloatArray:
    """Longitude and latitude (n, 2) of the point deepest inside each place, where a label fits best.

    The pole of inaccessibility: the centre of the largest circle inside the polygon, in local metres.
    """
    shapes = level.frame.geometry.to_numpy()
    scale = _scale(shapes)
    circles = shapely.maximum_inscribed_circle(_scaled(shapes, scale))
    points: FloatArray = shapely.get_coordinates(shapely.get_point(circles, 0)) / scale
    return points


def _scale(shapes: NDArray[Any]) -> FloatArray:
    """Metres a degree of longitude and latitude in the middle of these polygons."""
    per_lon, per_lat = metres_per_degree(np.array([centre_of(shapes)[1]]))
    return np.concatenate([per_lon, per_lat])


def _scaled(shapes: NDArray[Any], scale: FloatArray) -> NDArray[Any]:
    moved: NDArray[Any] = shapely.transform(shapes, lambda xy: xy * scale)
    return moved
