"""The duty desk: where a person acknowledges an alarm, and where the log of those that are over is read."""

import asyncio
from concurrent.futures import Executor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

from data.alarms import log
from data.alarms.alarm import Alarm
from data.alarms.watch import Watch
from data.alarms.word import Refused, checked
from data.hub import Hub

LOG_REACHES = timedelta(days=7)


class Desk:
    """One per process. What is said here goes to the store by the writer's thread, and to all displays at once."""

    def __init__(self) -> None:
        self.watch: Watch | None = None
        self.writer: Executor | None = None
        self.hub: Hub | None = None

    def serve(self, watch: Watch, writer: Executor, hub: Hub) -> None:
        self.watch, self.writer, self.hub = watch, writer, hub

    async def acknowledge(self, number: int, by: object, word: object) -> None:
        """Returns once it is kept and published. Raises Refused; the event loop's thread only."""
        said = checked(by, word)
        if self.watch is None or self.writer is None or self.hub is None:
            raise Refused("closed")
        job = partial(self.watch.acknowledge, number, *said, datetime.now(UTC))
        try:
            alarms = await asyncio.get_running_loop().run_in_executor(self.writer, job)
        except RuntimeError:  # the writer has ended
            raise Refused("closed") from None
        if self.hub.edition is not None:
            self.hub.publish(replace(self.hub.edition.board, alarms=alarms))

    async def over(self, offset: int, most: int) -> list[Alarm]:
        """Alarms of the last seven days that are over, the last one first; without an open store none."""
        watch, edition = self.watch, self.hub and self.hub.edition
        if watch is None or not edition:
            return []
        since = edition.board.as_of - LOG_REACHES

        def found() -> list[Alarm]:
            with watch.store.connection.cursor() as cursor:
                return log.over(cursor, since, offset, most)

        return await asyncio.to_thread(found)


DESK = Desk()
