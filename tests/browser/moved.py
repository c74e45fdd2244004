"""A server of the due town with a clock that the test moves: each line on standard input is the instant it measures at.

Run as `python -m tests.browser.moved PORT FOLDER INSTANT`; it ends with its input.
"""

import asyncio
import sys
from datetime import datetime
from pathlib import Path

import uvicorn

from app import make_app
from data.board import catalogue_of
from data.hub import HUB
from data.survey import Survey
from tests.data.due_town import opened

WALL = '[wall]\nheadline = ["case_reported_today", "case_total"]\nmap = "case_total"\ntrend = "case_reported_today"'


async def serve(port: int, folder: Path, begin: str) -> None:
    with opened(folder, tables=WALL) as store:
        survey = Survey(store, catalogue_of(store.profile))
        HUB.places = store.spotter.places
        HUB.publish(survey.board(datetime.fromisoformat(begin)))
        config = uvicorn.Config(make_app(store.profile).server, host="127.0.0.1", port=port, log_level="warning")
        server = uvicorn.Server(config)
        served = asyncio.create_task(server.serve())
        while line := await asyncio.to_thread(sys.stdin.readline):
            HUB.publish(survey.board(datetime.fromisoformat(line.strip())))
        server.should_exit = True
        await served


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]))
