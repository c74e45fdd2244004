"""What moved in a table since the last look: rows that came, rows that they replaced, rows whose moment passed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import duckdb
import pyarrow as pa

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
) -> dict[str, pa.Table]:
    """The rows that moved: `moved_now` as they are, `moved_then` as they were at the last look.

    Rows came after `batch`, in batches that began at `begun_at`; those of earlier batches moved where one of
    `moments` lies after `looked_at` and by `as_of`.
    """
    table = schema.id
    passed = [
        f"SELECT rowid FROM {table} WHERE {one.column} > {literal(looked_at - one.most)} "
        f"AND {one.column} <= {literal(as_of - one.least)} AND batch <= {batch:d}"
        for one in sorted(set(moments))
    ]
    stayed = connection.execute(f"SELECT * FROM {table} WHERE rowid IN ({' UNION '.join(passed)})").to_arrow_table()
    if not begun_at:
        return {NOW: stayed, THEN: stayed}
    times = ", ".join(literal(one) for one in begun_at)
    came = connection.execute(f"SELECT * FROM {table} WHERE batch > {batch:d}").to_arrow_table()
    replaced = connection.execute(
        f"SELECT {', '.join(stayed.column_names)} FROM {table}_versions "
        f"WHERE replaced_at >= {literal(min(begun_at))} AND replaced_at IN ({times}) AND batch <= {batch:d}"
    ).to_arrow_table()
    return {NOW: pa.concat_tables([stayed, came]), THEN: pa.concat_tables([stayed, replaced])}
