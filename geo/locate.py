"""Which polygon a point lies in: exactly as a spatial join answers, many times faster."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.near import Borders
from geo.places import Places
from geo.raster import Raster

FloatArray = NDArray[np.float64]
Int32Array = NDArray[np.int32]


class Locator:
    """Finds the polygon under each of many points.

    The answer is that of `geopandas.sjoin(predicate="intersects")` with the lowest index kept: a point on a
    shared edge, or in an overlap, belongs to the lowest polygon.
    """

    def __init__(self, geometries: NDArray[Any], raster: Raster) -> None:
        self._geometries = geometries
        self._raster = raster
        self._borders: Borders | None = None

    @classmethod
    def build(cls, geometries: Sequence[Any] | NDArray[Any], cache: Path | None = None) -> "Locator":
        """A locator of these WGS84 (Multi)Polygons; its raster is kept in the folder `cache`, if given."""
        own = np.empty(len(geometries), dtype=object)
        own[:] = shapely.from_wkb(shapely.to_wkb(np.asarray(geometries, dtype=object)))  # ours to prepare
        shapely.prepare(own)
        if cache is None:
            return cls(own, Raster.build(own))
        digest = sha256(b"raster 1")
        for wkb in shapely.to_wkb(own):
            digest.update(wkb)
        path = cache / f"raster-{digest.hexdigest()[:32]}.npz"
        raster = Raster.load(path)
        if raster is None:
            raster = Raster.build(own)
            raster.save(path)
        return cls(own, raster)

    def find(self, lon: FloatArray, lat: FloatArray) -> Int32Array:
        """Index (n,) of the lowest polygon that each WGS84 point (n,) touches; -1 for none and for NaN."""
        found = self._raster.look_up(lon, lat)
        at = np.flatnonzero(found <= -2)
        cell = -2 - found[at]
        found[at] = self._raster.sure[cell]
        turn, last = self._raster.first[cell], self._raster.first[cell + 1]
        while len(at):
            candidate = self._raster.candidates[turn]
            hit = shapely.intersects_xy(self._geometries[candidate], lon[at], lat[at])
            found[at[hit]] = candidate[hit]
            turn = turn + 1
            more = ~hit & (turn < last)
            at, turn, last = at[more], turn[more], last[more]
        return found

    def near(self, lon: FloatArray, lat: FloatArray, tolerance_m: float) -> Int32Array:
        """Index (n,) of the nearest polygon within `tolerance_m` metres of each point (n,) that lies in none.

        -1 where none is that near, and for NaN. Of polygons equally near the lowest is taken.
        """
        if self._borders is None:
            self._borders = Borders.of(self._geometries)
        return self._borders.nearest(lon, lat, tolerance_m)


class How(IntEnum):
    """How a point came to its places."""

    NONE = 0
    POINT = 1
    NEAR = 2


@dataclass(frozen=True, eq=False)
class Placement:
    """Where points (n,) lie: for each level the index (n,) of the place, -1 for none; and how that was found.

    `how` (n,) is POINT where the point lies in a place of any level, NEAR where it was only near one.
    """

    levels: dict[str, Int32Array]
    how: NDArray[np.int8]


class Placer:
    """Places points on every level at once, each chain of nested levels from its finest upwards."""

    def __init__(self, places: Places, locators: Mapping[str, Locator], tolerance_m: float) -> None:
        self._places = places
        self._locators = locators
        self._tolerance_m = tolerance_m

    @classmethod
    def build(cls, places: Places, tolerance_m: float, cache_dir: Path | None) -> "Placer":
        """A placer; points up to `tolerance_m` metres outside every place go to the nearest (0: none do)."""
        locators = {level.id: Locator.build(level.frame.geometry.to_numpy(), cache_dir) for level in places.levels}
        return cls(places, locators, tolerance_m)

    def place(self, lon: FloatArray, lat: FloatArray) -> Placement:
        """The places of WGS84 points (n,).

        A point takes the finest place that holds it and that place's parents; in a gap of the finest level,
        the coarser places that hold it; outside everything in the chain, the nearest finest place.
        """
        levels = {level.id: np.full(len(lon), -1, dtype=np.int32) for level in self._places.levels}
        how = np.full(len(lon), int(How.NONE), dtype=np.int8)
        nests = {level.within for level in self._places.levels}
        for level in self._places.levels:
            if level.id not in nests:
                self._climb(self._chain(level.id), lon, lat, levels, how)
        return Placement(levels, how)

    def _chain(self, finest: str) -> list[str]:
        chain = [finest]
        while (within := self._places.level(chain[-1]).within) is not None:
            chain.append(within)
        return chain

    def _climb(
        self,
        chain: list[str],
        lon: FloatArray,
        lat: FloatArray,
        levels: dict[str, Int32Array],
        how: NDArray[np.int8],
    ) -> None:
        """Fill in the levels of one chain, finest first, where another chain has not."""
        here = np.full(len(lon), -1, dtype=np.int32)
        hit = np.zeros(len(lon), dtype=np.bool_)
        for depth, level in enumerate(chain):
            if depth:
                here = self._up(here, chain[depth - 1], level)
            lost = np.flatnonzero(here < 0)
            here[lost] = self._locators[level].find(lon[lost], lat[lost])
            hit |= here >= 0
            levels[level] = np.where(levels[level] < 0, here, levels[level])
        how[hit] = How.POINT
        lost = np.flatnonzero(~hit)
        if not self._tolerance_m or not len(lost):
            return
        # Beside no place of a level it may still lie beside one of the next: not every level covers the whole town.
        for first, finest in enumerate(chain):
            near = self._locators[finest].near(lon[lost], lat[lost], self._tolerance_m)
            found, here = lost[near >= 0], near[near >= 0]
            how[found] = np.where(how[found] == How.NONE, int(How.NEAR), how[found])
            for depth, level in enumerate(chain[first:]):
                if depth:
                    here = self._up(here, chain[first + depth - 1], level)
                levels[level][found] = np.where(levels[level][found] < 0, here, levels[level][found])
            lost = lost[near < 0]
            if not len(lost):
                return

    def _up(self, here: Int32Array, level: str, ancestor: str) -> Int32Array:
        """Index of the parent of each place, -1 staying -1."""
        parents = np.append(self._places.parents(level, ancestor), np.int32(-1))
        return parents[here]
