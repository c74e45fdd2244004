"""Dedicated grids: compact places (a park, a harbour, a market …) to be carved out of a town's cells."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from data.simulate.outline import wiggled

FloatArray = NDArray[np.float64]

_TRIES = 80
# Radius in metres, and True where it lies on the shore.
_KINDS = {
    "园区": (620, False),
    "化工园": (560, False),
    "渔港": (380, True),
    "景区": (420, True),
    "市场": (230, False),
    "学校": (220, False),
    "医院": (200, False),
    "车站": (190, False),
}
_LARGE_M = 300


@dataclass(frozen=True)
class Site:
    """Where to carve: the middle and the radius in metres."""

    x: float
    y: float
    radius_m: float

    def shape(self, rng: np.random.Generator) -> Any:
        """A turned, slightly noisy rectangle."""
        angle, squash = rng.uniform(0, np.pi), rng.uniform(0.65, 0.95)
        box = np.array([(-1, -squash), (1, -squash), (1, squash), (-1, squash), (-1, -squash)]) * self.radius_m
        turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
        return shapely.Polygon(wiggled(box * 0.85 @ turn + (self.x, self.y), rng, 0.06, 3))


def carved(kinds: list[str], outline: Any, centre: FloatArray, cells: int, rng: np.random.Generator) -> NDArray[Any]:
    """A shape in metres for each kind: apart from each other, on the shore or inland as the kind wants.

    Large ones lie anywhere, small ones near the people at `centre`; none is larger than a usual one of
    `cells` cells in this outline. AssertionError where there is no room.
    """
    usual = float(np.sqrt(outline.area / cells))
    low, high = np.array(outline.bounds[:2]), np.array(outline.bounds[2:])
    shore = shapely.get_coordinates(outline.exterior)
    shore = shore[shore[:, 0] > low[0] + 0.6 * (high - low)[0]]
    sites: list[Site] = []
    for kind in kinds:
        radius, ashore = _KINDS[kind]
        radius_m = float(min(radius, 0.36 * usual) * rng.uniform(0.85, 1.15))
        tried = shore[rng.integers(len(shore), size=_TRIES)] - (radius_m * 0.7, 0)
        tried = tried if ashore else rng.uniform(low, high, (_TRIES, 2))
        room = shapely.contains_xy(outline, tried)
        margin = radius_m * (0.3 if ashore else 1.6)
        room &= shapely.distance(outline.exterior, shapely.points(tried)) > margin
        for site in sites:
            gap = np.hypot(*(tried - (site.x, site.y)).T) - site.radius_m - radius_m
            room &= gap > 0.25 * usual
        if not room.any():
            raise AssertionError(f"no room in the extent for a dedicated grid of the kind {kind}")
        away = np.hypot(*(tried - centre).T) / np.hypot(*(high - low)) * (radius < _LARGE_M)
        x, y = tried[np.where(room, rng.random(_TRIES) * 0.4 - away, -np.inf).argmax()]
        sites.append(Site(float(x), float(y), radius_m))
    return np.array([site.shape(rng) for site in sites], dtype=object)
