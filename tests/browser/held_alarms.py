"""A server whose alarms are real and whose board the test holds: each line on standard input is the share that is on
time; below 70 it is bad, and below 0 the only feed is silent too.

Run as `python -m tests.browser.held_alarms PORT [QUIET_SPAN ...]`; it ends with its input.
"""

import asyncio
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import duckdb
import uvicorn

from app import make_app
from data.alarms.desk import DESK
from data.alarms.watch import Watch
from data.board import Board
from data.hub import HUB
from data.store import Store
from tests.components.boards import board, feed, places, profile


async def serve(port: int, *quiet: str) -> None:
    place = profile(alarms={"sound": True, "quiet": list(quiet)})
    HUB.places = places()
    config = uvicorn.Config(make_app(place).server, host="127.0.0.1", port=port, log_level="warning")
    server = uvicorn.Server(config)
    with ThreadPoolExecutor(1) as writer, duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        watch = Watch(Store(place, HUB.places, connection))
        DESK.serve(watch, writer, HUB)

        def seen(share: float) -> Board:
            now = datetime.now(UTC)
            return watch.seen(board({"case_on_time": share}, feeds=(feed(stale=share < 0),), of=place, as_of=now))

        async def publish(share: float) -> None:
            HUB.publish(await asyncio.get_running_loop().run_in_executor(writer, seen, share))

        await publish(96.0)
        served = asyncio.create_task(server.serve())
        while line := await asyncio.to_thread(sys.stdin.readline):
            await publish(float(line))
        server.should_exit = True
        await served


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), *sys.argv[2:]))
