"""What a source has ever sent: its columns, its words, and what is new or gone since; kept with each batch."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import duckdb

from data.feeds.declaration import Feed
from data.feeds.told import MOST, Told

RECENT = timedelta(days=7)
HEADERS = 50


@dataclass(frozen=True)
class Drift:
    """What a feed's source sent for the first time in the last days, and which of its columns are gone, newest first.

    `words` and `others` are (canonical column, word, since); others are words that only "*" translates.
    """

    columns: tuple[tuple[str, datetime], ...] = ()
    gone: tuple[tuple[str, datetime], ...] = ()
    words: tuple[tuple[str, str, datetime], ...] = ()
    others: tuple[tuple[str, str, datetime], ...] = ()


def note(connection: duckdb.DuckDBPyConnection, feed: Feed, batch: int, begun_at: datetime, told: Told) -> None:
    """Remembers what a source says beside its rows, within the batch's transaction."""
    if told.columns:
        note_columns(connection, feed, batch, begun_at, told)
    if told.others:
        note_others(connection, feed, batch, begun_at, told.others)
    if told.mended:
        note_mended(connection, feed, batch, told.mended)


def note_columns(connection: duckdb.DuckDBPyConnection, feed: Feed, batch: int, begun_at: datetime, told: Told) -> None:
    """Remembers the source's columns where they are others than last time; keys of records only add up."""
    found = connection.execute("SELECT arg_max(names, batch) FROM headers WHERE feed = $1", [feed.id]).fetchall()
    before: list[str] = found[0][0] or []
    names = list(told.columns) if told.whole else list(dict.fromkeys([*before, *told.columns]))[:MOST]
    if set(names) != set(before):
        connection.execute("INSERT INTO headers VALUES ($1, $2, $3, $4)", [feed.id, batch, begun_at, names])


def note_others(
    connection: duckdb.DuckDBPyConnection,
    feed: Feed,
    batch: int,
    begun_at: datetime,
    others: Iterable[tuple[str, str]],
) -> None:
    """Remembers the source's own words that only "*" translates."""
    known = set(connection.execute("SELECT name, word FROM words WHERE feed = $1 AND other", [feed.id]).fetchall())
    for name, word in sorted(set(others) - known)[: max(0, MOST - len(known))]:
        connection.execute(
            "INSERT INTO words VALUES ($1, $2, $3, $4, $5, true)", [feed.id, name, word, batch, begun_at]
        )


def note_mended(connection: duckdb.DuckDBPyConnection, feed: Feed, batch: int, references: Iterable[str]) -> None:
    """Closes the rejects that a mended file brings back: whatever is still wrong with them is a reject anew."""
    connection.execute(
        f"INSERT INTO mended SELECT {REFERENCE_SQL} AS reject, $feed, $batch, count(*) FROM rejects "
        "WHERE feed = $feed AND batch < $batch AND batch IN (SELECT try_cast(split_part(substr(one, 2), '.', 1) AS "
        f"BIGINT) FROM unnest($references::VARCHAR[]) AS given(one)) AND list_contains($references, {REFERENCE_SQL}) "
        "AND NOT EXISTS (SELECT 1 FROM mended AS old WHERE old.feed = $feed AND old.reject = "
        f"{REFERENCE_SQL}) GROUP BY ALL",
        {"feed": feed.id, "batch": batch, "references": sorted(references)},
    )


# Tells one rejected row from another, in words that no spreadsheet takes for a number or a date.
REFERENCE_SQL = "'r' || rejects.batch || '.' || rejects.line || '.' || substr(md5(rejects.raw), 1, 8)"


def read_drift(connection: duckdb.DuckDBPyConnection, feed: str, now: datetime) -> Drift:
    """What drifted in the last days before `now`; a gone column is told until it is back."""
    headers = connection.execute(
        f"SELECT names, told_at FROM headers WHERE feed = $1 ORDER BY batch DESC LIMIT {HEADERS}", [feed]
    ).fetchall()[::-1]
    since: dict[str, datetime] = {}
    lost: dict[str, datetime] = {}
    for place, (names, told_at) in enumerate(headers):
        before = set(headers[place - 1][0]) if place else set(names)
        for name in names:
            if name not in since and place:
                since[name] = told_at
            lost.pop(name, None)
            since.setdefault(name, told_at)
        lost |= dict.fromkeys(sorted(before - set(names)), told_at)
    first = headers[0][1] if headers else now
    fresh = [(name, at) for name, at in since.items() if at > first and now - at <= RECENT and name not in lost]
    words = connection.execute(
        "SELECT name, word, told_at, other FROM words AS new WHERE feed = $feed AND told_at > $since AND (other OR "
        "batch > (SELECT min(batch) FROM words AS old WHERE old.feed = $feed AND old.name = new.name AND NOT other)) "
        "ORDER BY told_at DESC, name, word",
        {"feed": feed, "since": now - RECENT},
    ).fetchall()
    return Drift(
        tuple(sorted(fresh, key=lambda one: one[1], reverse=True)),
        tuple(sorted(lost.items(), key=lambda one: one[1], reverse=True)),
        tuple((name, word, at) for name, word, at, other in words if not other),
        tuple((name, word, at) for name, word, at, other in words if other),
    )
