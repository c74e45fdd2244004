"""Readers: cursors that read one state of the store side by side, so that many small queries use every core."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from typing import TypeVar

import duckdb
import pyarrow as pa

Found = TypeVar("Found")
AT_ONCE = 2


class Readers:
    """Open between `with` and its end. All cursors see the same state where nothing is written until each has read."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, at_once: int = AT_ONCE) -> None:
        self.cursors = [connection.cursor() for _ in range(at_once)]
        self.first = self.cursors[0]
        self.relations: dict[str, pa.Table] = {}

    def __enter__(self) -> "Readers":
        # One thread a query: many small ones side by side are quicker than each of them in parts.
        self.first.execute("SET threads = 1")
        for cursor in self.cursors:
            cursor.execute("SET TimeZone = 'UTC'")
            cursor.execute("BEGIN")
        return self

    def renew(self) -> None:
        """Reads on after a query that failed: the transaction that it was in answers nothing more.

        What was registered in it is gone with it, and is made known again.
        """
        for cursor in self.cursors:
            cursor.execute("ROLLBACK")
            cursor.execute("BEGIN")
        for name, rows in self.relations.items():
            self.register(name, rows)

    def __exit__(self, *_: object) -> None:
        self.first.execute("RESET threads")
        for cursor in self.cursors:
            cursor.execute("ROLLBACK")
            cursor.close()

    def register(self, name: str, rows: pa.Table) -> None:
        """Makes rows known to every cursor as a relation of that name."""
        self.relations[name] = rows
        for cursor in self.cursors:
            cursor.register(name, rows)

    def run(self, jobs: Sequence[Callable[[duckdb.DuckDBPyConnection], Found]]) -> list[Found]:
        """What each job finds, in their order; each cursor takes the next job when it is free."""
        free: SimpleQueue[duckdb.DuckDBPyConnection] = SimpleQueue()
        for cursor in self.cursors:
            free.put(cursor)

        def one(job: Callable[[duckdb.DuckDBPyConnection], Found]) -> Found:
            cursor = free.get()
            try:
                return job(cursor)
            finally:
                free.put(cursor)

        with ThreadPoolExecutor(len(self.cursors), thread_name_prefix="reader") as pool:
            return list(pool.map(one, jobs))
