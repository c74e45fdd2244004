"""A server for tests of the watch and the modes: each line on standard input is a JSON object, the next board.

Run as `python -m tests.browser.watched PORT VERSION`; it ends with its input. Of its indicators one tells of persons,
one is a share of ten, one cannot be drawn.
"""

import asyncio
import json
import sys
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import numpy as np
import uvicorn

from app import make_app
from data.board import Board
from data.catalogue import Words
from data.hub import HUB
from tests.components.boards import board, indicator, places, profile, rate

BROKEN: Any = None  # no number of digits
INDICATORS = (
    indicator(),
    rate(counter="people"),
    indicator("case_few", title=Words("少数", "Few"), unit=Words("%", "%"), measure="count(*) / count(*)"),
    indicator("persons", title=Words("刑满释放", "Persons"), flags=("person_sensitive",)),
    indicator("broken", title=Words("坏卡", "Broken"), digits=BROKEN),
    indicator("people", title=Words("走访", "Visited")),
)
MODULES = [
    {"title": {"zh": "事件", "en": "Cases of all"}, "indicators": ["case_open", "case_on_time", "case_few"]},
    {"title": {"zh": "人员", "en": "People"}, "indicators": ["persons", "people", "broken"]},
]


def made(values: dict[str, float | None], as_of: str | None = None) -> Board:
    wall = {"headline": ["case_open"], "modules": MODULES, "map": ["case_open", "people"], "trend": "case_open"}
    now = datetime.fromisoformat(as_of) if as_of else datetime.now(UTC)
    drawn = board({"persons": 4711.0, **values}, INDICATORS, of=profile(wall=wall), as_of=now)
    number = next(n for n, one in enumerate(INDICATORS) if one.id == "case_few")
    for measured in drawn.measured.values():
        # A trend that goes up and down, to the value that is asked for.
        measured.numerators[0][:, :11] = np.arange(11) % 4
        parts = measured.denominators[number]
        assert parts is not None
        parts[:] = 7.0
    feeds = tuple(replace(one, newest_at=now, age=now - now) for one in drawn.feeds)
    return replace(drawn, feeds=feeds)


async def serve(port: int, version: str) -> None:
    HUB.places = places()
    HUB.publish(made({}))
    assert HUB.edition is not None
    HUB.edition = replace(HUB.edition, version=version)
    config = uvicorn.Config(make_app(profile()).server, host="127.0.0.1", port=port, log_level="warning")
    server = uvicorn.Server(config)
    served = asyncio.create_task(server.serve())
    while line := await asyncio.to_thread(sys.stdin.readline):
        HUB.publish(made(**json.loads(line)))
    server.should_exit = True
    await served


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), sys.argv[2]))
