"""The maps of hot spots: what each of them draws."""

from itertools import pairwise
from typing import Any, Literal, get_args

import numpy as np
import shapely

from data.drawing import Drawing, Feature, Link, of_cells
from data.hotspots import HotSpots, outline_of

Heat = Literal["density", "change"]
HEATS: tuple[Heat, ...] = get_args(Heat)
DIGITS = 1


def drawing(found: HotSpots, show: Heat) -> Drawing:
    """The density of the cases now, or how far they lie above a usual period; hot spots outlined over it."""
    if show == "density":
        plain = of_cells(found.canvas, found.density, DIGITS)
    else:
        met = found.now + found.usual > 0
        plain = of_cells(found.canvas, np.where(met, np.maximum(found.now - found.usual, 0.0), 0.0), DIGITS)
    links = tuple(edge for number, spot in enumerate(found.spots, 1) for edge in edges(spot.shape, str(number)))
    parts = (plain.features, plain.classes, plain.limits, plain.digits, plain.least, plain.most)
    return Drawing(*parts, links=links)


def edges(shape: Any, name: str) -> list[Link]:
    """The rim of a (Multi)Polygon, edge by edge."""
    found = []
    for part in shapely.get_parts(shape):
        corners = shapely.get_coordinates(part.exterior).tolist()
        found += [Link("spot", ((a, b), (c, d)), name) for (a, b), (c, d) in pairwise(corners)]
    return found


def features(found: HotSpots, show: Heat) -> list[Feature]:
    """The map as GeoJSON features: the bands, then the hot spots with their figures."""
    return [*drawing(found, show).features, *(outline_of(spot, n) for n, spot in enumerate(found.spots, 1))]
