"""Retention: once a day, in slices between two ticks, old samples shrink to days and old notes are dropped."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb

from data.feeds.column import Schema
from data.feeds.declaration import Feed
from data.feeds.schema import SCHEMAS
from data.horizon import horizon_of, set_horizon
from data.scan import literal
from data.store import Store
from data.tables import days_columns

SPELL = 0.3  # seconds after which the rest waits for the next slice
QUIET = timedelta(hours=3)  # after midnight, local time
REJECTS = timedelta(days=90)
BATCHES = timedelta(days=400)  # this month's rows are compared with those of the same month a year ago
VERSIONS = timedelta(days=730)
POSTS = timedelta(days=7)
WATCHED = timedelta(days=400)
DAY = timedelta(days=1)
MOST = 10_000
AT_ONCE = 200_000  # rows deleted by one statement


class Retention:
    """The upkeep of a store. `slice` is for the thread that writes, when there is nothing else to do."""

    def __init__(self, store: Store, clock: Callable[[], float] = time.monotonic) -> None:
        self.store = store
        self.clock = clock
        self.zone = ZoneInfo(store.profile.zone)
        self.done_on = store.meta("kept_on")
        self.steps: Iterator[None] | None = None

    def slice(self, now: datetime) -> bool:
        """Does a part of the day's upkeep, once it is due, for some 0.3 s; whether there is more to do.

        It is due from 3 o'clock local time on, or as soon as the server runs. What fails is said on standard error and
        tried again the next day.
        """
        today = (now.astimezone(self.zone) - QUIET).date().isoformat()
        if self.done_on == today:
            return False
        self.steps = self.steps or self.upkeep(now)
        begun = self.clock()
        try:
            while self.clock() - begun < SPELL:
                next(self.steps)
            return True
        except StopIteration:
            self.store.set_meta("kept_on", today)
        except duckdb.Error as error:
            print(f"upkeep of the store: {str(error).splitlines()[0]} (tried again tomorrow)", file=sys.stderr)
        self.steps, self.done_on = None, today
        return False

    def upkeep(self, now: datetime) -> Iterator[None]:
        """All that is to do, a transaction a step."""
        newest = now if self.store.profile.clock == "machine" else self.store.now()
        for feed in self.store.profile.feeds:
            if feed.keep is not None:
                yield from self.shrink(feed, self.midnight(newest - feed.keep))
        yield from self.drop("rejects", "arrived_at", now - REJECTS)
        yield from self.drop("batches", "arrived_at", now - BATCHES, "batch < (SELECT max(batch) FROM batches)")
        for schema in SCHEMAS.values():
            if schema.versioned:
                yield from self.drop(f"{schema.id}_versions", "replaced_at", now - VERSIONS)
        yield from self.drop("posts", "written_at", now - POSTS)
        self.forget_files(now - WATCHED)

    def midnight(self, moment: datetime) -> datetime:
        """The local midnight at or before a moment."""
        return moment.astimezone(self.zone).replace(hour=0, minute=0, second=0, microsecond=0)

    def next_midnight(self, moment: datetime) -> datetime:
        return self.midnight(self.midnight(moment) + DAY)

    def shrink(self, feed: Feed, until: datetime) -> Iterator[None]:
        """Turns a feed's days before `until` (a local midnight) into summaries, the oldest first.

        A day is summarised in the transaction that moves the horizon behind it; after that its rows can go bit by bit.
        """
        schema, connection = feed.schema_, self.store.connection
        while True:
            horizon = horizon_of(connection, schema.id, feed.id)
            since = "true"
            if horizon is not None:
                yield from self.clear(feed, horizon)
                since = f"{schema.event_at} >= {literal(horizon)}"
            (first,) = connection.execute(
                f"SELECT min({schema.event_at}) FROM {schema.id} "
                f"WHERE feed = $1 AND {schema.event_at} < $2 AND {since}",
                [feed.id, until],
            ).fetchall()[0]
            if first is None:
                return
            end = min(self.next_midnight(first), until)
            with self.store.transaction():
                summarise(connection, schema, feed.id, first, end, self.midnight(first))
                set_horizon(connection, end, schema.id, feed.id)
            self.store.disturbed = True
            yield

    def clear(self, feed: Feed, horizon: datetime) -> Iterator[None]:
        """Deletes a feed's rows before the horizon but for the newest of each series: what it said last still holds."""
        schema, connection = feed.schema_, self.store.connection
        event, given = schema.event_at, [feed.id, horizon]
        older = f"WHERE feed = $1 AND {event} < $2"
        (count,) = connection.execute(f"SELECT count(*) FROM {schema.id} {older}", given).fetchall()[0]
        parts = max(1, count // AT_ONCE)
        cuts = f"SELECT quantile_disc({event}, {[part / parts for part in range(1, parts)]}) FROM {schema.id} {older}"
        between = connection.execute(cuts, given).fetchall()[0][0] if parts > 1 else []
        for end in (*between, horizon):
            deleted = connection.execute(
                f"DELETE FROM {schema.id} {older} AND rowid NOT IN (SELECT arg_max(rowid, {event}) FROM {schema.id} "
                f"{older} GROUP BY {', '.join(schema.series)})",
                [feed.id, end],
            ).fetchall()[0][0]
            self.store.disturbed |= deleted > 0
            yield
        connection.execute(f"DELETE FROM {schema.id}_versions {older}", given)

    def drop(self, table: str, column: str, until: datetime, condition: str = "true") -> Iterator[None]:
        """Deletes the rows of a table of the store's own before `until`, a day at a time."""
        connection = self.store.connection
        while True:
            older = f"FROM {table} WHERE {column} < $until AND {condition}"
            (first,) = connection.execute(f"SELECT min({column}) {older}", {"until": until}).fetchall()[0]
            if first is None:
                return
            end = min(self.next_midnight(first), until)
            with self.store.transaction():
                connection.execute(f"DELETE {older}", {"until": end})
                set_horizon(connection, end, table)
            self.store.disturbed |= table in ("batches", "rejects")
            yield

    def forget_files(self, before: datetime) -> None:
        """Forgets files that were taken long ago and lie in their watched folder no more."""
        for feed in self.store.profile.feeds:
            folder = Path(feed.watch or "").parent
            if feed.watch is None or not (self.store.profile.folder / folder).is_dir():
                continue
            present = set(os.listdir(self.store.profile.folder / folder))
            old = self.store.connection.execute(
                f"SELECT path FROM watched WHERE feed = $1 AND taken_at < $2 ORDER BY taken_at LIMIT {MOST}",
                [feed.id, before],
            ).fetchall()
            gone = [path for (path,) in old if Path(path).relative_to(folder).parts[0] not in present]
            self.store.connection.execute(
                "DELETE FROM watched WHERE feed = $1 AND list_contains($2::VARCHAR[], path)", [feed.id, gone]
            )


def summarise(
    connection: duckdb.DuckDBPyConnection, schema: Schema, feed: str, begin: datetime, end: datetime, day: datetime
) -> None:
    """Adds the days of a feed's rows in [begin, end), which lie in one local day, to `<table>_days`."""
    columns = days_columns(schema)
    event = schema.event_at
    folds = {"feed": "feed", "day": "$day::DATE", "samples": "count(*)"}
    folds |= {"first_at": f"min({event})", "last_at": f"max({event})"}
    for one in schema.columns:
        if one.kind in ("number", "integer"):
            name = one.name
            folds |= {f"{name}_min": f"min({name})", f"{name}_max": f"max({name})", f"{name}_mean": f"avg({name})"}
            folds[f"{name}_last"] = f"arg_max({name}, {event})"
    told = ", ".join(folds.get(name, name) for name in columns)
    places = " LEFT JOIN spots USING (spot)" if schema.located else ""
    connection.execute(
        f"INSERT INTO {schema.id}_days ({', '.join(columns)}) SELECT {told} FROM {schema.id}{places} "
        f"WHERE feed = $feed AND {event} >= $begin AND {event} < $end GROUP BY ALL",
        {"feed": feed, "begin": begin, "end": end, "day": day.date()},
    )
