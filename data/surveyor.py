"""The surveyor: measures snapshots on threads of its own, so that writing never waits for counting."""

import asyncio
import logging
import os
import sys
import threading
from concurrent.futures import Executor, ThreadPoolExecutor

from data.board import Board
from data.snapshot import Snapshot
from data.survey import Survey

BESIDE = 10  # how much less the counting of the whole is worth than a tick
log = logging.getLogger(__name__)


class Surveyor:
    """Measures one snapshot after the other; every minute it counts the whole beside that, on one core."""

    def __init__(self, survey: Survey, writer: Executor) -> None:
        self.survey = survey
        self.writer = writer
        self.measuring = ThreadPoolExecutor(1, thread_name_prefix="survey")
        self.counting = ThreadPoolExecutor(1, thread_name_prefix="whole", initializer=step_back)
        self.renewal: asyncio.Task[None] | None = None

    async def board(self, snapshot: Snapshot) -> Board:
        """The board of a snapshot, which is let go."""
        board = await asyncio.get_running_loop().run_in_executor(self.measuring, self.survey.measure, snapshot)
        if self.survey.due(board.as_of) and (self.renewal is None or self.renewal.done()):
            self.renewal = asyncio.create_task(self.renew())
        return board

    async def renew(self) -> None:
        """Counts the whole beside; should that fail, a measurement does it in time, and says why."""
        loop = asyncio.get_running_loop()
        try:
            snapshot = await loop.run_in_executor(self.writer, self.survey.hold_beside)
            await loop.run_in_executor(self.counting, self.survey.renew, snapshot)
        except Exception as error:
            log.error("the whole could not be counted beside: %s", type(error).__name__)

    async def stop(self) -> None:
        """Waits until nothing is measured any more."""
        if self.renewal is not None:
            await asyncio.wait((self.renewal,))
        await asyncio.to_thread(self.measuring.shutdown)
        await asyncio.to_thread(self.counting.shutdown)


def step_back() -> None:
    """Leaves the cores to the other threads, where the system can tell one thread from another (sched(7))."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), BESIDE)
