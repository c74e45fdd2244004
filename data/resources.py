"""Service resources and needs, one by one, at an instant: what is open, what is asked for, and which serves which."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import duckdb
import numpy as np

from data.known import as_known
from geo.access import nearest
from geo.plane import FloatArray, Plane

TABLES = frozenset({"service_resources", "needs"})
PLACE = "{village: village, grid: grid, micro_grid: micro_grid} AS place"
POINT = "CASE WHEN implausible = 0 THEN lon END AS lon, CASE WHEN implausible = 0 THEN lat END AS lat"
# In what is known at an instant a later end has not come; what opens later is absent.
RESOURCES = (
    f"SELECT resource_id, kind, partner, name, capacity, {POINT}, {PLACE}, ended_at IS NULL AS is_open "
    "FROM service_resources LEFT JOIN spots USING (spot) ORDER BY resource_id"
)
NEEDS = (
    f"SELECT need_id, kind, raised_at, matched_at, resource_id, households, {POINT}, {PLACE} "
    "FROM needs LEFT JOIN spots USING (spot) ORDER BY raised_at, need_id"
)


@dataclass(frozen=True)
class Resource:
    """What a partner offers. The point (WGS84 degrees) is None where none is known or it is implausible; `places` are
    the ids of its places by level, None where it lies in none."""

    id: str
    kind: str
    partner: str | None
    name: str | None
    capacity: float | None
    lon: float | None
    lat: float | None
    places: dict[str, str | None]
    is_open: bool


@dataclass(frozen=True)
class Need:
    """What is asked for; `resource` is the id of the one that it was matched with, where the source tells."""

    id: str
    kind: str
    raised_at: datetime
    matched_at: datetime | None
    resource: str | None
    households: int | None
    lon: float | None
    lat: float | None
    places: dict[str, str | None]


@dataclass(frozen=True)
class Match:
    """A need and a resource of its kind: the one that serves it, or the nearest that could; metres between them in a
    straight line. None where there is no such resource or a point is missing."""

    need: Need
    resource: Resource | None
    distance_m: float | None


def read_resources(connection: duckdb.DuckDBPyConnection, as_of: datetime) -> tuple[Resource, ...]:
    """All that are known at an instant, those that are over too: a need may have been matched with one."""
    rows = connection.execute(as_known(RESOURCES), {"as_of": as_of}).fetchall()
    return tuple(Resource(*row) for row in rows)


def read_needs(connection: duckdb.DuckDBPyConnection, as_of: datetime) -> tuple[Need, ...]:
    """All that were raised by then; a later match has not come."""
    return tuple(Need(*row) for row in connection.execute(as_known(NEEDS), {"as_of": as_of}).fetchall())


def kinds_of(resources: Sequence[Resource], needs: Sequence[Need]) -> tuple[tuple[str, int, int], ...]:
    """Each kind with its open resources and its needs, most first."""
    offered = Counter(one.kind for one in resources if one.is_open)
    asked = Counter(one.kind for one in needs)
    kinds = sorted({*offered, *asked}, key=lambda kind: (-offered[kind] - asked[kind], kind))
    return tuple((kind, offered[kind], asked[kind]) for kind in kinds)


def points_of(rows: Sequence[Resource] | Sequence[Need]) -> tuple[FloatArray, FloatArray]:
    """Longitude and latitude (n,), NaN where there is no point."""
    lon = np.array([np.nan if one.lon is None else one.lon for one in rows], np.float64)
    lat = np.array([np.nan if one.lat is None else one.lat for one in rows], np.float64)
    return lon, lat


def matches(plane: Plane, needs: Sequence[Need], resources: Sequence[Resource]) -> tuple[Match, ...]:
    """Each matched need whose source names a known resource, with that one."""
    known = {one.id: one for one in resources}
    served = [one for one in needs if one.matched_at is not None and one.resource in known]
    with_them = [known[str(one.resource)] for one in served]
    (x, y), (u, v) = (plane.points(*points_of(rows)) for rows in (served, with_them))
    apart = np.hypot(x - u, y - v)
    return tuple(
        Match(need, resource, metres(far)) for need, resource, far in zip(served, with_them, apart, strict=True)
    )


def open_needs(plane: Plane, needs: Sequence[Need], resources: Sequence[Resource]) -> tuple[Match, ...]:
    """Each need that is not matched, the oldest first, with the nearest open resource of its kind that could serve."""
    found: dict[str, Match] = {}
    waiting = [one for one in needs if one.matched_at is None]
    for kind in {one.kind for one in waiting}:
        mine = [one for one in waiting if one.kind == kind]
        could = [one for one in resources if one.is_open and one.kind == kind]
        which, apart = nearest(plane.points(*points_of(mine)), plane.points(*points_of(could)))
        for need, number, far in zip(mine, which.tolist(), apart, strict=True):
            found[need.id] = Match(need, could[number] if number >= 0 else None, metres(far))
    return tuple(found[one.id] for one in waiting)


def metres(value: Any) -> float | None:
    return float(value) if np.isfinite(value) else None
