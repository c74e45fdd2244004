"""A little town's store behind an inbox, whose writer a test may hold or break."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from data.profile import Profile, load_profile
from data.store import Store
from data.ways import writing
from data.ways.inbox import Answer, Inbox, Post, answer
from tests.data.ways.pushed import REPOSITORY

TOWN = """
title = { zh = "试", en = "Test" }
clock = "data"

[[levels]]
id = "village"
title = { zh = "村", en = "Village" }
path = "squares.geojson"
"""
SECONDS = 60.0


def town(folder: Path, more: str) -> Profile:
    """A profile with squares for villages and what a test declares besides."""
    folder.mkdir(exist_ok=True)
    squares = REPOSITORY / "tests" / "profiles" / "fuzhou.geojson"
    (folder / "squares.geojson").write_text(squares.read_text())
    (folder / "town.toml").write_text(TOWN + more)
    return load_profile(str(folder / "town.toml"))


class Desk:
    """The inbox and its one writer."""

    def __init__(self, profile: Profile, store: Store) -> None:
        self.profile = profile
        self.store = store
        self.inbox = Inbox()
        self.free = asyncio.Event()
        self.free.set()
        self.broken = False

    async def work(self, writer: ThreadPoolExecutor) -> None:
        while True:
            await self.inbox.arrival(60)
            await self.free.wait()
            posts = self.inbox.next_group()
            found = await asyncio.get_running_loop().run_in_executor(writer, self.write, posts)
            for post, result in zip(posts, found, strict=True):
                answer(post, result)

    def write(self, posts: Sequence[Post]) -> Sequence[Answer | Exception]:
        if self.broken:
            return [writing.Unwritten("the disk is full") for _ in posts]
        return writing.write(self.store, posts)

    def ask(self, sql: str) -> list[Any]:
        """Rows of the store; of one column, its values."""
        with self.store.connection.cursor() as cursor:
            rows = cursor.execute(sql).fetchall()
        return [row[0] if len(row) == 1 else row for row in rows]


@asynccontextmanager
async def desk(profile: Profile) -> AsyncIterator[Desk]:
    store = Store.open(profile)
    with ThreadPoolExecutor(1) as writer:
        opened = Desk(profile, store)
        opened.inbox.open(profile, {})
        working = asyncio.create_task(opened.work(writer))
        try:
            yield opened
        finally:
            opened.inbox.close()
            working.cancel()
            await asyncio.gather(working, return_exceptions=True)
    store.close()


async def until(true: Callable[[], object]) -> None:
    """Waits for a condition; fails after a while."""
    end = time.monotonic() + SECONDS
    while not true():
        assert time.monotonic() < end, "it did not come about"
        await asyncio.sleep(0.02)
