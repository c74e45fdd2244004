"""A server whose board the test holds: each line on standard input is the number of open cases that it shows next.

Run as `python -m tests.browser.held PORT`; it ends with its input.
"""

import asyncio
import sys
from datetime import UTC, datetime

import uvicorn

from app import make_app
from data.board import Board
from data.hub import HUB
from tests.components.boards import board, places, profile


async def serve(port: int) -> None:
    HUB.places = places()
    HUB.publish(numbered(10))
    config = uvicorn.Config(make_app(profile()).server, host="127.0.0.1", port=port, log_level="warning")
    server = uvicorn.Server(config)
    served = asyncio.create_task(server.serve())
    while line := await asyncio.to_thread(sys.stdin.readline):
        HUB.publish(numbered(int(line)))
    server.should_exit = True
    await served


def numbered(number: int) -> Board:
    made = board({"case_open": float(number), "case_on_time": 96.0}, as_of=datetime.now(UTC))
    made.measured["village"].numerators[0][0] = number
    return made


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
