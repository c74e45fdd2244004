"""The first request of a server's life."""

import asyncio

from starlette.types import ASGIApp, Message, Receive, Scope, Send


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
