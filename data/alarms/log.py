"""The log of alarms in the store: `raised_alarms`, one row an alarm, from the moment that it is raised."""

from collections.abc import Iterable
from dataclasses import astuple, fields
from datetime import datetime
from typing import Any

import duckdb

from data.alarms.alarm import Alarm

COLUMNS = ", ".join(field.name for field in fields(Alarm))
BLANKS = ", ".join("?" for _ in fields(Alarm))


def write(connection: duckdb.DuckDBPyConnection, alarms: Iterable[Alarm]) -> None:
    """Adds alarms, or puts them in place of what was known of them."""
    rows = [astuple(alarm) for alarm in alarms]
    if rows:
        connection.executemany(f"INSERT OR REPLACE INTO raised_alarms ({COLUMNS}) VALUES ({BLANKS})", rows)


def still_open(connection: duckdb.DuckDBPyConnection) -> list[Alarm]:
    return read(connection, "WHERE cleared_at IS NULL ORDER BY number", [])


def last_number(connection: duckdb.DuckDBPyConnection) -> int:
    found: int = connection.execute("SELECT coalesce(max(number), 0) FROM raised_alarms").fetchall()[0][0]
    return found


def over(connection: duckdb.DuckDBPyConnection, since: datetime, offset: int, most: int) -> list[Alarm]:
    """Those that were cleared since an instant, the last one first."""
    order = "ORDER BY cleared_at DESC, number DESC LIMIT ? OFFSET ?"
    return read(connection, f"WHERE cleared_at > ? {order}", [since, most, offset])


def read(connection: duckdb.DuckDBPyConnection, which: str, values: list[Any]) -> list[Alarm]:
    rows = connection.execute(f"SELECT {COLUMNS} FROM raised_alarms {which}", values).fetchall()
    return [Alarm(*row) for row in rows]
