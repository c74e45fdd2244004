"""The rows behind a number, a page at a time, without anything that tells of a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, get_args

import duckdb

from data.board import Board
from data.catalogue import Indicator
from data.explore.life import LIVES
from data.explore.selection import select
from data.fault import Fault
from data.feeds.schema import SCHEMAS
from data.masking import masked
from data.period import Window

A_PAGE = 50
Which = Literal["all", "counted", "not_counted"]
WHICH: tuple[Which, ...] = get_args(Which)
CONDITIONS: Mapping[Which, str] = {"all": "TRUE", "counted": "counted", "not_counted": "NOT counted"}
# What a row is told by, in this order; what nobody may read and what none of the page's rows have is left out.
TOLD = (
    *("source", "category", "subcategory", "kind", "channel", "grade", "fact", "party", "reported_at", "due_at"),
    *("closed_at", "resolved_at", "replied_at", "finished_at", "fixed_at", "visited_at", "rating", "score", "value"),
    *("colour", "urgent", "out_of", "amount_yuan", "quantity", "step", "suspended_at", "registered_at"),
)
MOST_TOLD = 8


@dataclass(frozen=True)
class Row:
    """One fact: when it counts, whether it does (None: cannot be told row by row), the ids of its places.

    `told` are its values in the order of the page's columns; `table` and `key` open its life, where it has one.
    """

    counted_at: datetime
    counted: bool | None
    places: Mapping[str, str]
    told: tuple[datetime | str | None, ...]
    table: str | None
    key: str | None


@dataclass(frozen=True)
class Behind:
    """A page of rows, newest first; `counts` how many there are of each kind, `page` counts from 1 to `pages`."""

    which: Which
    counts: Mapping[Which, int]
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    page: int
    pages: int


def read_behind(
    cursor: duckdb.DuckDBPyConnection,
    board: Board,
    indicator: Indicator,
    window: Window,
    level: str = "town",
    place: str = "",
    which: Which = "all",
    page: int = 1,
) -> Behind:
    """The rows of an indicator in a window at a place. Raises Fault where it has none, or none to be shown."""
    if "person_sensitive" in indicator.flags:
        raise Fault("rows that tell of persons are not listed")
    chosen = select(indicator, window, board.as_of).at(level, place)
    parameters = dict(chosen.parameters)
    counts = cursor.execute(
        f"SELECT count(*), count(*) FILTER (counted), count(*) FILTER (NOT counted) FROM ({chosen.sql})", parameters
    ).fetchall()[0]
    by_kind = dict(zip(WHICH, counts, strict=True))
    pages = max(1, -(-by_kind[which] // A_PAGE))
    page = min(max(page, 1), pages)
    found = cursor.execute(
        f"SELECT * FROM ({chosen.where(CONDITIONS[which]).sql}) "
        f"ORDER BY counted_at DESC LIMIT {A_PAGE} OFFSET {(page - 1) * A_PAGE}",
        parameters,
    )
    names = [one[0] for one in found.description or []]
    rows = [dict(zip(names, values, strict=True)) for values in found.fetchall()]
    columns = tuple(one for one in TOLD if any(row.get(one) is not None for row in rows))[:MOST_TOLD]
    return Behind(which, by_kind, columns, tuple(as_row(board, row, columns) for row in rows), page, pages)


def as_row(board: Board, row: Mapping[str, Any], columns: Sequence[str]) -> Row:
    table, key = identity(board, row)
    places = {level: row[f"at_{level}"] for level in board.measured if row.get(f"at_{level}")}
    told = tuple(value_of(one, row.get(one)) for one in columns)
    return Row(row["counted_at"], row["counted"], places, told, table, key)


def identity(board: Board, row: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """The table and the key of a row that has a life to be told."""
    feed = next((one for one in board.profile.feeds if one.id == row.get("feed")), None)
    if feed is None or feed.fills not in LIVES:
        return None, None
    key = row.get(SCHEMAS[feed.fills].key[0])
    return (feed.fills, str(key)) if key is not None else (None, None)


def value_of(column: str, value: Any) -> datetime | str | None:
    """A value as a person may see it; times stay times."""
    if value is None or isinstance(value, datetime):
        return value
    if isinstance(value, bool):
        return "✓" if value else "✗"
    return masked(column, f"{value:g}" if isinstance(value, float) else str(value))
