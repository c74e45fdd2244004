"""A town whose way in over HTTP is asked without a socket; what arrives is written at once."""

import asyncio
from pathlib import Path
from typing import Any

import httpx
from fastapi import FastAPI

from data import tokens
from data.profile import load_profile
from data.store import Store
from data.ways import http, writing
from data.ways.inbox import INBOX, answer
from tests.data.ways.pushed import REPOSITORY, TOWN

OUTCOMES = ("accepted", "updated", "duplicate", "rejected")
Reply = tuple[int, dict[str, Any]]


class Town:
    """A store and the way in over HTTP, without a socket between the sender and the server."""

    def __init__(self, folder: Path) -> None:
        squares = REPOSITORY / "tests" / "profiles" / "fuzhou.geojson"
        (folder / "squares.geojson").write_text(squares.read_text())
        (folder / "town.toml").write_text(TOWN)
        self.store = Store.open(load_profile(str(folder / "town.toml")))
        self.token = {feed: tokens.make(self.store, feed) for feed in ("cases", "hotline")}
        self.server = FastAPI()
        self.server.add_api_route("/api/v1/feeds/{feed}", http.receive, methods=["POST"])

    def post(self, content: bytes, kind: str, feed: str = "cases", **headers: str) -> Reply:
        return asyncio.run(self.posted(content, kind, feed, headers))

    async def posted(self, content: bytes, kind: str, feed: str, headers: dict[str, str]) -> Reply:
        INBOX.came = asyncio.Event()
        INBOX.open(self.store.profile, tokens.digests(self.store))
        known = {"Authorization": f"Bearer {self.token[feed]}", "Content-Type": kind}
        async with httpx.AsyncClient(transport=httpx.ASGITransport(self.server), base_url="http://town") as web:
            asked = asyncio.create_task(web.post(f"/api/v1/feeds/{feed}", content=content, headers=known | headers))
            arrived = asyncio.create_task(INBOX.arrival(60))
            await asyncio.wait((asked, arrived), return_when=asyncio.FIRST_COMPLETED)
            arrived.cancel()
            posts = INBOX.next_group()
            for post, found in zip(posts, writing.write(self.store, posts) if posts else [], strict=True):
                answer(post, found)
            reply = await asked
        INBOX.close()
        self.headers = reply.headers
        assert INBOX.held == 0
        return reply.status_code, reply.json()

    def last_batch(self) -> tuple[int, ...]:
        """What is read, and what became of it, as the store has it."""
        outcomes = ", ".join(OUTCOMES)
        found = self.store.connection.execute(f"SELECT read, {outcomes} FROM batches ORDER BY batch DESC LIMIT 1")
        return tuple(found.fetchall()[0])
