"""A shifted feed or map: points that would fit the polygons better in another Chinese coordinate system.

It is only ever told, never mended by itself: a few hundred metres are a clerk's to decide.
"""

from dataclasses import dataclass, field
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from data.feeds.declaration import Feed
from data.profile import Profile
from geo.crs import to_wgs84
from geo.plane import FloatArray
from geo.shifted import Shift, find_shift

__all__ = ["Points", "Shift", "read_shift", "told"]

ROWS = 10_000  # the newest of a feed that is served
PLAIN = {"", "WGS84", "CGCS2000", "EPSG:4326", "EPSG:4490"}


@dataclass
class Points:
    """The points of a feed's files as they are read, in WGS84 as its profile declares them."""

    feed: Feed
    chunks: list[FloatArray] = field(default_factory=list)

    def add(self, rows: pa.Table) -> None:
        """Takes those of a chunk of typed rows."""
        if self.feed.schema_.located:
            lon, lat = (np.asarray(rows[name].fill_null(np.nan).to_numpy(), np.float64) for name in ("lon", "lat"))
            self.chunks.append(np.stack(to_wgs84(self.feed.crs)(lon, lat)))

    def shift(self, outline: Any) -> Shift | None:
        """How they would fit better, if they would."""
        return None if not self.chunks else shift_of(np.concatenate(self.chunks, axis=1), outline)


def shift_of(points: FloatArray, outline: Any) -> Shift | None:
    """Of distinct points (2, n): a parked car, or a geocoder's default point, says no more than once."""
    known = points[:, np.isfinite(points).all(axis=0)]
    distinct = np.unique(known, axis=1)
    return find_shift(outline, distinct[0], distinct[1])


def read_shift(connection: duckdb.DuckDBPyConnection, feed: Feed, outline: Any) -> Shift | None:
    """The same of the newest rows in the store, without those whose points are not believed."""
    if not feed.schema_.located:
        return None
    found = connection.execute(
        f"SELECT lon, lat FROM {feed.fills} WHERE feed = $1 AND implausible = 0 AND lon IS NOT NULL "
        f"ORDER BY rowid DESC LIMIT {ROWS}",
        [feed.id],
    ).fetchnumpy()
    return shift_of(np.stack([np.asarray(found["lon"], np.float64), np.asarray(found["lat"], np.float64)]), outline)


def levels_to_mend(profile: Profile) -> tuple[str, ...]:
    """The levels whose polygons are taken for WGS84."""
    return tuple(one.id for one in profile.levels if (one.crs or "").replace("-", "").upper() in PLAIN)


def told(shift: Shift, feed: Feed, profile: Profile) -> str:
    """The finding, its figures, and what to write in the profile."""
    figures = f"of {shift.points} distinct points {shift.inside} lie inside the polygons, and {shift.better} would"
    if shift.of == "points":
        plain = feed.crs.replace("-", "").upper() in PLAIN
        instead = "" if plain else f' instead of crs = "{feed.crs}"'
        return f'{figures} if they were {shift.system}: write crs = "{shift.system}" in this feed{instead}'
    levels = ", ".join(levels_to_mend(profile)) or "the polygons"
    other = "" if feed.crs.replace("-", "").upper() in PLAIN else f', or take crs = "{feed.crs}" out of this feed'
    return f'{figures} if the polygons were {shift.system}: write crs = "{shift.system}" in the level {levels}{other}'
