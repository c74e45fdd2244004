"""Events that stream in while the server is killed again and again, and what must be true of the store at the end."""

import csv
import json
import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from data.store import connect
from tests.data.ways.brokers import PASSWORD, USER, Mosquitto
from tests.data.ways.pushed import STARTED_WITHIN_S, Server

CONNECTIONS = 4
CATEGORIES = ("市容", "噪声", "消防", "道路", "环境")
COLUMNS = ("case_id", "reported_at", "updated_at", "category", "lon", "lat")
AGAIN_S = 0.02
PUBLISHED_EVERY_S = 0.3  # a broker keeps a thousand messages for a server that is away, unless told otherwise
SERVED = 5 * CONNECTIONS  # bodies at least, between two starts
SERVED_WITHIN_S = 180
DRAINED_WITHIN_S = 300
PASSWORD_IN = "CRASH_MQTT_PASSWORD"
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
            "updated_at": "2026-03-05T00:00:00+08:00",
            "category": self.random.choice(CATEGORIES),
            "lon": 119.2 + self.random.randrange(10**5) / 10**6,
            "lat": 26.0 + self.random.randrange(10**5) / 10**6,
        }

    def correction(self, row: Row) -> Row:
        day, minute = divmod(self.corrections + self.random.randrange(3) + self.bodies * 50, 1440)
        return row | {
            "category": self.random.choice([one for one in CATEGORIES if one != row["category"]]),
            "updated_at": f"2026-04-{1 + day:02}T{minute // 60:02}:{minute % 60:02}:00+08:00",
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


@dataclass
class Trial:
    """A server that is killed while sources send to it, over HTTP and, where there is a broker, over MQTT."""

    server: Server
    seed: int
    broker: Mosquitto | None = None
    senders: list[Sender] = field(default_factory=list)
    kills: list[float] = field(default_factory=list)  # seconds after each start
    starts_s: list[float] = field(default_factory=list)

    def run(self, kills: int) -> None:
        """Every other kill falls at a random instant of a start, the others at one of the time of service."""
        over = threading.Event()
        chance = random.Random(self.seed)
        if self.broker is not None:
            publisher = Publisher(self.server, self.broker, "m", self.seed, over)
            publisher.introduce()
            self.senders.append(publisher)
        self.senders += [Sender(self.server, f"s{n}", self.seed, over) for n in range(CONNECTIONS)]
        for sender in self.senders:
            sender.start()
        try:
            for number in range(kills):
                begun = time.monotonic()
                if number:
                    self.server.launch()
                if number % 2:
                    time.sleep(chance.uniform(0, max(self.starts_s, default=3.0)))
                else:
                    self.wait_until_ready(begun)
                    served = self.bodies
                    self.server.wait_for(lambda so_far=served: self.is_answered(so_far + SERVED), SERVED_WITHIN_S)
                    time.sleep(chance.uniform(0, 1.0))
                self.kills.append(time.monotonic() - begun)
                self.server.stop(signal.SIGKILL)
            begun = time.monotonic()
            self.server.launch()
            self.wait_until_ready(begun)
        finally:
            over.set()
            for sender in self.senders:
                sender.join(60)
        cases = len({row["case_id"] for row in self.rows})
        self.server.wait_for(lambda: self.server.reported() == 1 + cases, DRAINED_WITHIN_S)

    def is_answered(self, bodies: int) -> bool:
        """Whether so many bodies were sent. Raises where a sender was told what it must not be told."""
        wrong = [f"{one.name}: {one.wrong}" for one in self.senders if one.wrong is not None]
        assert not wrong, wrong
        return self.bodies >= bodies

    def wait_until_ready(self, begun: float) -> None:
        self.server.wait_for(lambda: self.server.web.get("/readyz").is_success, STARTED_WITHIN_S)
        self.starts_s.append(time.monotonic() - begun)

    @property
    def bodies(self) -> int:
        """What was sent over HTTP so far, each counted once."""
        return sum(one.bodies for one in self.senders if not isinstance(one, Publisher))

    @property
    def rows(self) -> list[Row]:
        """All that was acknowledged, each source's in its order."""
        return [row for sender in self.senders for row in sender.acknowledged]

    def faults(self) -> list[str]:
        """What is not as it must be in the store of the stopped server: nothing, it is to be hoped."""
        found = [f"{one.name} was answered {one.wrong}" for one in self.senders if one.wrong is not None]
        newest = {row["case_id"]: row["category"] for row in self.rows}
        connection = connect(self.server.folder / "var" / "town" / "store.duckdb")
        stored = connection.execute("SELECT case_id, category FROM cases WHERE case_id <> 'first'").fetchall()
        older = connection.execute("SELECT case_id, category FROM cases_versions").fetchall()
        connection.close()
        found += [f"{one} is there {times} times" for one, times in Counter(stored).items() if times > 1]
        if dict(stored) != newest:
            found.append(f"{len(stored)} cases are there, {len(newest)} were acknowledged, or a newest version is not")
        replaced = Counter((row["case_id"], row["category"]) for row in self.rows)
        replaced.subtract(newest.items())
        if Counter(older) != +replaced:
            found.append(f"{len(older)} older versions are there, {replaced.total()} were replaced")
        return found

    def write(self, path: Path) -> None:
        """All that was acknowledged, as one file for a clean load."""
        with path.open("w", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS)
            writer.writeheader()
            writer.writerows(self.rows)


def listening_to(broker: Mosquitto) -> str:
    """The part of a profile that has a server listen to a broker; PASSWORD_IN is where it finds the password."""
    return f"""
[mqtt]
host = "127.0.0.1"
port = {broker.port}
user = "{USER}"
password_env = "{PASSWORD_IN}"
topics = [{{ topic = "town/cases", feed = "cases" }}]
"""


@contextmanager
def crashed(folder: Path, kills: int, seed: int, broker: Mosquitto | None) -> Iterator[tuple[Trial, Server]]:
    """A trial that is over, its server stopped, and a clean load of what was acknowledged."""
    os.environ[PASSWORD_IN] = PASSWORD
    try:
        for name in ("killed", "clean"):
            (folder / name).mkdir()
        server = Server(folder / "killed", more="" if broker is None else listening_to(broker))
        trial = Trial(server, seed, broker)
        try:
            trial.run(kills)
        finally:
            server.stop(signal.SIGTERM)
        clean = Server(folder / "clean", running=False)
        trial.write(clean.folder / "all.csv")
        clean.run("load", *(f"cases={clean.folder / name}" for name in ("first.csv", "all.csv"))).communicate()
        yield trial, clean
    finally:
        del os.environ[PASSWORD_IN]


def measured(server: Server) -> list[Row]:
    """What `measure` prints of a stopped server's store, sources' ages and all."""
    printed, _ = server.run("measure", "--format", "json").communicate(timeout=120)
    rows: list[Row] = json.loads(printed)
    return rows
