"""What a camera sees: all around it, or the sector that it looks into."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo.metric import metres_per_degree
from geo.plane import FloatArray

STEP_DEG = 10.0  # of a sector's arc as it is drawn
DIGITS = 6  # of a degree: a decimetre


@dataclass(frozen=True)
class Views:
    """How far in metres each camera (n,) sees, and whereto: degrees clockwise from north, and how wide; NaN in either
    is all around."""

    range_m: FloatArray
    heading_deg: FloatArray
    angle_deg: FloatArray


def sees(x: FloatArray, y: FloatArray, range_m: float, heading_deg: float, angle_deg: float) -> NDArray[np.bool_]:
    """Which points, in metres east and north of a camera, it sees."""
    inside = np.hypot(x, y) <= range_m
    if np.isnan(heading_deg) or np.isnan(angle_deg) or angle_deg >= 360:
        return inside
    aside = (np.degrees(np.arctan2(x, y)) - heading_deg + 180) % 360 - 180
    found: NDArray[np.bool_] = inside & ((np.abs(aside) <= angle_deg / 2) | ((x == 0) & (y == 0)))
    return found


def sector(lon: float, lat: float, range_m: float, heading_deg: float, angle_deg: float) -> list[tuple[float, float]]:
    """The ring of a camera's sector in WGS84 degrees, from the camera along the arc and back; of 360° the circle."""
    per_lon, per_lat = metres_per_degree(np.array([lat]))
    steps = max(2, int(np.ceil(angle_deg / STEP_DEG)) + 1)
    bearing = np.radians(heading_deg + np.linspace(-angle_deg / 2, angle_deg / 2, steps))
    xs = lon + range_m * np.sin(bearing) / per_lon[0]
    ys = lat + range_m * np.cos(bearing) / per_lat[0]
    arc = [(round(x, DIGITS), round(y, DIGITS)) for x, y in zip(xs.tolist(), ys.tolist(), strict=True)]
    if angle_deg >= 360:
        return [*arc[:-1], arc[0]]
    own = (round(lon, DIGITS), round(lat, DIGITS))
    return [own, *arc, own]
