"""Sources that send cases until each is acknowledged, over HTTP or through a broker, whatever becomes of the server."""

import json
import random
import threading
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import httpx

from tests.data.ways.brokers import Mosquitto
from tests.data.ways.pushed import Server

CATEGORIES = ("市容", "噪声", "消防", "道路", "环境")
AGAIN_S = 0.02
PUBLISHED_EVERY_S = 0.3  # a broker keeps a thousand messages for a server that is away, unless told otherwise
CORRECTED_FROM = datetime(2020, 4, 1)
Row = dict[str, Any]


class Sender(threading.Thread):
    """A source with a connection of its own: single cases and small batches, new ones and corrections of its own
    earlier ones, each body sent until it is acknowledged."""

    def __init__(self, server: Server, name: str, seed: int, over: threading.Event) -> None:
        super().__init__(name=name)
        self.server = server
        self.over = over
        self.random = random.Random(f"{name} {seed}")
        self.acknowledged: list[Row] = []
        self.newest: dict[str, Row] = {}
        self.bodies = self.resent = self.corrections = 0
        self.wrong: str | None = None

    def run(self) -> None:
        with httpx.Client(timeout=30, trust_env=False) as web:
            while not self.over.is_set() and self.wrong is None:
                rows = self.rows()
                self.deliver(web, rows)
                self.acknowledged += rows
                self.newest |= {row["case_id"]: row for row in rows}

    def rows(self) -> list[Row]:
        size = 1 if self.random.random() < 0.6 else self.random.randint(2, 40)
        known = list(self.newest)
        earlier = self.random.sample(known, min(len(known), round(size / 4)))
        self.corrections += len(earlier)
        return [self.correction(self.newest[one]) for one in earlier] + [
            self.case(len(known) + n) for n in range(size - len(earlier))
        ]

    def case(self, number: int) -> Row:
        return {
            "case_id": f"{self.name}-{number}",
            "reported_at": f"2026-03-04T{self.random.randrange(24):02}:{number % 60:02}:00+08:00",
            "updated_at": "2020-03-05T00:00:00+08:00",
            "category": self.random.choice(CATEGORIES),
            "lon": 119.2 + self.random.randrange(10**5) / 10**6,
            "lat": 26.0 + self.random.randrange(10**5) / 10**6,
        }

    def correction(self, row: Row) -> Row:
        minutes = self.corrections + self.random.randrange(3) + self.bodies * 50
        return row | {
            "category": self.random.choice([one for one in CATEGORIES if one != row["category"]]),
            "updated_at": f"{CORRECTED_FROM + timedelta(minutes=minutes):%Y-%m-%dT%H:%M:00}+08:00",
        }

    def deliver(self, web: httpx.Client, rows: Sequence[Row]) -> None:
        """Sends a body until it is acknowledged, as a source does that was promised nothing."""
        self.bodies += 1
        headers = {"Authorization": f"Bearer {self.server.tokens['cases']}", "Content-Type": "application/json"}
        if self.random.random() < 0.3:
            headers["Idempotency-Key"] = f"{self.name} {self.bodies}"
        content = json.dumps(rows[0] if len(rows) == 1 else rows, ensure_ascii=False)
        while True:
            try:
                answer = web.post(f"{self.server.url}/api/v1/feeds/cases", content=content, headers=headers)
            except httpx.TransportError:
                answer = None
            if answer is not None and answer.status_code not in (429, 503):
                break
            self.resent += 1
            time.sleep(AGAIN_S)
        counts = answer.json()
        if answer.status_code != 200 or sum(counts[one] for one in ("accepted", "updated", "duplicate")) != len(rows):
            self.wrong = f"{answer.status_code} {answer.text}"


class Publisher(Sender):
    """A source that publishes at QoS 1: what the broker has taken is acknowledged, since it keeps it for the server."""

    def __init__(self, server: Server, broker: Mosquitto, name: str, seed: int, over: threading.Event) -> None:
        super().__init__(server, name, seed, over)
        self.broker = broker

    def deliver(self, web: httpx.Client, rows: Sequence[Row]) -> None:  # noqa: ARG002
        self.bodies += 1
        self.broker.publish("town/cases", [json.dumps(rows[0] if len(rows) == 1 else rows, ensure_ascii=False)])
        self.over.wait(PUBLISHED_EVERY_S)

    def introduce(self) -> None:
        """Publishes a case until it is on the board: the server has subscribed by then."""
        rows = [self.case(0)]

        def is_seen() -> bool:
            self.broker.publish("town/cases", [json.dumps(rows)])
            return self.server.reported() == 2

        self.server.wait_for(is_seen)
        self.acknowledged += rows
        self.newest |= {row["case_id"]: row for row in rows}
