"""A map that is shifted: points that would lie inside the polygons in another Chinese coordinate system."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.crs import Transform, from_wgs84, to_wgs84
from geo.hotspots import tail

FloatArray = NDArray[np.float64]
FEWEST = 30  # points; fewer prove nothing
CHANCE = 1e-4
MOST = 50_000


@dataclass(frozen=True)
class Shift:
    """What the points would gain: of `points`, `inside` lie inside as declared, and `better` in another system.

    `system` is what to declare for the points ("points"), or for the polygons ("polygons") instead of WGS84.
    """

    system: str
    of: str
    points: int
    inside: int
    better: int


def find_shift(outline: Any, lon: FloatArray, lat: FloatArray) -> Shift | None:
    """The best of the other readings of points (n,) and an outline (WGS84 as declared), None where none is better.

    Points and polygons of one town agree but for strays. If the points are in truth GCJ-02 (or BD-09), bringing them to
    WGS84 moves strays inside; if the polygons are, moving the points to GCJ-02 does. A reading is better where those
    that it moves inside outnumber those that it moves out by more than chance (McNemar's test with the continuity
    correction, one-sided).
    """
    known = np.flatnonzero(np.isfinite(lon) & np.isfinite(lat))
    if len(known) > MOST:
        known = known[:: len(known) // MOST + 1]
    x, y = lon[known], lat[known]
    if len(x) < FEWEST:
        return None
    shapely.prepare(outline)
    inside = shapely.intersects_xy(outline, x, y)
    best: Shift | None = None
    for system in ("GCJ-02", "BD-09"):
        readings: dict[str, Transform] = {"points": to_wgs84(system), "polygons": from_wgs84(system)}
        for of, transform in readings.items():
            within = shapely.intersects_xy(outline, *transform(x, y))
            gained, lost = int((within & ~inside).sum()), int((inside & ~within).sum())
            if gained <= lost or tail((gained - lost - 1) / np.sqrt(gained + lost)) > CHANCE:
                continue
            if best is None or within.sum() > best.better:
                best = Shift(system, of, len(x), int(inside.sum()), int(within.sum()))
    return best
