"""Pulls from a view of a database: what is above the mark, read in a thread of its own, written like all else."""

import asyncio
import hashlib
import logging
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa
import sqlalchemy as sa

from data.fault import Fault
from data.feeds.batch import batch_of
from data.feeds.declaration import Feed
from data.feeds.mapping import Mapping
from data.feeds.pull import Pull
from data.feeds.read import Chunk, Reading
from data.feeds.stream import Held
from data.ways.database import engine_of, words_of
from data.ways.inbox import Closed, Full, Inbox, Post
from data.ways.mark import checked, is_ahead, remembered, with_overlap, written
from data.ways.values import column_of

ROWS = 5_000  # read, written and committed together
MOST_SEEN = 100_000  # rows of the overlap that are known again; more of them count as duplicates
FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 60.0  # between two attempts
FULL_SECONDS = 0.2
Selected = sa.Select[*tuple[Any, ...]]
log = logging.getLogger(__name__)


@dataclass
class PullState:
    """A pull as those who watch see it: the last look that succeeded, the last trouble in plain words, and the rows
    read since the server started."""

    view: str
    looked_at: datetime | None = None
    trouble: str | None = None
    trouble_at: datetime | None = None
    rows: int = 0


PULLS: dict[str, PullState] = {}


class Puller:
    """Pulls one feed. `kept` is the mark as the store has it."""

    def __init__(self, feed: Feed, pull: Pull, zone: str, inbox: Inbox, kept: str | None) -> None:
        self.feed = feed.model_copy(update={"times": [*feed.times, "iso"]})
        self.pull = pull
        self.zone = feed.zone or zone
        self.inbox = inbox
        self.mark = remembered(pull, kept)
        self.seen: dict[bytes, Any] = {}  # the rows of the overlap as they were last, by digest, with their marks
        self.state = PULLS[feed.id] = PullState(pull.view)
        self.said: str | None = None
        self.stopped = threading.Event()
        self.engine = engine_of(pull)
        self.thread = threading.Thread(target=self.run, name=f"pull {feed.id}", daemon=True)

    def start(self) -> None:
        """From the event loop's thread."""
        self.loop = asyncio.get_running_loop()
        self.thread.start()

    def stop(self) -> None:
        """Waits for the thread, as long as the database lets it wait."""
        self.stopped.set()
        self.thread.join()

    def run(self) -> None:
        pause = FIRST_PAUSE_SECONDS
        while not self.stopped.is_set():
            wait = self.pull.every.total_seconds()
            try:
                with self.engine.connect() as connection:
                    self.look(connection)
            except Closed:
                return
            except Exception as error:  # whatever it is, the server goes on and so does the pull
                self.trouble(words_of(error, self.engine.url))
                wait = pause = min(2 * pause, LONGEST_PAUSE_SECONDS)
            else:
                pause = FIRST_PAUSE_SECONDS
                self.fine()
            self.stopped.wait(wait)

    def look(self, connection: sa.Connection) -> None:
        """Takes all rows from the mark on, in its order. Raises Fault and SQLAlchemyError; what was taken stays."""
        schema, name = self.pull.schema_and_name
        view = sa.table(name, schema=schema)
        every: Selected = sa.select(sa.literal_column("*")).select_from(view)
        names = list(connection.execute(every.limit(0)).keys())
        if self.pull.mark not in names:
            listed = ", ".join(names)
            raise Fault(f'{self.pull.view} has no column "{self.pull.mark}" to be the mark; it has: {listed}')
        mapping = Mapping(self.feed, Held(self.pull.view, b""))
        wanted = list(dict.fromkeys([self.pull.mark, *mapping.columns_in(names)]))
        mark: sa.ColumnElement[Any] = sa.column(self.pull.mark)
        rows: Selected = sa.select(*map(sa.column, wanted)).select_from(view).where(mark.is_not(None)).order_by(mark)
        if self.mark is not None:
            rows = rows.where(mark >= with_overlap(self.pull, self.mark))
        line = 1
        present: dict[bytes, Any] = {}
        # One statement, so that equal marks need no border between its pieces.
        with connection.execution_options(yield_per=ROWS).execute(rows) as found:
            for piece in found.partitions():
                present |= self.take(mapping, wanted, piece, line)
                if self.mark is not None:
                    floor = with_overlap(self.pull, self.mark)
                    present = {one: at for one, at in present.items() if at >= floor}
                line += len(piece)
                if self.stopped.is_set():
                    return
        self.seen = present if len(present) <= MOST_SEEN else {}

    def take(
        self, mapping: Mapping, names: Sequence[str], rows: Sequence[Sequence[Any]], line: int
    ) -> dict[bytes, Any]:
        """Has those of the rows written that were not there before, with their highest mark; the marks of all."""
        marks = {digest(row): checked(self.pull, row[0]) for row in rows}
        fresh = [place for place, row in enumerate(rows) if digest(row) not in self.seen]
        passed = [mark for mark in (self.mark, *marks.values()) if mark is not None and not is_ahead(mark, self.zone)]
        high = max(passed, default=None)
        if fresh:
            columns = {
                name: column_of(mapping, name, [rows[place][at] for place in fresh])
                for at, name in enumerate(names)
                if name in mapping.wanted
            }
            batch = batch_of(columns, pa.array([line + place for place in fresh], pa.int64()), [])
            self.write(list(Reading(self.feed, mapping, [batch], self.zone)), high)
        self.mark = high
        self.state.rows += len(fresh)
        return marks

    def write(self, chunks: list[Chunk], high: Any) -> None:
        """Waits until rows are committed together with their mark. Raises Fault."""
        kept = None if high is None else (key_of(self.feed), written(self.pull, high))

        async def put() -> None:
            with self.inbox.holding() as hold:
                hold.add(sum(chunk.rows.nbytes for chunk in chunks))
                await self.inbox.put(Post(self.feed, chunks, self.pull.view, large=True, kept=kept))

        while True:
            try:
                asyncio.run_coroutine_threadsafe(put(), self.loop).result()
                return
            except Full:
                self.stopped.wait(FULL_SECONDS)

    def fine(self) -> None:
        self.state.looked_at = datetime.now(UTC)
        if self.said is not None:
            log.warning("the pull of %s: goes on", self.feed.id)
        self.said = None

    def trouble(self, words: str) -> None:
        """Said once as long as it is the same."""
        self.state.trouble, self.state.trouble_at = words, datetime.now(UTC)
        if self.said != words:
            log.warning("the pull of %s: %s; tried again", self.feed.id, words)
        self.said = words


def key_of(feed: Feed) -> str:
    """The name in the store under which the mark of a feed is kept."""
    return f"pull {feed.id}"


def digest(row: Sequence[Any]) -> bytes:
    return hashlib.blake2b(repr(tuple(row)).encode(), digest_size=16).digest()
