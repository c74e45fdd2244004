"""Answers made smaller: a file that never changes while the server runs is compressed once, off the loop."""

import asyncio
import gzip
from dataclasses import dataclass
from http import HTTPStatus

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

FILES = ("/_dash-component-suites/", "/assets/")
LEAST_BYTES = 500
MOST_FILES = 500  # a path may be asked for with any fingerprint
FILE_LEVEL = 6
LEVEL = 5  # of what is made anew for each request


@dataclass(frozen=True)
class File:
    """An answer as it is sent, compressed or not."""

    start: Message
    body: bytes


class Compressed:
    """Compresses what a browser takes compressed; Dash's own scripts are 6 MB, which would take seconds each time."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.fresh = GZipMiddleware(app, minimum_size=LEAST_BYTES, compresslevel=LEVEL)
        self.files: dict[str, File] = {}
        self.turn = asyncio.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = Headers(scope=scope) if scope["type"] == "http" else Headers({})
        is_file = scope["type"] == "http" and scope["method"] == "GET" and scope["path"].startswith(FILES)
        if not is_file or "gzip" not in asked.get("accept-encoding", "") or "range" in asked:
            await self.fresh(scope, receive, send)
            return
        file = self.files.get(scope["path"])
        if file is None:
            async with self.turn:
                file = self.files.get(scope["path"]) or await self.made(scope, receive)
        tag = Headers(raw=file.start["headers"]).get("etag")
        if tag is not None and asked.get("if-none-match") == tag:
            kept = [one for one in file.start["headers"] if one[0] in (b"etag", b"cache-control", b"vary")]
            await send({"type": "http.response.start", "status": 304, "headers": kept})
            await send({"type": "http.response.body", "body": b""})
            return
        await send({**file.start, "headers": list(file.start["headers"])})
        await send({"type": "http.response.body", "body": file.body})

    async def made(self, scope: Scope, receive: Receive) -> File:
        """Asks for the whole file, as if nobody had it, and compresses it; kept where it is one and there is room."""
        started: list[Message] = []
        body: list[bytes] = []

        async def take(message: Message) -> None:
            if message["type"] == "http.response.start":
                started.append(message)
            elif message["type"] == "http.response.body":
                body.append(message.get("body", b""))

        personal = (b"accept-encoding", b"if-none-match", b"if-modified-since")
        plain = [one for one in scope["headers"] if one[0] not in personal]
        await self.app({**scope, "headers": plain}, receive, take)
        whole = b"".join(body)
        start = {**started[0], "headers": list(started[0]["headers"])}
        headers = MutableHeaders(raw=start["headers"])
        headers.add_vary_header("Accept-Encoding")
        if len(whole) >= LEAST_BYTES:
            whole = await asyncio.to_thread(gzip.compress, whole, FILE_LEVEL)
            headers["Content-Encoding"] = "gzip"
        headers["Content-Length"] = str(len(whole))
        file = File(start, whole)
        if start["status"] == HTTPStatus.OK and len(self.files) < MOST_FILES:
            self.files[scope["path"]] = file
        return file
