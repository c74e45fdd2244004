"""The inbox: what has arrived and waits for the writer, within bounds. One per process, on the event loop's thread."""

import asyncio
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from data.fault import Fault
from data.feeds.declaration import Feed
from data.feeds.read import Chunk, Reading
from data.profile import Profile

MOST_HELD = 64 << 20  # bytes of all bodies that are being received or wait
LEAST_HELD = 64 << 10  # what a waiting post costs however small it is
MOST_AT_ONCE = 200

Answer = dict[str, Any]


@dataclass(eq=False)
class Post:
    """Rows of a feed, and who waits for what becomes of them.

    `large` rows are read only as they are written, and may turn out to be malformed there; a whole `Reading` is typed
    together with its like. `digest` is of the body. `kept` is a name and a value that the store
    remembers with the rows.
    """

    feed: Feed
    chunks: Reading | Iterable[Chunk]
    origin: str
    large: bool = False
    key: str | None = None
    digest: str = ""
    kept: tuple[str, str] | None = None
    answered: "asyncio.Future[Answer]" = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class Closed(Fault):
    """The store is not open: nothing can be taken in now."""


class Full(Fault):
    """As much waits already as may: the writer has to catch up first."""


class Inbox:
    """Open once the store is."""

    def __init__(self) -> None:
        self.profile: Profile | None = None
        self.tokens: Mapping[str, str] = {}
        self.held = 0
        self.waiting: list[Post] = []
        self.came = asyncio.Event()

    def open(self, profile: Profile, tokens: Mapping[str, str]) -> None:
        self.profile, self.tokens = profile, tokens

    def close(self) -> None:
        """Whoever still waits is told that nothing was written."""
        self.profile = None
        for post in self.next_group(len(self.waiting)):
            fail(post, Closed("the server is stopping: nothing of this was written; send it again"))

    def place(self) -> Profile:
        """The profile whose store is open; raises Closed."""
        if self.profile is None:
            raise Closed("the store is not open yet: try again in a few seconds")
        return self.profile

    @contextmanager
    def holding(self) -> Iterator["Hold"]:
        """Room for one body, given back at the end."""
        hold = Hold(self)
        try:
            hold.grow(LEAST_HELD)
            yield hold
        finally:
            self.held -= hold.size

    async def put(self, post: Post) -> Answer:
        """What became of a post, once that is committed; raises what its writing raised."""
        self.place()
        self.waiting.append(post)
        self.came.set()
        return await post.answered

    async def arrival(self, seconds: float) -> bool:
        """Waits for a post, at most so long; whether there is one."""
        try:
            await asyncio.wait_for(self.came.wait(), max(seconds, 0))
        except TimeoutError:
            return False
        return True

    def next_group(self, most: int = MOST_AT_ONCE) -> list[Post]:
        """The posts to write together, in the order of their arrival."""
        group, self.waiting = self.waiting[:most], self.waiting[most:]
        if not self.waiting:
            self.came.clear()
        return group


class Hold:
    """What one body takes of the inbox's room, in bytes."""

    def __init__(self, inbox: Inbox) -> None:
        self.inbox = inbox
        self.size = 0

    def grow(self, size: int) -> None:
        """Raises Full where there is no room for so many more."""
        if self.inbox.held + size > MOST_HELD:
            raise Full("too much waits to be written: send it again later")
        self.add(size)

    def add(self, size: int) -> None:
        """Counts what is there already, such as rows that take more room than their text."""
        self.inbox.held += size
        self.size += size


def answer(post: Post, found: "Answer | Exception") -> None:
    if isinstance(found, Exception):
        fail(post, found)
    elif not post.answered.done():
        post.answered.set_result(found)


def fail(post: Post, error: Exception) -> None:
    if not post.answered.done():
        post.answered.set_exception(error)


INBOX = Inbox()
