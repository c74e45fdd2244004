"""The keeper: copies the store that this process serves and makes tokens, for its owner on this machine alone."""

import asyncio
import hmac
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor
from http import HTTPStatus

from fastapi import Request, Response
from fastapi.responses import JSONResponse

from data import tokens
from data.backup import copy_store, part_path
from data.fault import Fault
from data.running import read_note
from data.store import Store
from data.ways.inbox import INBOX

LOOPBACK = ("127.0.0.1", "::1")


class Keeper:
    """Does with the store that this process serves what its owner asks for, in the writer's thread."""

    store: Store | None = None
    writer: Executor | None = None

    def serve(self, store: Store, writer: Executor) -> None:
        self.store, self.writer = store, writer

    async def copy(self) -> dict[str, object]:
        """The copy's path, its rows by table, and how many seconds the writer was held. Raises Fault.

        No batch is half in it.
        """
        store, writer = self.served()
        part = part_path(store.profile)

        def copied() -> tuple[dict[str, int], float]:
            begun = time.perf_counter()
            return copy_store(store, part), time.perf_counter() - begun

        rows, held = await asyncio.get_running_loop().run_in_executor(writer, copied)
        return {"path": str(part.resolve()), "rows": rows, "held_seconds": round(held, 3)}

    async def token(self, feed: str) -> dict[str, object]:
        """A new token for a feed, which opens it from now on in place of its last one. Raises Fault."""
        store, writer = self.served()

        def made() -> tuple[str, dict[str, str]]:
            return tokens.make(store, feed), tokens.digests(store)

        token, INBOX.tokens = await asyncio.get_running_loop().run_in_executor(writer, made)
        return {"token": token}

    def served(self) -> tuple[Store, Executor]:
        if self.store is None or self.writer is None:
            raise Fault("the store is not open yet: try again in a few seconds")
        return self.store, self.writer


KEEPER = Keeper()


async def copied(request: Request) -> Response:
    """`POST /api/v1/backup`: makes a copy under `var`."""
    return await for_owner(request, KEEPER.copy)


async def token(request: Request) -> Response:
    """`POST /api/v1/tokens?feed=…`: makes a token, which is told this once."""
    return await for_owner(request, lambda: KEEPER.token(request.query_params.get("feed", "")))


async def for_owner(request: Request, asked: Callable[[], Awaitable[dict[str, object]]]) -> Response:
    """Does it for who is on this machine and can read the server's note."""
    if KEEPER.store is None or not is_owner(request, read_note(KEEPER.store.profile).get("secret")):
        return Response(
            "only the owner of the server's files, on its machine, may ask for this\n", status_code=HTTPStatus.FORBIDDEN
        )
    try:
        return JSONResponse(await asked())
    except (Fault, RuntimeError) as fault:
        return Response(f"{fault}\n", status_code=HTTPStatus.SERVICE_UNAVAILABLE, media_type="text/plain")


def is_owner(request: Request, secret: str | None) -> bool:
    """A request from this machine (a loopback address, or the one that it came to) that carries the secret."""
    own = (*LOOPBACK, (request.scope.get("server") or ("",))[0])
    if request.client is None or request.client.host not in own or not secret:
        return False
    given = request.headers.get("authorization", "")
    return hmac.compare_digest(given.encode(), f"Bearer {secret}".encode())
