"""What the store holds of each feed, and how new it is."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import duckdb

from data.feeds.schema import SCHEMAS, Schema
from data.profile import Profile


@dataclass(frozen=True)
class FeedState:
    """What the store holds of one feed. `newest_at` is the newest event, else the newest arrival; `is_event`
    tells which. `first_at` is the oldest event, none where no row has a time."""

    feed: str
    table: str
    rows: int
    newest_at: datetime | None
    is_event: bool
    first_at: datetime | None


def feed_states(
    connection: duckdb.DuckDBPyConnection, profile: Profile, as_of: datetime | None = None
) -> list[FeedState]:
    """The state of each feed, as of an instant (default: of all there is)."""
    moment = as_of or datetime.now(UTC) + timedelta(days=365_000)
    tables = dict.fromkeys(feed.fills for feed in profile.feeds)
    found = {table: states_in(connection, SCHEMAS[table], moment, 0) for table in SCHEMAS if table in tables}
    none = FeedState("", "", 0, None, False, None)
    return [
        replace(found[table].get(feed.id, none), feed=feed.id, table=table)
        for table in found
        for feed in profile.feeds
        if feed.fills == table
    ]


def newer_states(
    connection: duckdb.DuckDBPyConnection,
    states: Iterable[FeedState],
    filled: Iterable[str],
    batch: int,
    as_of: datetime,
) -> tuple[FeedState, ...]:
    """The states after what came to the `filled` tables behind `batch`."""
    came: dict[str, FeedState] = {}
    for table in filled:
        came |= states_in(connection, SCHEMAS[table], as_of, batch)
    return tuple(joined(state, came[state.feed]) if state.feed in came else state for state in states)


def joined(state: FeedState, more: FeedState) -> FeedState:
    """One state of older rows and newer ones; an event's time goes before an arrival's."""
    is_event = state.is_event or more.is_event
    times = [one.newest_at for one in (state, more) if one.newest_at and one.is_event >= is_event]
    first = [one.first_at for one in (state, more) if one.first_at]
    return FeedState(
        state.feed,
        state.table,
        state.rows + more.rows,
        max(times, default=None),
        is_event,
        min(first, default=None),
    )


def states_in(
    connection: duckdb.DuckDBPyConnection, schema: Schema, moment: datetime, batch: int
) -> dict[str, FeedState]:
    """By feed: the state of the rows of a table that came after `batch`."""
    event = schema.event_at or "arrived_at"
    rows = connection.execute(
        f"SELECT feed, count(*), max({event}) FILTER (WHERE {event} <= $moment), max(arrived_at), "
        f"{f'min({event})' if schema.event_at else 'NULL'} FROM {schema.id} "
        f"WHERE ({event} <= $moment OR {event} IS NULL) AND batch > $batch GROUP BY feed",
        {"moment": moment, "batch": batch},
    ).fetchall()
    return {
        feed: FeedState(feed, schema.id, count, newest or arrived, newest is not None, first)
        for feed, count, newest, arrived, first in rows
    }


def find_overwritten(connection: duckdb.DuckDBPyConnection, profile: Profile, as_of: datetime) -> frozenset[str]:
    """The feeds whose rows replace each other and have had news since `as_of`: how things stood then is gone.

    A clock that runs ahead is no news of later: the row must have arrived after `as_of`, too.
    """
    gone = set()
    for feed in profile.feeds:
        schema = SCHEMAS[feed.fills]
        if schema.versioned or schema.event_at is None:
            continue
        later = f"SELECT 1 FROM {schema.id} WHERE feed = $1 AND {schema.event_at} > $2 AND arrived_at > $2 LIMIT 1"
        if connection.execute(later, [feed.id, as_of]).fetchall():
            gone.add(feed.id)
    return frozenset(gone)
