"""Rows pushed over HTTP to a serving process while somebody watches, and a burst in one file; beside it, a commit a
row in DuckDB and in SQLite. `python -m bench.pushing [SECONDS]`."""

import json
import os
import platform
import sqlite3
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import duckdb
import httpx
import psutil

from tests.data.ways.pushed import HEADER, Server

CONNECTIONS = 16
GOAL = 2000  # rows a second
BURST = 200_000
WATCHED = '[[feeds]]\nid = "burst"\nschema = "cases"\nwatch = "inbox/*.csv"\nstale_after = "1d"\n'
NUMBERS = count()


def case(number: int) -> dict[str, object]:
    return {
        "case_id": f"b-{number}",
        "reported_at": "2026-03-04T09:00:00+08:00",
        "category": "市容",
        "lon": 119.2 + number % 99_991 / 10**6,
        "lat": 26.0 + number % 99_989 / 10**6,
    }


@dataclass
class Load:
    """What became of one way of sending."""

    seconds: float = 0.0
    rows: int = 0
    refused: int = 0
    commits: list[float] = field(default_factory=list)
    boards: list[float] = field(default_factory=list)
    memory_mb: list[float] = field(default_factory=list)


def send(server: Server, size: int, pause_s: float, end: float, load: Load, lock: threading.Lock) -> None:
    """One kept-alive connection: a post of so many rows after the other, at most one every `pause_s`."""
    headers = {"Authorization": f"Bearer {server.tokens['cases']}", "Content-Type": "application/json"}
    with httpx.Client(timeout=60, trust_env=False) as web:
        while (begun := time.perf_counter()) < end:
            body = json.dumps([case(next(NUMBERS)) for _ in range(size)])
            answer = web.post(f"{server.url}/api/v1/feeds/cases", content=body, headers=headers)
            taken = time.perf_counter() - begun
            with lock:
                load.commits.append(taken)
                load.rows += size if answer.is_success else 0
                load.refused += not answer.is_success
            time.sleep(max(0.0, pause_s - taken))


def watch(server: Server, before: float, end: float, load: Load, lock: threading.Lock) -> None:
    """Looks at the board as a display does, and at how long what was committed takes to be on it; memory too."""
    process = psutil.Process(server.process.pid)
    while time.perf_counter() < end:
        with lock:
            committed = load.rows
        begun = time.perf_counter()
        while shown(server) < before + committed and time.perf_counter() - begun < 30:
            time.sleep(0.05)
        load.boards.append(time.perf_counter() - begun)
        load.memory_mb.append(process.memory_info().rss / 1e6)


def shown(server: Server) -> float:
    return server.reported() or 0.0


def measured(server: Server, size: int, seconds: float, rate: float | None) -> Load:
    """Sixteen connections that post `size` rows each, as fast as they can or at `rate` rows a second together."""
    load, lock = Load(), threading.Lock()
    before = shown(server)
    begun = time.perf_counter()
    end = begun + seconds
    pause_s = 0.0 if rate is None else size * CONNECTIONS / rate
    threads = [threading.Thread(target=send, args=(server, size, pause_s, end, load, lock)) for _ in range(CONNECTIONS)]
    threads.append(threading.Thread(target=watch, args=(server, before, end, load, lock)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    load.seconds = time.perf_counter() - begun
    server.wait_for(lambda: shown(server) == before + load.rows)
    return load


def part(values: list[float], share: float) -> float:
    return sorted(values)[min(int(len(values) * share), len(values) - 1)] if values else float("nan")


def tell(title: str, load: Load) -> None:
    print(
        f"{title:<34}{load.rows / load.seconds:8,.0f} rows/s   to commit p50 {part(load.commits, 0.5):6.3f} "
        f"p99 {part(load.commits, 0.99):6.3f} s   to board p99 {part(load.boards, 0.99):6.2f} s   "
        f"memory {min(load.memory_mb):4.0f} … {max(load.memory_mb):4.0f} MB   refused {load.refused}"
    )


def burst(server: Server) -> float:
    """Seconds from the appearance of a file of 200,000 rows to the board that counts them."""
    before = shown(server)
    lines = (
        f"{one['case_id']},{one['reported_at']},市容,{one['lon']:.6f},{one['lat']:.6f}\n"
        for one in (case(next(NUMBERS)) for _ in range(BURST))
    )
    file = server.folder / "inbox" / "burst.part"
    file.write_text(HEADER + "".join(lines))
    begun = time.perf_counter()
    file.rename(file.with_name("burst.csv"))
    server.wait_for(lambda: shown(server) == before + BURST)
    return time.perf_counter() - begun


def one_by_one(insert: Callable[[tuple[object, ...]], object], seconds: float = 5.0) -> float:
    """Rows a second of a function that commits one row."""
    begun, rows = time.perf_counter(), 0
    while time.perf_counter() - begun < seconds:
        insert(tuple(case(next(NUMBERS)).values()))
        rows += 1
    return rows / (time.perf_counter() - begun)


def alternatives(folder: Path) -> tuple[float, float]:
    """A commit a row, without types, keys' versions, places or rejects."""
    table = (
        "CREATE TABLE cases (case_id VARCHAR PRIMARY KEY, reported_at VARCHAR, category VARCHAR, lon REAL, lat REAL)"
    )
    ours = duckdb.connect(str(folder / "rows.duckdb"))
    ours.execute(table)
    first = one_by_one(lambda row: ours.execute("INSERT INTO cases VALUES (?, ?, ?, ?, ?)", row))
    ours.close()
    other = sqlite3.connect(folder / "rows.sqlite", isolation_level=None)
    other.execute("PRAGMA journal_mode = WAL")
    other.execute("PRAGMA synchronous = FULL")
    other.execute(table)
    second = one_by_one(lambda row: other.execute("INSERT INTO cases VALUES (?, ?, ?, ?, ?)", row))
    other.close()
    return first, second


def main(seconds: float = 30.0) -> None:
    print(f"machine: {os.cpu_count()} cores, {platform.machine()}, the senders on it too; a small town")
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "inbox").mkdir()
        server = Server(Path(folder), more=WATCHED)
        try:
            tell("single cases, 16 connections", measured(server, 1, seconds, None))
            tell("posts of 100, 16 connections", measured(server, 100, seconds, None))
            tell(f"posts of 100, {GOAL:,} rows/s asked", measured(server, 100, seconds, GOAL))
            print(f"{f'a file of {BURST:,} rows':<34}{burst(server):8.1f} s to the board   (goal 10 s)")
        finally:
            server.process.terminate()
            server.process.communicate()
            server.web.close()
        with_duckdb, with_sqlite = alternatives(Path(folder))
    print(f"{'a commit a row: DuckDB':<34}{with_duckdb:8,.0f} rows/s")
    print(f"{'a commit a row: SQLite, full sync':<34}{with_sqlite:8,.0f} rows/s")


if __name__ == "__main__":
    main(*(float(argument) for argument in sys.argv[1:]))
