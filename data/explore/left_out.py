"""What a number leaves out, and why: rows that its formula sets aside, rows nowhere, rows that never got in."""

from dataclasses import dataclass, replace

import duckdb
import sqlglot
from sqlglot import exp

from data.board import Board
from data.catalogue import Indicator
from data.explore.selection import select
from data.measured import CURRENT
from data.period import Window

# Columns by which a formula sets rows aside that would otherwise count.
REASONS = ("dismissed_at", "suspended_at", "cancelled_at", "work_hours", "rating")


@dataclass(frozen=True)
class SetAside:
    """How many rows of the window a condition keeps out; `reason` is the column that it asks about."""

    reason: str
    rows: int


@dataclass(frozen=True)
class Lost:
    """What became of the rows of a feed, in all: refused, nowhere on the map, at an implausible point."""

    feed: str
    rejected: int
    unplaced: int
    implausible: int


def set_aside(
    cursor: duckdb.DuckDBPyConnection, board: Board, indicator: Indicator, window: Window, level: str, place: str
) -> list[SetAside]:
    """The rows that would count but for one condition each; nothing where the formula cannot be taken apart."""
    tree = sqlglot.parse_one(indicator.rows, dialect="duckdb")
    condition = tree.args.get("where") if isinstance(tree, exp.Select) else None
    if condition is None:
        return []
    parts = list(condition.this.flatten()) if isinstance(condition.this, exp.And) else [condition.this]
    found = []
    for part in parts:
        asked = {column.name for column in part.find_all(exp.Column)}
        reason = next((one for one in REASONS if one in asked), None)
        if reason is None:
            continue
        others = [one.copy() for one in parts if one is not part]
        failed = exp.not_(exp.func("coalesce", exp.paren(part.copy()), exp.false()))
        without = tree.copy()
        without.set("where", exp.Where(this=exp.and_(*others, failed, dialect="duckdb")))
        chosen = select(replace(indicator, rows=without.sql("duckdb")), window, board.as_of).at(level, place)
        counted = cursor.execute(f"SELECT count(*) FROM ({chosen.sql})", dict(chosen.parameters)).fetchall()
        found.append(SetAside(reason, counted[0][0]))
    return [one for one in found if one.rows]


def lost(cursor: duckdb.DuckDBPyConnection, board: Board, indicator: Indicator) -> list[Lost]:
    """The feeds behind an indicator that lost any rows."""
    feeds = list(board.lineage[board.catalogue.indicators.index(indicator)])
    rows = cursor.execute(
        "SELECT feed, sum(rejected)::BIGINT, sum(unplaced)::BIGINT, sum(implausible)::BIGINT FROM batches "
        "WHERE list_contains($feeds, feed) GROUP BY feed ORDER BY feed",
        {"feeds": feeds},
    ).fetchall()
    return [Lost(*row) for row in rows if any(row[1:])]


def nowhere(board: Board, indicator: Indicator) -> dict[str, float]:
    """By level: the part of the town's number (of the denominator, where it has one) that lies in none of its
    places."""
    number = board.catalogue.indicators.index(indicator)
    found = {}
    for level, measured in board.measured.items():
        parts = measured.denominators[number]
        behind = measured.numerators[number] if parts is None else parts
        count = float(behind[-1, CURRENT])
        if level != "town" and indicator.derived is None and count > 0:
            found[level] = count
    return found
