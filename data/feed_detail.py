"""One feed in full: why its rows are refused, its newest good and bad row, its batches."""

import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import duckdb

from data.feeds.declaration import Feed
from data.feeds.mended import EXTRA
from data.intake import FIGURES, Counts
from data.masking import is_personal, masked
from data.rejects import OPEN
from data.shift import read_shift
from geo.plausible import Implausible
from geo.shifted import Shift

BATCHES, REASONS = 20, 10_000
REASON = 300  # characters
VALUE = re.compile(r'"(?!").+"', re.DOTALL)  # as in a reason: what stood in the row


@dataclass(frozen=True)
class Reason:
    """Open rejects of one reason: what is wrong, in which source column, how many, and where the newest stands."""

    reason: str
    column: str | None
    rows: int
    file: str
    line: int
    last_at: datetime


@dataclass(frozen=True)
class Row:
    """One row as it may be shown: its values by column, when it came and from where; `reason` if it was refused."""

    values: dict[str, str]
    arrived_at: datetime
    origin: str
    reason: str = ""


@dataclass(frozen=True)
class Batch:
    """One batch of a feed and what became of its rows."""

    number: int
    origin: str
    arrived_at: datetime
    counts: Counts


@dataclass(frozen=True)
class FeedDetail:
    """What a feed's page tells beside its line."""

    reasons: tuple[Reason, ...]
    implausible: dict[str, int]
    good: Row | None
    bad: Row | None
    batches: tuple[Batch, ...]
    shift: Shift | None = None


def read_detail(connection: duckdb.DuckDBPyConnection, feed: Feed, zone: str, outline: Any | None = None) -> FeedDetail:
    """Times in the rows are written in `zone`; with the town's outline its newest points are held against it."""
    return FeedDetail(
        read_reasons(connection, feed),
        read_implausible(connection, feed),
        read_good(connection, feed, ZoneInfo(zone)),
        read_bad(connection, feed),
        read_batches(connection, feed),
        None if outline is None else read_shift(connection, feed, outline),
    )


def read_reasons(connection: duckdb.DuckDBPyConnection, feed: Feed) -> tuple[Reason, ...]:
    """The reasons of the newest open rejects, the most frequent first; values are left out."""
    found = connection.execute(
        f"SELECT reason, source_column, file, line, arrived_at FROM rejects WHERE feed = $1 AND {OPEN} "
        f"ORDER BY batch DESC, line DESC LIMIT {REASONS}",
        [feed.id],
    ).fetchall()
    groups: dict[tuple[str, str | None], list[tuple[str, int, datetime]]] = {}
    for reason, column, file, line, arrived_at in found:
        groups.setdefault((VALUE.sub("“…”", reason), column), []).append((file, line, arrived_at))
    reasons = (Reason(*key, len(rows), rows[0][0], rows[0][1], rows[0][2]) for key, rows in groups.items())
    return tuple(sorted(reasons, key=lambda one: -one.rows))


def read_implausible(connection: duckdb.DuckDBPyConnection, feed: Feed) -> dict[str, int]:
    """By kind of implausible point: the rows that have one, as they are placed now."""
    if not feed.schema_.located:
        return {}
    found = connection.execute(
        f"SELECT implausible, count(*) FROM {feed.fills} WHERE feed = $1 AND implausible <> 0 GROUP BY 1 "
        "ORDER BY 2 DESC",
        [feed.id],
    ).fetchall()
    return {Implausible(kind).name.lower(): rows for kind, rows in found}


def read_good(connection: duckdb.DuckDBPyConnection, feed: Feed, zone: ZoneInfo) -> Row | None:
    """A row of the last batch that was taken."""
    names = [column.name for column in feed.schema_.all_columns]
    found = connection.execute(
        f"SELECT {', '.join(names)}, row.arrived_at, (SELECT file FROM batches WHERE batches.batch = row.batch) "
        f"FROM {feed.fills} AS row WHERE rowid = (SELECT max(rowid) FROM {feed.fills} WHERE feed = $1)",
        [feed.id],
    ).fetchone()
    if found is None:
        return None
    *values, arrived_at, origin = found
    told = {
        name: masked(name, told_as(value, zone))
        for name, value in zip(names, values, strict=True)
        if value is not None and value != ""
    }
    return Row(told, arrived_at, origin or "")


def told_as(value: Any, zone: ZoneInfo) -> str:
    if isinstance(value, datetime):
        return value.astimezone(zone).isoformat(" ", "seconds")
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def read_bad(connection: duckdb.DuckDBPyConnection, feed: Feed) -> Row | None:
    """The row that was refused last."""
    found = connection.execute(
        "SELECT raw, arrived_at, file, line, reason, source_column FROM rejects WHERE feed = $1 "
        "ORDER BY batch DESC, line DESC LIMIT 1",
        [feed.id],
    ).fetchone()
    if found is None:
        return None
    raw, arrived_at, file, line, reason, column = found
    hidden = is_personal(f"{column or ''} {reason.split(':')[0]}")
    values = {name: masked(name, text) for name, text in json.loads(raw).items() if name not in EXTRA}
    shown = VALUE.sub("“…”", reason) if hidden else masked("", reason, REASON)
    return Row(values, arrived_at, f"{file} · {line}", shown)


def read_batches(connection: duckdb.DuckDBPyConnection, feed: Feed) -> tuple[Batch, ...]:
    """The last batches, the newest first."""
    found = connection.execute(
        f"SELECT batch, file, arrived_at, {', '.join(FIGURES)} FROM batches WHERE feed = $1 "
        f"ORDER BY batch DESC LIMIT {BATCHES}",
        [feed.id],
    ).fetchall()
    return tuple(Batch(number, file, at, Counts(feed.id, *figures)) for number, file, at, *figures in found)
