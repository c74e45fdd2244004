"""What moved in a table since the last look: rows that came, rows that they replaced, rows whose moment passed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import duckdb

from data.feeds.column import Schema
from data.scan import literal

NOW, THEN = "moved_now", "moved_then"


@dataclass(frozen=True, order=True)
class Moment:
    """When something may change for a row: so long after one of its instants. A year has 365 or 366 days."""

    column: str
    least: timedelta = timedelta()
    most: timedelta = timedelta()


@dataclass(frozen=True)
class Arrivals:
    """The batches after the last one that was measured: the last of all, when each began, the tables they filled."""

    batch: int
    begun_at: tuple[datetime, ...]
    feeds: frozenset[str]


def arrivals(connection: duckdb.DuckDBPyConnection, batch: int) -> Arrivals:
    """What arrived after `batch`."""
    found = connection.execute("SELECT batch, begun_at, feed FROM batches WHERE batch > $1", [batch]).fetchall()
    return Arrivals(
        max((one[0] for one in found), default=batch),
        tuple(one[1] for one in found),
        frozenset(one[2] for one in found),
    )


def find_moved(
    connection: duckdb.DuckDBPyConnection,
    schema: Schema,
    moments: Iterable[Moment],
    batch: int,
    begun_at: Sequence[datetime],
    looked_at: datetime,
    as_of: datetime,
) -> int:
    """Fills the temporary tables `moved_now` (as the rows are) and `moved_then` (as they were at the last look).

    Rows came after `batch`, in batches that began at `begun_at`; those of earlier batches moved where one of
    `moments` lies after `looked_at` and by `as_of`. How many rows there are in the two.
    """
    table = schema.id
    passed = [
        f"SELECT * FROM {table} WHERE {one.column} > {literal(looked_at - one.most)} "
        f"AND {one.column} <= {literal(as_of - one.least)} AND batch <= {batch:d}"
        for one in sorted(set(moments))
    ]
    connection.execute(f"CREATE OR REPLACE TEMP TABLE moved_passed AS {' UNION '.join(passed)}")
    stayed = "SELECT * FROM moved_passed"
    came, replaced = [stayed], [stayed]
    if begun_at:
        came.append(f"SELECT * FROM {table} WHERE batch > {batch:d}")
        times = ", ".join(literal(one) for one in begun_at)
        replaced.append(
            f"SELECT * EXCLUDE (replaced_at) FROM {table}_versions "
            f"WHERE replaced_at >= {literal(min(begun_at))} AND replaced_at IN ({times}) AND batch <= {batch:d}"
        )
    rows = 0
    for name, parts in ((NOW, came), (THEN, replaced)):
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {' UNION ALL BY NAME '.join(parts)}")
        rows += connection.execute(f"SELECT count(*) FROM {name}").fetchall()[0][0]
    return rows
