"""The inbox is bounded: what does not fit is to come again, and takes no room meanwhile."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from data.ways import http, inbox
from tests.data.ways.posting import Town

CASE = b'{"case_id": "a", "reported_at": "2026-03-04T09:00"}'
JSON = "application/json"


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    monkeypatch.setenv("YIPING_VAR", str(tmp_path / "var"))
    made = Town(tmp_path)
    yield made
    made.store.close()


def test_what_does_not_fit_is_told_to_come_again(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(inbox, "MOST_HELD", inbox.LEAST_HELD + 2 * len(CASE))
        status, said = town.post(b"[" + CASE + b"," * 3 * len(CASE) + b"]", JSON)
        assert status == httpx.codes.TOO_MANY_REQUESTS
        assert int(town.headers["Retry-After"]) > 0
        assert "later" in said["error"]
    status, said = town.post(CASE, JSON)
    assert (status, said["accepted"]) == (httpx.codes.OK, 1)


def test_many_who_wait_take_no_more_room_than_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "MOST_HELD", 10 * inbox.LEAST_HELD)
    waiting = inbox.Inbox()

    async def crowd() -> list[BaseException | None]:
        async def one() -> None:
            with waiting.holding():
                assert waiting.held <= inbox.MOST_HELD
                await asyncio.sleep(0)

        return await asyncio.gather(*(one() for _ in range(100)), return_exceptions=True)

    refused = [one for one in asyncio.run(crowd()) if one is not None]
    assert len(refused) == 90
    assert all(isinstance(one, inbox.Full) for one in refused)
    assert waiting.held == 0


def test_before_the_store_is_open_a_sender_is_told_to_come_again() -> None:
    async def ask() -> httpx.Response:
        server = FastAPI()
        server.add_api_route("/api/v1/feeds/{feed}", http.receive, methods=["POST"])
        async with httpx.AsyncClient(transport=httpx.ASGITransport(server), base_url="http://town") as web:
            return await web.post("/api/v1/feeds/cases", content=CASE, headers={"Content-Type": JSON})

    answer = asyncio.run(ask())
    assert answer.status_code == httpx.codes.SERVICE_UNAVAILABLE
    assert int(answer.headers["Retry-After"]) > 0
