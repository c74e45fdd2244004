"""A pull from a real PostgreSQL, and the profile that declares it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from data.profile import Profile
from data.ways.pull import Puller, key_of
from tests.data.ways.arriving import Desk, town, until

FEED = """
[[feeds]]
id = "cases"
schema = "cases"
stale_after = "1d"
pull = {{ url_env = "TEST_DATABASE", view = "{view}", mark = "{mark}", every = "1s", overlap = "{overlap}" }}

[feeds.columns]
case_id = "工单号"
reported_at = "reported"
updated_at = "changed"
title = "标题"
urgent = "urgent"
rating = "stars"
lon = "x"
lat = "y"
"""
TABLE = """
CREATE TABLE orders (
    "工单号" bigint PRIMARY KEY, reported timestamp NOT NULL, changed timestamptz, "标题" text, urgent boolean,
    stars smallint, x numeric(9, 6), y double precision, phone text)
"""
VIEW = """
CREATE VIEW "public"."待办" AS SELECT * FROM orders
"""
FILL = """
INSERT INTO orders SELECT n, timestamp '2026-03-04 09:00' + n * interval '1 second',
    timestamptz '2026-03-04 10:00+08' + (n / 1000) * interval '1 minute', 'case ' || n, mod(n, 2) = 0, mod(n, 5) + 1,
    119.25, 26.05 + n / 1e6, '138' FROM generate_series({}, {}) AS n
"""
COUNTS = "SELECT sum(accepted)::INT, sum(updated)::INT, sum(duplicate)::INT, sum(rejected)::INT FROM batches"


def declared(folder: Path, view: str = "public.待办", mark: str = "changed", overlap: str = "1m") -> Profile:
    return town(folder / "town", FEED.format(view=view, mark=mark, overlap=overlap))


def puller(at: Desk) -> Puller:
    (feed,) = at.profile.feeds
    assert feed.pull is not None
    return Puller(feed, feed.pull, at.profile.zone, at.inbox, at.store.meta(key_of(feed)))


@asynccontextmanager
async def pulling(at: Desk) -> AsyncIterator[Puller]:
    running = puller(at)
    running.start()
    try:
        yield running
    finally:
        at.inbox.close()
        await asyncio.to_thread(running.stop)
        at.inbox.open(at.profile, {})


async def look(at: Desk) -> Puller:
    """One look at the view, by a server that has just started."""
    async with pulling(at) as running:
        await until(lambda: running.state.looked_at)
    return running
