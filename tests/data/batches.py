"""Cases that come batch after batch to the town of squares, and what a store holds of them."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pyarrow as pa

from data.feeds.column import ARROW
from data.feeds.schema import SCHEMAS
from data.intake import take_rows
from data.profile import Profile
from data.store import Store, connect
from tests.data.squares import SOUTH, WEST

ROWS = 40
BEGIN = datetime(2026, 3, 2, tzinfo=UTC)
ARRIVAL = {"arrived_at", "replaced_at"}  # differ from one load to the next


def cases(batch: int) -> pa.Table:
    """Twenty new cases, and twenty corrections of the batch before."""
    first = batch * ROWS // 2
    given = {
        "case_id": [f"c{number}" for number in range(first - ROWS // 2, first + ROWS // 2)],
        "reported_at": [BEGIN + timedelta(minutes=number) for number in range(ROWS)],
        "updated_at": [BEGIN + timedelta(hours=batch)] * ROWS,
        "title": [f"batch {batch}"] * ROWS,
        "lon": [WEST + 0.0009 * number for number in range(ROWS)],
        "lat": [SOUTH + 0.0002 * number for number in range(ROWS)],
    }
    columns = SCHEMAS["cases"].all_columns
    return pa.table({one.name: pa.array(given.get(one.name, [None] * ROWS), ARROW[one.kind]) for one in columns})


def take(store: Store, batch: int) -> None:
    take_rows(store, store.profile.feed("cases"), cases(batch))


def loaded(profile: Profile, batches: int) -> Store:
    store = Store.open(profile)
    for batch in range(1, batches + 1):
        take(store, batch)
    return store


def content(connection: duckdb.DuckDBPyConnection) -> dict[str, list[tuple[object, ...]]]:
    """Every row of the cases, of their older versions and of the batches, but for when it arrived."""
    found = {}
    for table in ("cases", "cases_versions", "batches"):
        columns = [row[0] for row in connection.execute(f"DESCRIBE {table}").fetchall()]
        told = ", ".join(name for name in columns if name not in ARRIVAL and name != "begun_at")
        found[table] = connection.execute(f"SELECT {told} FROM {table} ORDER BY ALL").fetchall()
    return found


def stored(path: Path) -> dict[str, list[tuple[object, ...]]]:
    connection = connect(path)
    try:
        return content(connection)
    finally:
        connection.close()


@contextmanager
def elsewhere(profile: Profile) -> Iterator[str]:
    """A process of its own that holds the store, or says why it cannot."""
    program = f"""
import duckdb, sys
try:
    connection = duckdb.connect({str(profile.var / "store.duckdb")!r})
    print("held", flush=True)
except duckdb.Error as error:
    print(str(error).replace(chr(10), " "), flush=True)
sys.stdin.read()
"""
    words = [sys.executable, "-c", program]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        yield process.stdout.readline()
        process.stdin.close()
        process.wait()
