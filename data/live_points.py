"""What moves or stands on the ground now, as points for a map: patrols, cameras, drones, the newest cases."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

import duckdb

LayerId = Literal["cameras", "patrols", "drones", "cases"]
MOST = 300  # points of a layer that are drawn; `count` tells how many there are
NEW = timedelta(hours=1)
NEW_LEAST, NEW_MOST = 12, 60
ALIVE = timedelta(minutes=10)
FRESH = timedelta(minutes=5)
FLIGHT = timedelta(hours=6)  # longer ones have lost their end

Point = tuple[float, float, bool]


@dataclass(frozen=True)
class Layer:
    """Points as (longitude, latitude, lit), WGS84, in a steady order. Drones are those in the air, cases the newest.

    Lit are cameras off line, drones, cases that are urgent or grave; `count` and `lit` count also what has no point or
    is not drawn.
    """

    id: LayerId
    points: tuple[Point, ...]
    count: int
    lit: int


# The rows of each layer: lon, lat (none where the point is not known), lit, name. What is drawn first comes first.
CAMERAS = """
SELECT lon, lat, implausible, coalesce(seen_at <= $alive OR seen_at > $as_of, true) AS lit, device_id AS name
FROM devices WHERE kind = 'camera' AND removed_at IS NULL AND (installed_at IS NULL OR installed_at <= $as_of)
ORDER BY lit DESC, name"""
PATROLS = """
SELECT newest.lon, newest.lat, newest.implausible, false AS lit, vehicle_id AS name FROM (
    SELECT vehicle_id, arg_max({lon: lon, lat: lat, implausible: implausible, kind: kind, on_duty: on_duty}, fixed_at)
    AS newest FROM patrol_fixes WHERE fixed_at > $fresh AND fixed_at <= $as_of GROUP BY vehicle_id) AS fixes
WHERE newest.kind IS DISTINCT FROM 'vessel' AND newest.on_duty IS NOT FALSE ORDER BY name"""
DRONES = """
SELECT lon, lat, implausible, true AS lit, sortie_id AS name FROM drone_sorties
WHERE started_at > $flight AND started_at <= $as_of AND (ended_at IS NULL OR ended_at > $as_of)
AND (cancelled_at IS NULL OR cancelled_at > $as_of) ORDER BY name"""
CASES = f"""
SELECT lon, lat, implausible, urgent IS TRUE OR colour IS NOT DISTINCT FROM 'red' AS lit, case_id AS name FROM cases
WHERE reported_at <= $as_of AND reported_at >= least($new, (SELECT min(reported_at) FROM (
    SELECT reported_at FROM cases WHERE reported_at <= $as_of AND reported_at > $recent
    ORDER BY reported_at DESC LIMIT {NEW_LEAST}))) ORDER BY reported_at DESC, name LIMIT {NEW_MOST}"""
LAYERS: dict[LayerId, tuple[str, frozenset[str]]] = {
    "cameras": (CAMERAS, frozenset({"devices"})),
    "patrols": (PATROLS, frozenset({"patrol_fixes"})),
    "drones": (DRONES, frozenset({"drone_sorties"})),
    "cases": (CASES, frozenset({"cases"})),
}


def layers_of(connection: duckdb.DuckDBPyConnection, filled: Set[str], as_of: datetime) -> tuple[Layer, ...]:
    """The layers whose tables the place's feeds fill, lowest first."""
    moments = {
        "as_of": as_of,
        "alive": as_of - ALIVE,
        "fresh": as_of - FRESH,
        "flight": as_of - FLIGHT,
        "new": as_of - NEW,
        "recent": as_of - 7 * 24 * NEW,
    }
    found = []
    for id, (sql, tables) in LAYERS.items():
        if tables <= filled:
            given = {name: value for name, value in moments.items() if f"${name}" in sql}
            found.append(layer_of(id, connection.execute(sql, given).fetchall()))
    return tuple(found)


def layer_of(id: LayerId, rows: list[tuple[float | None, float | None, int, bool, str]]) -> Layer:
    """The first points of the rows, in the order of their names, so that one that moves keeps its position."""
    drawn = [
        (name, (lon, lat, lit))
        for lon, lat, implausible, lit, name in rows
        if lon is not None and lat is not None and not implausible
    ][:MOST]
    return Layer(id, tuple(point for _, point in sorted(drawn)), len(rows), sum(row[3] for row in rows))
