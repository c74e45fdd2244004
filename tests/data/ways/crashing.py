"""Events that stream in while the server is killed again and again, and what must be true of the store at the end."""

import csv
import json
import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from data.store import connect
from tests.data.ways.brokers import PASSWORD, USER, Mosquitto
from tests.data.ways.pushed import STARTED_WITHIN_S, Server
from tests.data.ways.senders import Publisher, Row, Sender

CONNECTIONS = 4
COLUMNS = ("case_id", "reported_at", "updated_at", "category", "lon", "lat")
SERVED = 5 * CONNECTIONS  # bodies at least, between two starts
SERVED_WITHIN_S = 180
DRAINED_WITHIN_S = 300
PASSWORD_IN = "CRASH_MQTT_PASSWORD"


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
