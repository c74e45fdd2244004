"""Hatching: parallel lines across places, to show where a map has nothing to say."""

import json
from typing import Any

import numpy as np
import shapely

from geo.places import Level

_LINES = 110  # across the longer side
_DIGITS = 5  # of a degree: a metre


def hatching(level: Level, tolerance_m: float) -> dict[str, Any]:
    """A GeoJSON Feature of a MultiLineString: diagonals from the lower left to the upper right, a hundred or so,
    clipped to the level's places (simplified by `tolerance_m` metres). WGS84."""
    land = shapely.union_all(level.frame.geometry.to_numpy())
    land = shapely.simplify(land, tolerance_m / 111_000)
    west, south, east, north = shapely.bounds(land)
    # A map in Web Mercator draws a degree of latitude longer by 1 / cos(latitude): this rise is at 45 degrees on it.
    rise = (east - west) * np.cos(np.radians((south + north) / 2))
    step = max(rise, north - south) / _LINES * np.sqrt(2)
    starts = np.arange(south - rise, north, step)
    lines = shapely.linestrings([[(west, one), (east, one + rise)] for one in starts])
    clipped = shapely.get_parts(shapely.intersection(lines, land))
    pieces = clipped[shapely.length(clipped) > 0]  # what only touches the land is a point or nothing
    rounded = shapely.transform(shapely.multilinestrings(pieces), lambda xy: np.round(xy, _DIGITS))
    return {"type": "Feature", "properties": {}, "geometry": json.loads(shapely.to_geojson(rounded))}
