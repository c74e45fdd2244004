"""Briefings that a page has asked for: made one after the other beside the loop, watched while they are."""

import asyncio
import secrets
from contextlib import aclosing
from dataclasses import dataclass, field
from pathlib import Path

from data.briefing.filing import count_of, folder_of
from data.briefing.order import Order
from data.briefing.press import PRESS, Press
from data.door import Viewer
from data.fault import Fault

AT_ONCE = 4
KEPT = 50


@dataclass
class Making:
    """One order: how many of how many files are there, and what went wrong, if anything did."""

    total: int
    files: list[Path] = field(default_factory=list)
    fault: str = ""
    done: bool = False


class Makings:
    """The orders of late, by an id that nobody can guess."""

    def __init__(self, press: Press) -> None:
        self.press = press
        self.kept: dict[str, Making] = {}
        self.tasks: set[asyncio.Task[None]] = set()

    async def begin(self, viewer: Viewer, order: Order) -> str:
        """Starts to make what is ordered, under `var`; the id to ask for it by. Raises Fault and Misuse."""
        if viewer.role == "visitor":
            raise Fault("briefings are not made for visitors")
        if len(self.tasks) >= AT_ONCE:
            raise Fault(f"{AT_ONCE} orders are being made: wait until one of them is done")
        basis = await self.press.basis(viewer, order)
        making = Making(count_of(basis, order))

        async def make() -> None:
            try:
                folder = folder_of(basis.board.profile)
                async with aclosing(self.press.draw(basis, order, folder)) as files:  # type: ignore[type-var]
                    async for path in files:
                        making.files.append(path)
            except Fault as fault:
                making.fault = str(fault)
            finally:
                making.done = True

        id = secrets.token_hex(8)
        self.kept[id] = making
        for old in list(self.kept)[:-KEPT]:
            del self.kept[old]
        task = asyncio.create_task(make())
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        return id

    def find(self, id: str) -> Making | None:
        """None for an order of another run of the server."""
        return self.kept.get(id)


MAKINGS = Makings(PRESS)
