"""The press: makes briefings inside a serving process, for its pages, its schedule and the command line.

The thread that writes the store only fixes a state of it; another one measures that state and draws, one briefing at
a time, so that the wall goes on meanwhile.
"""

import asyncio
import json
import secrets
import shutil
import time
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path

from fastapi import Request, Response
from fastapi.responses import StreamingResponse
from pydantic import ValidationError

from data.briefing.basis import Basis, SpanSnapshot, span_asked
from data.briefing.composing import compose
from data.briefing.document import Briefing
from data.briefing.filing import count_of, folder_of, written
from data.briefing.order import Order
from data.briefing.span import Span
from data.door import PROGRAM, Viewer, board_for
from data.fault import Fault, Misuse
from data.keeper import is_owner
from data.running import read_note
from data.store import Store

FRESH_SECONDS = 60.0
LEFT_BEHIND_SECONDS = 3600
NDJSON = "application/x-ndjson"


class Press:
    """One per process. The last basis is kept for a minute, so that several briefings of a span agree."""

    store: Store | None = None
    writer: Executor | None = None

    def __init__(self) -> None:
        self.drawer = ThreadPoolExecutor(1, thread_name_prefix="briefing")
        self.kept: tuple[float, Basis] | None = None

    def serve(self, store: Store, writer: Executor) -> None:
        self.store, self.writer, self.kept = store, writer, None

    async def basis(self, viewer: Viewer, order: Order) -> Basis:
        """What an order's briefings stand on, as the viewer may see it. Raises Fault and Misuse."""
        store, writer = self.store, self.writer
        if store is None or writer is None:
            raise Fault("the store is not open yet: try again in a few seconds")
        if viewer.places and order.place not in viewer.places:
            raise Fault(f"place {order.place} is not among those that you may see")

        def begin() -> Basis | SpanSnapshot:
            span = span_asked(store, order.kind, order.span)
            return self.fresh(span) or SpanSnapshot(store, span)

        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(writer, begin)
        if isinstance(found, SpanSnapshot):
            found = await loop.run_in_executor(self.drawer, self.measured, found)
        return replace(found, board=board_for(viewer, found.board))

    def fresh(self, span: Span) -> Basis | None:
        """The last basis, where it is of that span and young enough."""
        if self.kept is None or self.kept[1].span != span or time.monotonic() >= self.kept[0]:
            return None
        return self.kept[1]

    def measured(self, snapshot: SpanSnapshot) -> Basis:
        """The basis of what was held; that of another order of the same span that came first."""
        basis = self.fresh(snapshot.span)
        if basis is not None:
            with snapshot:
                return basis
        basis = snapshot.basis()
        self.kept = time.monotonic() + FRESH_SECONDS, basis
        return basis

    async def preview(self, viewer: Viewer, order: Order) -> Briefing:
        """The briefing of one place as values. Raises Fault and Misuse."""
        basis = await self.basis(viewer, order)
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.drawer, compose, basis, order.place, order.language, order.sections)

    async def write(self, viewer: Viewer, order: Order, folder: Path) -> AsyncIterator[Path]:
        """Writes what was ordered into a folder and tells each file. Raises Fault and Misuse."""
        async for path in self.draw(await self.basis(viewer, order), order, folder):
            yield path

    async def draw(self, basis: Basis, order: Order, folder: Path) -> AsyncIterator[Path]:
        files: Iterator[Path] = written(basis, order, folder)
        while (path := await asyncio.get_running_loop().run_in_executor(self.drawer, next, files, None)) is not None:
            yield path


PRESS = Press()


async def answer(request: Request) -> Response:
    """`POST /api/v1/briefings`: makes what the body orders under `var`, for who is on this machine and can read the
    server's note; a line of JSON a file, the first one says how many there will be."""
    if PRESS.store is None or not is_owner(request, read_note(PRESS.store.profile).get("secret")):
        return refused("only the owner of the server's files, on its machine, may ask for this", HTTPStatus.FORBIDDEN)
    try:
        order = Order.model_validate_json(await request.body())
        basis = await PRESS.basis(PROGRAM, order)
        count = count_of(basis, order)
    except (Misuse, ValidationError) as fault:
        return refused(str(fault), HTTPStatus.BAD_REQUEST)
    except Fault as fault:
        return refused(str(fault), HTTPStatus.SERVICE_UNAVAILABLE)
    folder = asked_folder(folder_of(PRESS.store.profile))

    async def lines() -> AsyncIterator[str]:
        yield json.dumps({"files": count, "folder": str(folder)}) + "\n"
        try:
            async for path in PRESS.draw(basis, order, folder):
                yield json.dumps({"path": str(path)}) + "\n"
        except Fault as fault:
            yield json.dumps({"fault": str(fault)}) + "\n"

    return StreamingResponse(lines(), media_type=NDJSON)


def refused(words: str, status: HTTPStatus) -> Response:
    return Response(f"{words}\n", status_code=status, media_type="text/plain")


def asked_folder(filed: Path) -> Path:
    """A new folder for files that the command line will take; those that nobody took are removed."""
    for left in filed.glob(".asked-*"):
        if time.time() - left.stat().st_mtime > LEFT_BEHIND_SECONDS:
            shutil.rmtree(left, ignore_errors=True)
    folder = filed / f".asked-{secrets.token_hex(4)}"
    folder.mkdir(parents=True)
    return folder.resolve()
