"""Cases by hour and by category, and the newest of them. Each sums to the indicator of the same name and period."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

import duckdb

from data.spots import LevelIndex

WEEKS = 4
NEWEST = 6
RECENT = timedelta(days=2)  # where the newest are looked for first
HOURS = 24

# What became of a case, the last step first.
STEP = """CASE WHEN closed_at <= $as_of THEN 'closed' WHEN dismissed_at <= $as_of THEN 'dismissed'
WHEN handled_at <= $as_of THEN 'handled' WHEN arrived_on_site_at <= $as_of THEN 'on_site'
WHEN accepted_at <= $as_of THEN 'accepted' WHEN dispatched_at <= $as_of THEN 'dispatched'
WHEN registered_at <= $as_of THEN 'registered' ELSE 'reported' END"""


@dataclass(frozen=True)
class Hours:
    """Cases in each hour of the day: today's (None: still to come), and the mean of the `days` like weekdays before
    it, of four weeks at most (all None where there are none)."""

    today: tuple[int | None, ...]
    usual: tuple[float | None, ...]
    days: int


@dataclass(frozen=True)
class Event:
    """A case as a wall may tell of it: no words of the people in it, and its grid rather than its point."""

    reported_at: datetime
    source: str | None
    category: str | None
    place: str | None
    step: str
    lit: bool


def by_hour(connection: duckdb.DuckDBPyConnection, local: datetime) -> Hours:
    """Today's hours up to the instant `local` (in the place's zone), against the same weekday's usual ones."""
    midnights = [datetime.combine(local - timedelta(weeks=n), time(), local.tzinfo) for n in range(WEEKS + 1)]
    ends = [local, *(one + timedelta(days=1) for one in midnights[1:])]
    parts = [
        f"SELECT {n} AS week, floor((epoch(reported_at) - {one.timestamp()}) / 3600) AS hour FROM cases "
        f"WHERE reported_at >= to_timestamp({one.timestamp()}) AND reported_at {'<' if n else '<='} "
        f"to_timestamp({end.timestamp()})"
        for n, (one, end) in enumerate(zip(midnights, ends, strict=True))
    ]
    counts = [[0] * HOURS for _ in midnights]
    sql = f"SELECT week, hour::INTEGER, count(*) FROM ({' UNION ALL '.join(parts)}) GROUP BY ALL"
    for week, hour, count in connection.execute(sql).fetchall():
        # The day on which the clocks are set back has 25.
        counts[week][min(hour, HOURS - 1)] += count
    (first,) = connection.execute("SELECT min(reported_at) FROM cases").fetchall()[0]
    before = [counts[n] for n, one in enumerate(midnights) if n and first is not None and first <= one]
    return Hours(
        tuple(count if hour <= local.hour else None for hour, count in enumerate(counts[0])),
        tuple(sum(one[hour] for one in before) / len(before) if before else None for hour in range(HOURS)),
        len(before),
    )


def by_category(connection: duckdb.DuckDBPyConnection, local: datetime) -> tuple[tuple[str, int], ...]:
    """This week's cases by category, most first; those without one under an empty name."""
    monday = datetime.combine(local - timedelta(days=local.weekday()), time(), local.tzinfo)
    return tuple(
        connection.execute(
            "SELECT coalesce(category, ''), count(*) AS cases FROM cases WHERE reported_at >= $begin "
            "AND reported_at <= $as_of GROUP BY 1 ORDER BY cases DESC, 1",
            {"begin": monday, "as_of": local},
        ).fetchall()
    )


def newest(connection: duckdb.DuckDBPyConnection, levels: Sequence[LevelIndex], as_of: datetime) -> tuple[Event, ...]:
    """The newest cases, newest first, each with the finest place of the levels that it lies in."""
    rows: list[Any] = []
    for since in (as_of - RECENT, None):
        if len(rows) < NEWEST:
            rows = connection.execute(
                f"SELECT reported_at, source, category, spot, {STEP}, urgent IS TRUE OR colour IS NOT DISTINCT FROM "
                "'red' FROM cases WHERE reported_at <= $as_of AND ($since IS NULL OR reported_at > $since) "
                f"ORDER BY reported_at DESC, case_id LIMIT {NEWEST}",
                {"as_of": as_of, "since": since},
            ).fetchall()
    return tuple(
        Event(at, source, category, place_name(levels, spot), step, lit)
        for at, source, category, spot, step, lit in rows
    )


def place_name(levels: Sequence[LevelIndex], spot: int) -> str | None:
    """The name of the grid, or of a coarser place where it lies in none; micro-grids are too small to be told."""
    for level in reversed([one for one in levels if one.id != "micro_grid"]):
        position = int(level.of_spot[spot])
        if position < len(level.names):
            return level.names[position]
    return None
