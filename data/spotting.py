"""Placing rows: a point, a named place, or nowhere, and always the number of a spot."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from data.feeds.declaration import Feed
from data.profile import LEVELS, Profile
from data.spots import IntArray, LevelIndex, town_index
from geo.crs import to_wgs84
from geo.locate import How, Placer
from geo.places import Places
from geo.plausible import implausible

FloatArray = npt.NDArray[np.float64]


class PlacedBy(IntEnum):
    """How a row came to its spot."""

    NOTHING = How.NONE
    POINT = How.POINT
    NEAR = How.NEAR
    NAME = 3


@dataclass(frozen=True)
class Placed:
    """A batch's places: WGS84 coordinates, the spot by point and by name, and what is wrong with the point."""

    lon: FloatArray
    lat: FloatArray
    spot: IntArray
    placed_by: npt.NDArray[np.uint8]
    named_spot: IntArray
    implausible: npt.NDArray[np.uint8]


@dataclass
class Spotter:
    """The polygons of a place and the spots met so far."""

    places: Places
    placer: Placer
    numbers: dict[tuple[int, ...], int] = field(default_factory=dict)

    @classmethod
    def build(cls, profile: Profile, places: Places, cache: Path) -> "Spotter":
        """Spot 0 is nowhere; then one spot for each place of each level."""
        spotter = cls(places, Placer.build(places, profile.tolerance_m, cache))
        spotter.number([tuple(-1 for _ in places.levels)])
        for level in places.levels:
            spotter.spots_of_level(level.id)
        return spotter

    def number(self, tuples: Sequence[tuple[int, ...]]) -> IntArray:
        """The spots of tuples of place indices (coarse to fine, -1 none), new ones added."""
        return np.array([self.numbers.setdefault(one, len(self.numbers)) for one in tuples], np.int32)

    def spots_of_level(self, level_id: str) -> IntArray:
        """The spot of each place of a level: itself and its ancestors."""
        size = len(self.places.level(level_id).frame)
        columns = [
            np.arange(size, dtype=np.int32)
            if level.id == level_id
            else self.places.parents(level_id, level.id)
            if level.id in self.ancestors(level_id)
            else np.full(size, -1, np.int32)
            for level in self.places.levels
        ]
        return self.number(list(zip(*(column.tolist() for column in columns), strict=True)))

    def ancestors(self, level_id: str) -> list[str]:
        chain = []
        above = self.places.level(level_id).within
        while above is not None and any(level.id == above for level in self.places.levels):
            chain.append(above)
            above = self.places.level(above).within
        return chain

    def levels(self, town: str) -> list[LevelIndex]:
        """The town and each level, with the place of every spot."""
        spots = np.array(list(self.numbers), np.int32).reshape(len(self.numbers), len(self.places.levels))
        indices = [town_index(town, len(spots))]
        for column, level in enumerate(self.places.levels):
            of_spot = np.where(spots[:, column] < 0, len(level.frame), spots[:, column]).astype(np.int32)
            indices.append(LevelIndex(level.id, tuple(level.frame["id"]), tuple(level.frame["name"]), of_spot))
        return indices

    def place(self, feed: Feed, rows: pa.Table) -> Placed:
        """Places a chunk of typed rows that have `lon`, `lat` (in the feed's CRS) and `place`."""
        lon, lat = to_wgs84(feed.crs)(column(rows, "lon"), column(rows, "lat"))
        wrong = np.asarray(implausible(lon, lat, self.places.outline)).astype(np.uint8)
        usable = wrong == 0
        found = self.placer.place(np.where(usable, lon, np.nan), np.where(usable, lat, np.nan))
        spot = self.spots_of(found.levels)
        named = self.named(feed, rows["place"])
        by_name = (spot == 0) & (named > 0)
        placed_by = np.where(by_name, PlacedBy.NAME, np.where(spot > 0, found.how, 0)).astype(np.uint8)
        return Placed(lon, lat, np.where(by_name, named, spot).astype(np.int32), placed_by, named, wrong)

    def spots_of(self, levels: Mapping[str, IntArray]) -> IntArray:
        """The spot of each row from the indices of its places."""
        stacked = np.stack([levels[level.id] for level in self.places.levels], axis=1).astype(np.int64)
        radix = np.cumprod([1, *(len(level.frame) + 1 for level in self.places.levels[:-1])])
        codes, first, back = np.unique((stacked + 1) @ radix, return_index=True, return_inverse=True)
        if not len(codes):
            return np.zeros(0, np.int32)
        spots: IntArray = self.number([tuple(row) for row in stacked[first].tolist()])[back.reshape(-1)]
        return spots

    def named(self, feed: Feed, texts: pa.ChunkedArray) -> IntArray:
        """The spot of each row's `place` text: an id first, then a name; coarse levels before fine ones."""
        encoded = texts.combine_chunks().dictionary_encode()
        words = encoded.dictionary.to_pylist()
        spots_of = self.spots_by_text(feed.place_level) if words else {}
        known = [spots_of.get(word, 0) for word in words]
        indices = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
        spots: IntArray = np.array([*known, 0], np.int32)[indices]
        return spots

    def spots_by_text(self, level_id: str | None) -> dict[str, int]:
        """The spots by what rows call a place; what two places of a level are called is neither of them."""
        found: dict[str, int] = {}
        for by in ("id", "name"):
            for level in self.places.levels:
                if level_id is not None and level.id != level_id:
                    continue
                texts = level.frame[by].tolist()
                once = Counter(texts)
                for text, spot in zip(texts, self.spots_of_level(level.id).tolist(), strict=True):
                    if once[text] == 1:
                        found.setdefault(text, spot)
        return found

    def restore(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Takes over the numbers that the store already uses for the same polygons."""
        ids = {level.id: {one: n for n, one in enumerate(level.frame["id"])} for level in self.places.levels}
        names = ", ".join(level.id for level in self.places.levels)
        self.numbers.clear()
        for row in connection.execute(f"SELECT {names} FROM spots ORDER BY spot").fetchall():
            key = tuple(
                -1 if one is None else ids[level.id][one] for one, level in zip(row, self.places.levels, strict=True)
            )
            self.numbers[key] = len(self.numbers)

    def save(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Writes the spots that the store does not have yet."""
        have = connection.execute("SELECT count(*) FROM spots").fetchall()[0][0]
        new = list(self.numbers.items())[have:]
        if not new:
            return
        ids = {level.id: list(level.frame["id"]) for level in self.places.levels}
        columns: dict[str, list[object]] = {"spot": [number for _, number in new]}
        for name in LEVELS:
            position = [level.id for level in self.places.levels].index(name) if name in ids else -1
            columns[name] = [
                ids[name][key[position]] if position >= 0 and key[position] >= 0 else None for key, _ in new
            ]
        table = pa.table({**columns, **{name: pa.array(columns[name], pa.string()) for name in LEVELS}})
        connection.register("new_spots", table)
        connection.execute("INSERT INTO spots SELECT spot, village, grid, micro_grid FROM new_spots")
        connection.unregister("new_spots")


def column(rows: pa.Table, name: str) -> FloatArray:
    return np.asarray(rows[name].fill_null(np.nan).to_numpy(), np.float64)
