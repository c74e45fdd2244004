"""What a past board cannot tell by itself: feeds that were silent meanwhile, and feeds that keep only their newest
rows."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import duckdb

from data.catalogue import Words
from data.feeds.declaration import Feed
from data.feeds.schema import SCHEMAS
from data.horizon import horizon_of
from data.naming import words_of
from data.profile import Profile

LEAST = timedelta(hours=12)  # patrols rest at night


@dataclass(frozen=True)
class Outage:
    """A feed without news from `begin_at`, its last event before, to `end_at`, the next one (None: none by then)."""

    feed: str
    title: Words
    begin_at: datetime
    end_at: datetime | None


def find_outages(
    connection: duckdb.DuckDBPyConnection, profile: Profile, begin: datetime, as_of: datetime
) -> tuple[Outage, ...]:
    """Every silence that reaches into [begin, as_of] and is longer than the feed allows, and than 12 hours.

    A feed that never sent anything has none; neither has one whose rows replace each other.
    """
    return tuple(one for feed in profile.feeds for one in outages_of(connection, feed, begin, as_of))


def outages_of(
    connection: duckdb.DuckDBPyConnection, feed: Feed, begin: datetime, as_of: datetime
) -> tuple[Outage, ...]:
    schema = SCHEMAS[feed.fills]
    horizon = horizon_of(connection, schema.id, feed.id)
    if schema.event_at is None or not schema.versioned or (horizon is not None and horizon > begin):
        return ()
    event, longest = schema.event_at, max(feed.stale_after, LEAST)
    found = connection.execute(
        f"WITH events AS (SELECT {event} AS moment FROM {schema.id} WHERE feed = $feed AND {event} <= $as_of "
        f"AND {event} >= coalesce((SELECT max({event}) FROM {schema.id} WHERE feed = $feed AND {event} < $begin), "
        "$begin) UNION ALL SELECT $as_of) "
        "SELECT earlier, moment FROM (SELECT moment, lag(moment) OVER (ORDER BY moment) AS earlier FROM events) "
        "WHERE epoch(moment) - epoch(earlier) > $longest ORDER BY moment",
        {"feed": feed.id, "begin": begin, "as_of": as_of, "longest": longest.total_seconds()},
    ).fetchall()
    title = words_of(feed.title) if feed.title else Words(feed.id, feed.id)
    return tuple(Outage(feed.id, title, earlier, None if at == as_of else at) for earlier, at in found)
