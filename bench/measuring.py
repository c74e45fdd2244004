"""Measuring every indicator of zhewang at town, villages and grids, and again after 100 events; beside it, one
measurement an indicator, and pandas."""

import os
import platform
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import duckdb
import pandas as pd
import pyarrow as pa

from data.board import Board, catalogue_of
from data.catalogue import Catalogue
from data.feeds.casework import CASES
from data.intake import take_rows
from data.period import windows
from data.prepare import load_all, open_store
from data.profile import load_profile
from data.store import Store
from data.survey import Survey
from data.tables import stored_names

SIZES = [int(one) for one in os.environ.get("CASES", "220000,1000000,10000000").split(",")]
GOALS_S = {220_000: 0.4, 1_000_000: 1.0, 10_000_000: 4.0}
EVENTS = 100
ALTERNATIVES_UP_TO = 1_000_000


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """The median time of some runs."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def multiply(connection: duckdb.DuckDBPyConnection, cases: int) -> None:
    """Adds copies of the cases, each at a time of its own up to a month earlier, until there are so many."""
    while (have := connection.execute("SELECT count(*) FROM cases").fetchall()[0][0]) < cases:
        instants = {column.name for column in CASES.all_columns if column.kind == "instant"}
        earlier = "to_seconds(hash(case_id) % 2592000)"
        chosen = {"case_id": "case_id || 'x'", "digest": "digest + 1"}
        columns = [f"{one} - {earlier}" if one in instants else chosen.get(one, one) for one in stored_names(CASES)]
        connection.execute(f"INSERT INTO cases SELECT {', '.join(columns)} FROM cases LIMIT {cases - have}")
        connection.execute("CHECKPOINT")


def arrive(store: Store, number: int) -> None:
    """100 events: half of them new cases, half of them closing older ones."""
    now = datetime.now(UTC)
    names = ", ".join(column.name for column in CASES.all_columns)
    rows = store.connection.execute(
        f"SELECT {names} FROM cases WHERE closed_at IS NULL ORDER BY reported_at DESC LIMIT {EVENTS}"
    ).to_arrow_table()
    half = EVENTS // 2
    ids = [f"bench-{number}-{n}" if n < half else one for n, one in enumerate(rows["case_id"].to_pylist())]
    closed = [None if n < half else now for n in range(rows.num_rows)]
    changed = {"case_id": ids, "closed_at": closed, "updated_at": [now] * rows.num_rows}
    for name, values in changed.items():
        place = rows.schema.get_field_index(name)
        rows = rows.set_column(place, name, pa.array(values, rows.schema.field(name).type))
    take_rows(store, store.profile.feed("cases"), rows)


def with_pandas(store: Store) -> float:
    """The on-time rate, by the plainest pandas: 13 windows at three levels. Seconds, reading not counted."""
    frame = store.connection.execute(
        "SELECT due_at, closed_at, suspended_at, resumed_at, village, grid FROM cases JOIN spots USING (spot)"
    ).df()
    zone = ZoneInfo(store.profile.zone)

    def work() -> None:
        judged = frame[frame["due_at"].notna() & (frame["suspended_at"].isna() | frame["resumed_at"].notna())]
        on_time = judged["closed_at"] <= judged["due_at"]
        for window in windows("month", datetime.now(UTC), zone).all:
            inside = (judged["due_at"] >= pd.Timestamp(window.begin)) & (judged["due_at"] < pd.Timestamp(window.end))
            for level in ("village", "grid"):
                on_time[inside].groupby(judged.loc[inside, level]).agg(["sum", "size"])
            on_time[inside].agg(["sum", "size"])

    return seconds(work)


def size_mb(board: Board) -> float:
    """What the arrays of a board hold."""
    arrays = [one for level in board.measured.values() for one in (*level.numerators, *level.denominators)]
    return sum(one.nbytes for one in arrays if one is not None) / 1e6


def compare(store: Store, catalogue: Catalogue, cases: int) -> None:
    multiply(store.connection, cases)
    survey = Survey(store, catalogue)
    number = len(catalogue.indicators)

    def whole() -> Board:
        survey.footing = None
        return survey.board()

    def next_one() -> float:
        arrive(store, time.perf_counter_ns())
        begun = time.perf_counter()
        survey.board()
        return time.perf_counter() - begun

    whole()
    ours = seconds(whole, 5)
    after = statistics.median(next_one() for _ in range(7))
    goal = GOALS_S.get(cases)
    told = "" if goal is None else f"   (goal {goal} s)"
    print(f"{cases:,} cases and the other feeds, {number} indicators, 3 levels, 13 windows, {size_mb(whole()):.1f} MB:")
    print(f"  {'everything':<34}{ours:8.3f} s{told}")
    print(f"  {f'again after {EVENTS} events':<34}{after:8.3f} s   (goal 0.1 s)")
    if cases <= ALTERNATIVES_UP_TO:
        alone = [Catalogue((replace(one, counter=None),)) for one in catalogue.indicators if one.derived is None]
        singly = seconds(lambda: [Survey(store, one).board() for one in alone], 1)
        pandas = with_pandas(store)
        print(f"  {'one measurement an indicator':<34}{singly:8.3f} s   ratio {singly / ours:.1f}")
        print(f"  {'pandas, one indicator':<34}{pandas:8.3f} s   ratio {pandas * number / ours:.1f} for all of them")


def main() -> None:
    print(f"machine: {os.cpu_count()} cores, {platform.machine()}")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["YIPING_VAR"] = folder
        store = open_store(load_profile("zhewang"))
        for _ in load_all(store):
            pass
        for cases in SIZES:
            compare(store, catalogue_of(store.profile), cases)
        store.close()


if __name__ == "__main__":
    main()
