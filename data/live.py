"""The life of a serving process: take in what arrives, measure, publish. One thread writes, others measure what it
held for them, the loop only waits."""

import asyncio
import logging
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import duckdb

from data import tokens
from data.alarms.desk import DESK
from data.alarms.watch import Watch
from data.board import Board, catalogue_of
from data.briefing.press import PRESS
from data.catalogue import Catalogue
from data.coverage import COVERAGE
from data.fault import Fault
from data.hub import Hub
from data.keeper import KEEPER
from data.last_board import LastBoard
from data.metrics import MeteredSurvey
from data.prepare import catch_up, load_all, open_store
from data.profile import Profile
from data.retention import Retention
from data.snapshot import Snapshot
from data.store import Store
from data.surveyor import Surveyor
from data.trouble import plain
from data.ways import writing
from data.ways.folder import Folders
from data.ways.inbox import INBOX, Answer, Closed, Inbox, Post, answer
from data.ways.sources import Sources

TICK_SECONDS = 1.0
SOON_SECONDS = 0.1  # between two boards when rows are pushed
REST = 0.2  # of the time that a tick took, before the next one: what else there is to do has its turn
MOST_LINGER_SECONDS = 0.05
HEARTBEAT = timedelta(seconds=5)
log = logging.getLogger(__name__)


class Live:
    """Serves one profile's boards to a hub. `as_of` freezes the board at an instant."""

    def __init__(self, profile: Profile, hub: Hub, as_of: datetime | None = None, inbox: Inbox = INBOX) -> None:
        self.profile = profile
        self.hub = hub
        self.as_of = as_of
        self.inbox = inbox
        self.pushed = 0  # rows since the last tick
        self.simulated_at = 0.0  # by the steady clock
        self.came = asyncio.Event()
        self.catalogue: Catalogue = catalogue_of(profile)
        self.last = LastBoard(profile, self.catalogue)
        self.store: Store | None = None
        self.surveyor: Surveyor | None = None
        self.folders: Folders | None = None
        self.sources: Sources | None = None
        self.tokens: Mapping[str, str] = {}
        self.writer = ThreadPoolExecutor(1, thread_name_prefix="writer")

    async def run(self) -> None:
        """Opens, loads, publishes the first board, then follows the feeds until it is cancelled.

        Until then the last board of the run before is shown, marked as such.
        """
        loop = asyncio.get_running_loop()
        try:
            earlier = await asyncio.to_thread(self.last.read) if self.as_of is None else None
            if earlier is not None:
                self.hub.places = earlier[0]
                self.hub.publish(earlier[1])
            await loop.run_in_executor(self.writer, self.begin)
            assert self.store is not None
            self.publish(await self.measured(await loop.run_in_executor(self.writer, self.hold)))
            self.hub.places = self.store.spotter.places
            self.inbox.open(self.profile, self.tokens)
            if self.sources is not None:
                self.sources.start()
            tasks = [asyncio.create_task(self.take_in()), asyncio.create_task(self.follow())]
            try:
                ended, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
                for one in ended:
                    one.result()
            finally:
                for one in tasks:
                    one.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)
        finally:
            self.inbox.close()
            if self.sources is not None:
                await self.sources.stop()
            if self.surveyor is not None:
                await self.surveyor.stop()
            await loop.run_in_executor(self.writer, self.end)
            self.writer.shutdown()

    async def take_in(self) -> None:
        """Has posts written as they come. After a group a short rest: ten posts together cost little more
        than one of them."""
        loop = asyncio.get_running_loop()
        while True:
            if await self.inbox.arrival(HEARTBEAT.total_seconds()):
                begun = loop.time()
                await self.take_posts()
                await asyncio.sleep(min(loop.time() - begun, MOST_LINGER_SECONDS))

    async def follow(self) -> None:
        """A board whenever something has arrived, and whenever the last one is getting old."""
        loop = asyncio.get_running_loop()
        published_at, taken = loop.time(), 0.0
        while True:
            await self.rest(taken)
            begun = loop.time()
            board = await self.survived(begun - published_at >= HEARTBEAT.total_seconds())
            taken = loop.time() - begun
            if board is not None:
                self.publish(board)
                published_at = loop.time()

    async def rest(self, taken: float) -> None:
        """Waits until the next tick may begin: soon where rows were pushed, and later after a long one."""
        loop = asyncio.get_running_loop()
        ended = loop.time()
        while (left := ended + max(SOON_SECONDS if self.pushed else TICK_SECONDS, REST * taken) - loop.time()) > 0:
            self.came.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self.came.wait(), left)

    def publish(self, board: Board) -> None:
        """Shows a board, and once a minute keeps it for the next run, off the loop."""
        self.hub.publish(board)
        if self.as_of is None and self.last.due():
            asyncio.get_running_loop().run_in_executor(None, self.last.write, board)

    async def take_posts(self) -> None:
        """Has the posts that wait written together; each is answered once they are committed."""
        posts = self.inbox.next_group()
        try:
            found = await asyncio.get_running_loop().run_in_executor(self.writer, self.write, posts)
        except BaseException:
            for post in posts:
                answer(post, Closed("the server stopped while this was being written: send it again"))
            raise
        for post, result in zip(posts, found, strict=True):
            answer(post, result)
        self.came.set()

    def write(self, posts: Sequence[Post]) -> list[Answer | Exception]:
        assert self.store is not None
        found = writing.write(self.store, posts)
        self.pushed += sum(one["accepted"] + one["updated"] for one in found if isinstance(one, dict))
        return found

    def begin(self) -> None:
        """Opens the store and loads what the profile names."""
        self.store = open_store(self.profile)
        if self.as_of is None:
            self.sources = Sources(self.profile, self.inbox, self.store)
        KEEPER.serve(self.store, self.writer)
        PRESS.serve(self.store, self.writer)
        COVERAGE.serve(self.store, self.writer)
        self.hub.reader = self.store.connection.cursor()
        self.hub.places = self.store.spotter.places
        self.hub.base = self.profile.map.base(self.profile.folder, self.hub.places.outline)
        try:
            for _ in load_all(self.store):
                pass
        except Fault as fault:
            log.error("%s\nthe others are served, and what this feeds is missing", fault)
        self.tokens = tokens.digests(self.store)
        writing.forget(self.store)
        self.folders = Folders(self.store)
        self.surveyor = Surveyor(MeteredSurvey(self.store, self.catalogue), self.writer)
        self.retention = Retention(self.store)
        self.watch = Watch(self.store, recorded=self.as_of is None)
        DESK.serve(self.watch, self.writer, self.hub)

    async def survived(self, due: bool) -> Board | None:
        """A tick; where the disk is full or cannot be written, it is said and the last board stays."""
        try:
            return await self.tick(due)
        except (OSError, duckdb.Error) as error:
            if (trouble := plain(error)) is None:
                raise
            log.error("%s: what has arrived waits, and the board stays as it is", trouble)
            return None

    async def tick(self, due: bool) -> Board | None:
        """A new board where anything arrived, or where the last one is getting old."""
        snapshot = await asyncio.get_running_loop().run_in_executor(self.writer, self.arrive, due)
        return None if snapshot is None else await self.measured(snapshot)

    async def measured(self, snapshot: Snapshot) -> Board:
        """The board of a snapshot, with its alarms."""
        assert self.surveyor is not None
        board = await self.surveyor.board(snapshot)
        return await asyncio.get_running_loop().run_in_executor(self.writer, self.watch.seen, board)

    def arrive(self, due: bool) -> Snapshot | None:
        """Takes in what has arrived; what is to be measured then, if anything."""
        assert self.store is not None
        assert self.folders is not None
        if self.as_of is not None:
            return self.hold() if due else None
        arrived, self.pushed = self.pushed, 0
        if self.profile.simulate is not None and time.monotonic() >= self.simulated_at + TICK_SECONDS:
            self.simulated_at = time.monotonic()
            arrived += sum(counts.accepted + counts.updated for counts in catch_up(self.store, datetime.now(UTC)))
        arrived += sum(counts.accepted + counts.updated for counts in self.folders.take())
        self.retention.slice(datetime.now(UTC))
        return self.hold() if arrived or due else None

    def hold(self) -> Snapshot:
        assert self.surveyor is not None
        return self.surveyor.survey.hold(self.as_of)

    def end(self) -> None:
        if self.store is not None:
            if self.hub.reader is not None:
                self.hub.reader.close()
                self.hub.reader = None
            self.store.close()
