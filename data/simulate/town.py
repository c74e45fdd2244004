"""The town that rows are made for: its plan, its zone and its settlements."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from data.simulate.lives import words
from data.simulate.plan import Simulation
from data.simulate.settlements import Settlements, settle
from geo.places import Places

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

_JITTER_M = 8.0


@dataclass(frozen=True)
class Town:
    """What every noun draws from."""

    plan: Simulation
    zone: str
    settlements: Settlements
    outline_middle: tuple[float, float]

    def points(self, address: IntArray, east: FloatArray, north: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Longitude and latitude at these addresses, give or take 8 m by two uniform numbers."""
        here = self.settlements
        lon = here.lon[address] + (2 * east - 1) * _JITTER_M / here.metres[0]
        lat = here.lat[address] + (2 * north - 1) * _JITTER_M / here.metres[1]
        return lon, lat

    def names(self, address: IntArray) -> pa.Array:
        """The names of the finest places of these addresses."""
        return words(self.settlements.cell[address], tuple(self.settlements.names))


@lru_cache(maxsize=2)
def town(plan: Simulation, zone: str, places: Places) -> Town:
    """The town of a plan and its places."""
    middle = places.outline.centroid
    return Town(plan, zone, settle(places, plan.seed), (float(middle.x), float(middle.y)))
