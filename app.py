"""The Dash app and the command line."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import uvicorn
from dash import Dash, html, page_container
from fastapi import Response
from fastapi.responses import JSONResponse
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components.arrangement import arrange
from components.words import words_of
from data import commands, keeper, metrics, running
from data.arguments import instant, parse
from data.backup import backup
from data.board import catalogue_of
from data.door import PROGRAM, WALL, read_edition
from data.fault import Fault, Misuse
from data.hub import HUB
from data.live import Live
from data.profile import Profile, load_profile
from data.restore import restore
from data.ways import http
from geo.crs import CrsError
from geo.places import PlacesError

HERE = Path(__file__).parent


def make_app(profile: Profile) -> Dash:
    """The app of one place; boards reach it through the hub. Nothing that it serves asks any other host."""
    app = Dash(
        __name__,
        backend="fastapi",
        use_pages=True,
        pages_folder=str(HERE / "pages"),
        assets_folder=str(HERE / "components" / "assets"),
        serve_locally=True,
        compress=True,
        title=f"{words_of(profile.title).zh} · 一屏",
        update_title="",
        include_pages_meta=False,
        suppress_callback_exceptions=True,
        add_log_handler=False,
    )
    app.layout = html.Div(page_container)
    app.enable_dev_tools(debug=False, dev_tools_disable_version_check=True)
    app.server.add_api_route("/healthz", alive)
    app.server.add_api_route("/readyz", ready)
    app.server.add_api_route("/api/v1/readings", readings)
    app.server.add_api_route("/api/v1/backup", keeper.answer, methods=["POST"])
    app.server.add_api_route("/metrics", metrics.answer)
    app.server.add_api_route("/api/v1/feeds/{feed}", http.receive, methods=["POST"])
    app.server.add_middleware(SecurityHeaders, dash=app)
    app.server.add_middleware(FirstRequest)
    return app


async def alive() -> Response:
    """As long as the process answers."""
    return Response("ok", media_type="text/plain")


async def ready() -> Response:
    """Once a board is published."""
    try:
        read_edition(WALL)
    except Fault as fault:
        return Response(str(fault), status_code=503, media_type="text/plain")
    return Response("ok", media_type="text/plain")


async def readings(level: str = "town") -> Response:
    """Every indicator at every place of a level, from the present board, as `measure` prints it."""
    try:
        rows = commands.rows_of(read_edition(PROGRAM).board, level)
    except Fault as fault:
        return JSONResponse({"error": str(fault)}, status_code=503 if HUB.edition is None else 400)
    return JSONResponse(rows)


class SecurityHeaders:
    """Tells the browser to ask no other host and run no script but ours, so that a slip shows."""

    def __init__(self, app: ASGIApp, dash: Dash) -> None:
        self.app = app
        self.dash = dash

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "no-referrer"
                if headers.get("content-type", "").startswith("text/html"):
                    headers["Content-Security-Policy"] = self.policy()
            await send(message)

        await self.app(scope, receive, with_headers)

    def policy(self) -> str:
        """Asked for with each page: Dash adds inline scripts, known by their hashes, as late as its first request.

        MapLibre runs its worker from a blob; styles are set from scripts. 'self' includes the WebSocket.
        """
        rules = {
            "default-src": "'self'",
            "script-src": " ".join(["'self'", *dict.fromkeys(self.dash.csp_hashes())]),
            "style-src": "'self' 'unsafe-inline'",
            "img-src": "'self' data: blob:",
            "worker-src": "'self' blob:",
            "connect-src": "'self'",
            "object-src": "'none'",
            "base-uri": "'self'",
            "form-action": "'self'",
            "frame-ancestors": "'self'",
        }
        return "; ".join(f"{name} {value}" for name, value in rules.items())


class FirstRequest:
    """Asks for "/" once before any other page: only then does Dash find assets and pages, and a display that
    asked for /wall first would get it without them."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.asked = False
        self.turn = asyncio.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not self.asked:
            async with self.turn:
                if not self.asked:
                    root = {"path": "/", "raw_path": b"/", "query_string": b"", "method": "GET", "headers": []}
                    await self.app({**scope, **root}, nothing, drop)
                    self.asked = True
        await self.app(scope, receive, send)


async def nothing() -> Message:
    return {"type": "http.request", "body": b"", "more_body": False}


async def drop(message: Message) -> None:
    """Nobody waits for the answer."""


async def serve(profile: Profile, host: str, port: int, as_of: datetime | None) -> None:
    """Serves the wall until it is stopped; the first board follows as soon as it is measured.

    A wall that names an unknown indicator refuses to start.
    """
    arrange(profile, catalogue_of(profile))
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Fault(f"{host}:{port} cannot be listened on ({error.strerror}): try another --port") from None
    config = uvicorn.Config(make_app(profile).server, host=host, port=port, log_level="warning", ws="websockets-sansio")
    server = uvicorn.Server(config)
    # Once it has stopped, uvicorn raises the signal again: by then the store is still to be closed.
    signal.signal(signal.SIGTERM, lambda *_: None)
    print(f"Yiping 一屏 · {profile.name}: http://{host}:{port}/wall", flush=True)
    served = asyncio.create_task(server.serve())
    live = asyncio.create_task(Live(profile, HUB, as_of).run())
    noted = asyncio.create_task(note_when_ready(profile, host, port))
    await asyncio.wait((served, live), return_when=asyncio.FIRST_COMPLETED)
    noted.cancel()
    server.should_exit = True
    running.forget(profile)
    await served
    if live.done():
        live.result()
    live.cancel()
    await asyncio.gather(live, return_exceptions=True)


async def note_when_ready(profile: Profile, host: str, port: int) -> None:
    """Once there is a board, the command line may ask for it."""
    async for _ in HUB.editions():
        running.note(profile, host, port)
        return


def main(argv: Sequence[str] | None = None) -> int:
    """Runs a command. 0: done; 1: the data or the profile is at fault, said on standard error; 2: wrong usage."""
    words = parse(argv)
    try:
        profile = load_profile(words.profile)
        match words.command:
            case "load":
                commands.load(profile, words.files)
            case "measure":
                commands.measure(profile, instant(words.as_of, profile), words.level, words.format)
            case "token":
                commands.token(profile, words.source)
            case "backup":
                backup(profile, words.out)
            case "restore":
                restore(profile, words.file)
            case "check":
                return min(commands.check(profile), 1)
            case _:
                asyncio.run(serve(profile, words.host, words.port, instant(words.as_of, profile)))
    except (Fault, PlacesError, CrsError) as fault:
        print(fault, file=sys.stderr)
        return 2 if isinstance(fault, Misuse) else 1
    except KeyboardInterrupt:
        return 0
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


if __name__ == "__main__":
    sys.exit(main())
