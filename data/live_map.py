"""The live layers of a map: who is on duty, what watches, what is out of the ordinary, what is open, at one instant."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

import duckdb

from data.profile import Profile
from geo.view import sector

LayerId = Literal["patrols", "cameras", "sensors", "gas", "drones", "findings", "cases"]
MOST = 5_000  # points of a layer; `count` tells how many there are
MOST_TRACKED = 150  # patrols whose ways are shown
MOST_VIEWS = 2_000  # cameras whose sectors are shown
FRESH, ALIVE = timedelta(minutes=5), timedelta(minutes=10)
HOUR = timedelta(hours=1)
HERE = "lon IS NOT NULL AND lat IS NOT NULL AND implausible = 0"
STANDING = "removed_at IS NULL AND (installed_at IS NULL OR installed_at <= $as_of)"
# Of each layer: lon, lat, state, whether it is lit, name, when that was known, a note, and for some a link.
PATROLS = """
SELECT newest.lon, newest.lat, CASE WHEN fixed_at <= $fresh THEN 'quiet' WHEN newest.kind = 'worker' THEN 'worker'
ELSE 'vehicle' END, false, vehicle_id, fixed_at, NULL FROM (
SELECT vehicle_id, max(fixed_at) AS fixed_at, arg_max({lon: lon, lat: lat, implausible: implausible, kind: kind,
on_duty: on_duty}, fixed_at) AS newest FROM patrol_fixes
WHERE fixed_at > $hour AND fixed_at <= $as_of GROUP BY vehicle_id)
WHERE newest.kind IS DISTINCT FROM 'vessel' AND newest.on_duty IS NOT FALSE AND newest.lon IS NOT NULL
AND newest.lat IS NOT NULL AND newest.implausible = 0 ORDER BY vehicle_id"""
CAMERAS = f"""
SELECT lon, lat, CASE WHEN seen_at IS NULL THEN 'unknown' WHEN seen_at <= $alive OR seen_at > $as_of THEN 'off'
WHEN playable THEN 'playable' ELSE 'on_line' END AS state, state = 'off', coalesce(name, device_id), seen_at, NULL,
CASE WHEN regexp_matches(snapshot_url, '^https?://[^\\s"<>]+$', 'i') THEN snapshot_url END
FROM devices WHERE kind = 'camera' AND {STANDING} AND {HERE} ORDER BY state <> 'off', device_id"""
VIEWS = f"""
SELECT lon, lat, range_m, heading_deg, angle_deg FROM devices WHERE kind = 'camera' AND {STANDING} AND {HERE}
AND range_m IS NOT NULL AND heading_deg IS NOT NULL AND angle_deg IS NOT NULL ORDER BY device_id LIMIT {MOST_VIEWS}"""
SENSORS = f"""
SELECT lon, lat, CASE WHEN value > high THEN 'high' WHEN value < low THEN 'low' WHEN value IS NULL THEN 'unknown'
WHEN low IS NULL AND high IS NULL THEN 'unbounded' ELSE 'ordinary' END AS state, state IN ('high', 'low'),
coalesce(name, d.device_id), read_at, concat_ws(' ', round(value, 3), d.unit, '[' || coalesce(round(low, 3)::VARCHAR,
'…') || ' – ' || coalesce(round(high, 3)::VARCHAR, '…') || ']') FROM devices AS d LEFT JOIN (
SELECT device_id, quantity, max(read_at) AS read_at, arg_max(value, read_at) AS value FROM readings
WHERE read_at <= $as_of GROUP BY device_id, quantity) AS r
ON r.device_id = d.device_id AND coalesce(d.quantity, r.quantity) IS NOT DISTINCT FROM r.quantity
WHERE kind = 'sensor' AND {STANDING} AND {HERE}
ORDER BY NOT coalesce(value > high OR value < low, false), d.device_id"""
GAS = f"""
SELECT lon, lat, CASE WHEN raised_at IS NOT NULL THEN 'raised' WHEN seen_at IS NULL THEN 'unknown'
WHEN seen_at <= $alive OR seen_at > $as_of THEN 'off' ELSE 'on_line' END AS state, state = 'raised',
coalesce(name, d.device_id), coalesce(raised_at, seen_at), NULL FROM devices AS d LEFT JOIN (
SELECT device_id, max(raised_at) AS raised_at FROM alarms WHERE raised_at <= $as_of
AND (closed_at IS NULL OR closed_at > $as_of) AND genuine IS NOT FALSE GROUP BY device_id) AS a
ON a.device_id = d.device_id WHERE kind = 'gas_alarm' AND {STANDING} AND {HERE}
ORDER BY raised_at IS NULL, d.device_id"""
DRONES = f"""
SELECT lon, lat, 'flying', true, drone_id, started_at, NULL FROM drone_sorties WHERE started_at > $flight
AND started_at <= $as_of AND (ended_at IS NULL OR ended_at > $as_of)
AND (cancelled_at IS NULL OR cancelled_at > $as_of) AND {HERE}
UNION ALL SELECT lon, lat, CASE WHEN seen_at IS NULL THEN 'unknown' WHEN seen_at <= $alive THEN 'off' ELSE 'ready' END,
false, coalesce(name, device_id), seen_at, NULL FROM devices WHERE kind = 'drone' AND {STANDING} AND {HERE}"""
FINDINGS = f"""
SELECT lon, lat, 'open', coalesce(due_at <= $as_of, false), coalesce(kind, finding_id), found_at, NULL
FROM drone_findings WHERE found_at <= $as_of AND (closed_at IS NULL OR closed_at > $as_of)
AND (dismissed_at IS NULL OR dismissed_at > $as_of) AND {HERE} ORDER BY found_at DESC, finding_id"""
CASES = f"""
SELECT lon, lat, CASE WHEN reported_at > $hour THEN 'new_' ELSE '' END ||
CASE WHEN colour IN ('red', 'orange', 'yellow') THEN colour ELSE 'plain' END,
urgent IS TRUE OR colour IS NOT DISTINCT FROM 'red', case_id, reported_at, category FROM cases
WHERE reported_at <= $as_of AND (closed_at IS NULL OR closed_at > $as_of)
AND (dismissed_at IS NULL OR dismissed_at > $as_of) AND {HERE} ORDER BY reported_at DESC, case_id"""
LAYERS: dict[LayerId, tuple[str, frozenset[str]]] = {
    "patrols": (PATROLS, frozenset({"patrol_fixes"})),
    "cameras": (CAMERAS, frozenset({"devices"})),
    "sensors": (SENSORS, frozenset({"devices", "readings"})),
    "gas": (GAS, frozenset({"devices"})),
    "drones": (DRONES, frozenset({"drone_sorties"})),
    "findings": (FINDINGS, frozenset({"drone_findings"})),
    "cases": (CASES, frozenset({"cases"})),
}
# A fix a minute is enough to see a way.
TRACKS = f"""
SELECT vehicle_id, list([lon, lat] ORDER BY fixed_at) FROM (
SELECT vehicle_id, max(fixed_at) AS fixed_at, arg_max(lon, fixed_at) AS lon, arg_max(lat, fixed_at) AS lat
FROM patrol_fixes WHERE fixed_at > $hour AND fixed_at <= $as_of AND kind IS DISTINCT FROM 'vessel'
AND on_duty IS NOT FALSE AND {HERE} GROUP BY vehicle_id, time_bucket(INTERVAL 1 MINUTE, fixed_at))
GROUP BY vehicle_id ORDER BY vehicle_id LIMIT {MOST_TRACKED}"""

Mark = tuple[float, float, str, bool, str, int | None, str | None, str | None]


@dataclass(frozen=True)
class LiveLayer:
    """Marks as (longitude, latitude, state, lit, name, seconds since 1970 of what is told, note, link),
    WGS84; a link is of http or https; `count` and
    `states` count also those that are not drawn."""

    id: LayerId
    marks: tuple[Mark, ...]
    count: int
    states: dict[str, int]


@dataclass(frozen=True)
class LiveMap:
    """The layers that were asked for, the ways of patrols in the last hour where the place gives its reason, and the
    rings of what cameras look at, where that is known."""

    as_of: datetime
    layers: tuple[LiveLayer, ...]
    tracks: tuple[tuple[tuple[float, float], ...], ...] = ()
    views: tuple[tuple[tuple[float, float], ...], ...] = ()


def layers_of(profile: Profile) -> tuple[LayerId, ...]:
    """The layers that the place's feeds can fill."""
    filled = {feed.fills for feed in profile.feeds}
    return tuple(id for id, (_, tables) in LAYERS.items() if tables <= filled)


def read_live(cursor: duckdb.DuckDBPyConnection, profile: Profile, as_of: datetime, asked: frozenset[str]) -> LiveMap:
    """These of the place's layers at an instant; `tracks` among them asks for the ways of patrols."""
    moments = {
        "as_of": as_of,
        "fresh": as_of - FRESH,
        "alive": as_of - ALIVE,
        "hour": as_of - HOUR,
        "flight": as_of - 6 * HOUR,
    }

    def rows(sql: str) -> list[Any]:
        return cursor.execute(sql, {name: at for name, at in moments.items() if f"${name}" in sql}).fetchall()

    layers = tuple(layer_of(id, rows) for id in layers_of(profile) if id in asked)
    tracks: tuple[Any, ...] = ()
    if "tracks" in asked and profile.map.tracks and "patrols" in layers_of(profile):
        tracks = tuple(tuple((round(x, 5), round(y, 5)) for x, y in way) for _, way in rows(TRACKS) if len(way) > 1)
    views: tuple[Any, ...] = ()
    if "cameras" in asked and "cameras" in layers_of(profile):
        views = tuple(tuple(sector(*row)) for row in rows(VIEWS))
    return LiveMap(as_of, layers, tracks, views)


def layer_of(id: LayerId, rows: Callable[[str], list[Any]]) -> LiveLayer:
    """A layer with its first marks and the count of all."""
    found = rows(LAYERS[id][0])
    states: dict[str, int] = {}
    for row in found:
        states[row[2]] = states.get(row[2], 0) + 1
    marks = tuple(
        (round(x, 6), round(y, 6), state, bool(lit), name, at and int(at.timestamp()), note, link[0] if link else None)
        for x, y, state, lit, name, at, note, *link in found[:MOST]
    )
    return LiveLayer(id, marks, len(found), states)
