"""The keeper: makes copies of the store that this process serves, for its owner on this machine alone."""

import asyncio
import hmac
import time
from concurrent.futures import Executor
from http import HTTPStatus

from fastapi import Request, Response
from fastapi.responses import JSONResponse

from data.backup import copy_store, part_path
from data.fault import Fault
from data.running import read_note
from data.store import Store

LOOPBACK = ("127.0.0.1", "::1")


class Keeper:
    """Copies the store that this process serves; the writer's thread does it, so no batch is half in."""

    store: Store | None = None
    writer: Executor | None = None

    def serve(self, store: Store, writer: Executor) -> None:
        self.store, self.writer = store, writer

    async def copy(self) -> dict[str, object]:
        """The copy's path, its rows by table, and how many seconds the writer was held. Raises Fault."""
        store = self.store
        if store is None or self.writer is None:
            raise Fault("the store is not open yet: try again in a few seconds")
        part = part_path(store.profile)

        def copied() -> tuple[dict[str, int], float]:
            begun = time.perf_counter()
            return copy_store(store, part), time.perf_counter() - begun

        rows, held = await asyncio.get_running_loop().run_in_executor(self.writer, copied)
        return {"path": str(part.resolve()), "rows": rows, "held_seconds": round(held, 3)}


KEEPER = Keeper()


async def answer(request: Request) -> Response:
    """`POST /api/v1/backup`: makes a copy under `var` for who is on this machine and can read the server's note."""
    if KEEPER.store is None or not is_owner(request, read_note(KEEPER.store.profile).get("secret")):
        return Response(
            "only the owner of the server's files, on its machine, may ask for this\n", status_code=HTTPStatus.FORBIDDEN
        )
    try:
        return JSONResponse(await KEEPER.copy())
    except (Fault, RuntimeError) as fault:
        return Response(f"{fault}\n", status_code=HTTPStatus.SERVICE_UNAVAILABLE, media_type="text/plain")


def is_owner(request: Request, secret: str | None) -> bool:
    """A request from this machine (a loopback address, or the one that it came to) that carries the secret."""
    own = (*LOOPBACK, (request.scope.get("server") or ("",))[0])
    if request.client is None or request.client.host not in own or not secret:
        return False
    given = request.headers.get("authorization", "")
    return hmac.compare_digest(given.encode(), f"Bearer {secret}".encode())
