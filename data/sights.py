"""What sees the ground, read from the store: fixes of patrols, cameras, drones and what they found."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt

from data.map_choice import Sight
from geo.view import Views

FloatArray = npt.NDArray[np.float64]
HERE = "lon IS NOT NULL AND lat IS NOT NULL AND implausible = 0"
# What came since, or came before its own time.
FIXES = f"""
SELECT vehicle_id AS who, epoch(fixed_at) AS seconds, lon, lat FROM patrol_fixes
WHERE fixed_at > $since AND fixed_at <= $as_of AND (batch > $batch OR fixed_at > $looked_at)
AND kind IS DISTINCT FROM 'vessel' AND on_duty IS NOT FALSE AND {HERE} ORDER BY vehicle_id, fixed_at"""
# A camera saw what is around it at its last heartbeat; where its source never tells any, it is taken to see now.
CAMERAS = f"""
SELECT device_id AS who, lon, lat, coalesce(range_m, $sees) AS range_m, heading_deg, angle_deg,
CASE WHEN feed IN (SELECT feed FROM devices WHERE kind = 'camera' AND seen_at IS NOT NULL)
THEN epoch(least(seen_at, $as_of)) ELSE epoch($as_of::TIMESTAMPTZ) END AS seconds
FROM devices WHERE kind = 'camera' AND (removed_at IS NULL OR removed_at > $as_of)
AND (installed_at IS NULL OR installed_at <= $as_of) AND {HERE} ORDER BY device_id"""
FLIGHTS = f"""
SELECT who, seconds, lon, lat FROM (
SELECT sortie_id AS who, epoch(least(coalesce(ended_at, $as_of), $as_of)) AS seconds, lon, lat FROM drone_sorties
WHERE started_at > $since AND started_at <= $as_of AND (cancelled_at IS NULL OR cancelled_at > $as_of) AND {HERE}
UNION ALL SELECT finding_id, epoch(found_at), lon, lat FROM drone_findings
WHERE found_at > $since AND found_at <= $as_of AND {HERE}) ORDER BY seconds, who"""
# A drone's base is where it stands, else where its newest sortie was; how far it flies is what its sorties say.
BASES = f"""
SELECT coalesce(d.who, s.who) AS who, coalesce(d.lon, s.lon) AS lon, coalesce(d.lat, s.lat) AS lat,
coalesce(s.radius_km * 1000, $reach) AS radius_m
FROM (SELECT device_id AS who, lon, lat FROM devices WHERE kind = 'drone' AND removed_at IS NULL AND {HERE}) AS d
FULL JOIN (SELECT drone_id AS who, arg_max(lon, started_at) AS lon, arg_max(lat, started_at) AS lat,
max(radius_km) AS radius_km FROM drone_sorties WHERE started_at > $since AND started_at <= $as_of AND {HERE}
GROUP BY drone_id) AS s ON d.who = s.who ORDER BY who"""


@dataclass(frozen=True)
class Points:
    """Who was where and when: ids, seconds since 1970, WGS84 degrees, all (n,), by who and time."""

    who: npt.NDArray[Any]
    seconds: FloatArray
    lon: FloatArray
    lat: FloatArray

    def __len__(self) -> int:
        return len(self.who)


@dataclass(frozen=True)
class Bases:
    """Where drones start and how far in metres they reach, (n,)."""

    who: npt.NDArray[Any]
    lon: FloatArray
    lat: FloatArray
    radius_m: FloatArray


def read_fixes(
    cursor: duckdb.DuckDBPyConnection, since: datetime, as_of: datetime, batch: int, looked_at: datetime
) -> Points:
    """Fixes of patrols on land and on duty that came after a batch, or whose time had not come when it was looked."""
    given = {"since": since, "as_of": as_of, "batch": batch, "looked_at": looked_at}
    return points(cursor.execute(FIXES, given).fetchnumpy())


def read_cameras(cursor: duckdb.DuckDBPyConnection, as_of: datetime, sight: Sight) -> tuple[Points, Views]:
    """The cameras that stand, when each last saw (NaN where it never has), and what it sees."""
    found = cursor.execute(CAMERAS, {"as_of": as_of, "sees": sight.camera_m}).fetchnumpy()
    return points(found), Views(*(numbers(found[name]) for name in ("range_m", "heading_deg", "angle_deg")))


def read_flights(cursor: duckdb.DuckDBPyConnection, since: datetime, as_of: datetime) -> Points:
    """Where drones were and what they found."""
    return points(cursor.execute(FLIGHTS, {"since": since, "as_of": as_of}).fetchnumpy())


def read_bases(cursor: duckdb.DuckDBPyConnection, since: datetime, as_of: datetime, sight: Sight) -> Bases:
    given = {"since": since, "as_of": as_of, "reach": sight.drone_reach_m}
    found = cursor.execute(BASES, given).fetchnumpy()
    return Bases(np.ma.getdata(found["who"]), *(numbers(found[name]) for name in ("lon", "lat", "radius_m")))


def newest_batch(cursor: duckdb.DuckDBPyConnection) -> int:
    found: int | None = cursor.execute("SELECT max(batch) FROM batches").fetchall()[0][0]
    return found or 0


def points(found: dict[str, Any]) -> Points:
    return Points(np.ma.getdata(found["who"]), *(numbers(found[name]) for name in ("seconds", "lon", "lat")))


def numbers(column: Any) -> FloatArray:
    """A column with NaN for what is missing."""
    return np.ma.filled(np.ma.asarray(column, np.float64), np.nan)
