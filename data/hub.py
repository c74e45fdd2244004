"""The hub: holds the newest board of the place that this process serves, and wakes all who wait for the next."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property

import duckdb

from data.board import Board
from data.fault import Fault
from data.version import version_of
from data.visitors import for_visitors
from geo.base_layer import BaseLayer
from geo.places import Places


@dataclass(frozen=True)
class Edition:
    """A board and its number in this run of the server; `started_at` tells one run from another, `version` what
    runs."""

    number: int
    started_at: datetime
    board: Board
    version: str
    published_at: datetime = field(default_factory=lambda: datetime.now(UTC))

    @cached_property
    def for_visitors(self) -> "Edition":
        """The same edition as a visitor may see it, made once for all displays."""
        return replace(self, board=for_visitors(self.board))


@dataclass
class Hub:
    """One per process. `publish` may be called from the event loop's thread only; `reader` is a connection to the
    served store of which every reader takes a cursor of its own."""

    started_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    edition: Edition | None = None
    places: Places | None = None
    base: tuple[BaseLayer, ...] = ()
    reader: duckdb.DuckDBPyConnection | None = None
    waiting: set[asyncio.Event] = field(default_factory=set)

    def publish(self, board: Board) -> None:
        number = 1 if self.edition is None else self.edition.number + 1
        version = version_of(board.profile) if self.edition is None else self.edition.version
        self.edition = Edition(number, self.started_at, board, version)
        for event in self.waiting:
            event.set()

    async def editions(self) -> AsyncIterator[Edition]:
        """The present edition, if any, and then each next one; a slow reader skips to the newest."""
        event = asyncio.Event()
        self.waiting.add(event)
        seen = 0
        try:
            while True:
                if self.edition is not None and self.edition.number > seen:
                    seen = self.edition.number
                    yield self.edition
                event.clear()
                if self.edition is None or self.edition.number == seen:
                    await event.wait()
        finally:
            self.waiting.discard(event)


HUB = Hub()


def present() -> Edition:
    """The newest edition. Raises Fault before the first board is measured."""
    if HUB.edition is None:
        raise Fault("the first board is not measured yet: try again in a few seconds")
    return HUB.edition
