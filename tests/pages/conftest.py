"""The app with a board put together by hand in its hub."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from dash import Dash

from app import make_app
from data.hub import HUB
from tests.components.boards import board, places, profile


@pytest.fixture(scope="session")
def app() -> Dash:
    """Made and started: Dash adds the route of its pages as the server starts."""
    made = make_app(profile())
    asyncio.run(start(made))
    return made


async def start(made: Dash) -> None:
    events = iter(("lifespan.startup", "lifespan.shutdown"))

    async def receive() -> dict[str, Any]:
        return {"type": next(events)}

    async def send(message: Any) -> None:
        assert message["type"].endswith("complete")

    await made.server({"type": "lifespan"}, receive, send)


@pytest.fixture
def published(app: Dash) -> Iterator[Dash]:
    """The app with one edition and its polygons."""
    HUB.places = places()
    HUB.publish(board({"case_open": 12.0, "case_on_time": 88.8}))
    yield app
    HUB.places = HUB.edition = None
