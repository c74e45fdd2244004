"""Measuring all indicators at every level over a million cases; beside it, one measurement an indicator."""

import os
import platform
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import duckdb
import numpy as np

from data.catalogue import Catalogue, built_in
from data.feeds.schema import SCHEMAS
from data.measure import measure
from data.spots import LevelIndex, town_index
from data.tables import create_tables, stored_names

AS_OF = datetime(2026, 6, 20, 6, 36, 8, tzinfo=UTC)
ALL = {indicator.id for indicator in built_in().indicators}
ZONE = ZoneInfo("Asia/Shanghai")
TOWN = (("village", 18), ("grid", 84))
DISTRICT = (("village", 110), ("grid", 900), ("micro_grid", 3539))


def fill(connection: duckdb.DuckDBPyConnection, cases: int, places: int) -> None:
    """Seven years of cases with random lives at random places."""
    create_tables(connection)
    made = {
        "case_id": "i",
        "reported_at": "r",
        "source": "CASE WHEN random() < 0.3 THEN 'hotline' ELSE 'grid_worker' END",
        "category": "'c' || (i % 20)",
        "registered_at": "r + INTERVAL 10 MINUTE",
        "dispatched_at": "r + INTERVAL 30 MINUTE",
        "handled_at": "r + to_seconds(random() * 4e5)",
        "closed_at": "CASE WHEN random() < 0.98 THEN r + to_seconds(random() * 9e5) END",
        "due_at": "r + to_seconds(random() * 9e5)",
        "rated_at": "CASE WHEN random() < 0.4 THEN r + to_seconds(1e6) END",
        "rating": "1 + CAST(random() * 4 AS INTEGER)",
        "solved_level": "CASE WHEN random() < 0.7 THEN 'grid' ELSE 'town' END",
        "spot": f"CAST(floor(1 + random() * {places}) AS INTEGER)",
        "placed_by": "1",
        "implausible": "0",
        "digest": "i",
        "feed": "'cases'",
        "batch": "1",
        "arrived_at": "r",
    }
    columns = ", ".join(f"{made.get(name, 'NULL')} AS {name}" for name in stored_names(SCHEMAS["cases"]))
    connection.execute("SELECT setseed(0.5)")
    connection.execute(
        f"INSERT INTO cases SELECT {columns} FROM (SELECT i, TIMESTAMPTZ '2019-07-01 00:00:00+08' + "
        f"to_seconds(i * 220e6 / {cases}) AS r FROM range({cases}) AS t(i))"
    )


def levels_of(sizes: Sequence[tuple[str, int]]) -> list[LevelIndex]:
    """Levels of these sizes, coarse to fine, over the same spots."""
    finest = sizes[-1][1]
    places = np.arange(finest)
    found = [town_index("town", finest + 1)]
    for name, size in sizes:
        of_spot = np.concatenate([[size], places * size // finest]).astype(np.int32)
        ids = tuple(str(one) for one in range(size))
        found.append(LevelIndex(name, ids, ids, of_spot))
    return found


def best_of(times: int, work: Callable[[], object]) -> float:
    seconds = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - begun)
    return sorted(seconds)[times // 2]


def compare(cases: int, catalogue: Catalogue, sizes: Sequence[tuple[str, int]]) -> None:
    """Prints the two ways over the same cases at these levels."""
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    fill(connection, cases, sizes[-1][1])
    levels = levels_of(sizes)

    def together() -> None:
        measure(connection, catalogue, levels, AS_OF, ZONE, ALL, {})

    def one_by_one() -> None:
        for indicator in catalogue.indicators:
            alone = Catalogue((replace(indicator, counter=None),))
            measure(connection, alone, levels, AS_OF, ZONE, ALL, {})

    together()
    ours, alternative = best_of(5, together), best_of(3, one_by_one)
    print(f"town, {', '.join(f'{size:,} {name}s' for name, size in sizes)}:")
    print(f"  {'all together':<30}{ours:8.3f} s   (goal 0.5 s)")
    print(f"  {'one measurement an indicator':<30}{alternative:8.3f} s   ratio {alternative / ours:.1f}")


def main() -> None:
    cases = int(os.environ.get("CASES", "1000000"))
    catalogue = Catalogue(tuple(one for one in built_in().indicators if "FROM cases" in one.rows))
    machine = f"{os.cpu_count()} cores, {platform.machine()}"
    print(f"machine: {machine}; {cases:,} cases, {len(catalogue.indicators)} indicators, 12-point trends, a year ago")
    for sizes in (TOWN, DISTRICT):
        compare(cases, catalogue, sizes)


if __name__ == "__main__":
    main()
