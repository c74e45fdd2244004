"""Measuring all indicators at every level over a million cases; beside it, one measurement an indicator."""

import os
import platform
import time
from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import duckdb
import numpy as np

from data.catalogue import Catalogue, built_in
from data.measure import measure
from data.spots import LevelIndex, town_index
from data.tables import create_tables, stored_names
from data.feeds.schema import SCHEMAS

AS_OF = datetime(2026, 6, 20, 6, 36, 8, tzinfo=UTC)
ALL = {indicator.id for indicator in built_in().indicators}
ZONE = ZoneInfo("Asia/Shanghai")
LEVELS = (("village", 110), ("grid", 900), ("micro_grid", 3539))


def fill(connection: duckdb.DuckDBPyConnection, cases: int) -> None:
    """Seven years of cases with random lives at random micro-grids."""
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
        "spot": "CAST(1 + random() * 3538 AS INTEGER)",
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


def levels_of_district() -> list[LevelIndex]:
    spots = 3540
    found = [town_index("district", spots)]
    for name, size in LEVELS:
        of_spot = np.concatenate([[size], np.arange(spots - 1) * size // (spots - 1)]).astype(np.int32)
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


def main() -> None:
    cases = int(os.environ.get("CASES", "1000000"))
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    fill(connection, cases)
    levels = levels_of_district()
    catalogue = Catalogue(tuple(one for one in built_in().indicators if "FROM cases" in one.rows))

    def whole() -> object:
        return measure(connection, catalogue, levels, AS_OF, ZONE, ALL)

    def one_by_one() -> None:
        for indicator in catalogue.indicators:
            alone = Catalogue((indicator.__class__(**{**indicator.__dict__, "counter": None}),))
            measure(connection, alone, levels, AS_OF, ZONE, ALL)

    whole()
    print(
        f"machine: {os.cpu_count()} cores, {platform.machine()}; {cases:,} cases, {len(catalogue.indicators)} indicators,"
    )
    print(f"town + {' + '.join(f'{size} {name}s' for name, size in LEVELS)}, 12-point trends and a year ago")
    ours, alternative = best_of(5, whole), best_of(3, one_by_one)
    print(f"{'all together':<28}{ours:8.3f} s   (goal 0.5 s)")
    print(f"{'one measurement an indicator':<28}{alternative:8.3f} s   ratio {alternative / ours:.1f}")


if __name__ == "__main__":
    main()
