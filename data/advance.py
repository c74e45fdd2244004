"""Measuring again, what little has moved: the numbers of the last measurement and what came to them since.

After a hundred new events a million old ones need not be counted again. A sum changes by what the rows that moved
add now, less what they added then; only what does not add up (medians, what is joined or ordered over all rows) is
folded anew, and only in the current window. The ends of the earlier windows stay where the last whole measurement
put them, so a whole one follows every now and then (`Survey`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import duckdb
import numpy as np
import numpy.typing as npt
import sqlglot
from sqlglot import exp

from data.catalogue import Catalogue
from data.counting import Spans, count, fold
from data.feeds.column import Schema
from data.feeds.schema import SCHEMAS
from data.formula import WINDOW_ENDS, Branch, Formula, as_known, over_branch
from data.measured import COLUMNS, CURRENT, FloatArray, Measured, Parts, compact
from data.period import PeriodId
from data.scan import literal
from data.spots import LevelIndex

Key = tuple[int, int]


@dataclass(frozen=True)
class Share:
    """What one branch of a fold adds: (indicator, side), and its aggregate inside its period's window."""

    key: Key
    sql: str


@dataclass(frozen=True)
class Added:
    """What rows add: at spots (n,) in windows (n,), by (indicator, side) the sums (n,)."""

    spots: npt.NDArray[np.int64]
    windows: npt.NDArray[np.int64]
    sums: dict[Key, FloatArray]


def is_local(formula: Formula) -> bool:
    """Whether a row's part in it depends on that row and the time alone, so that it can be counted by itself."""
    tables = {f"SELECT * FROM {name}" for name, schema in SCHEMAS.items() if schema.versioned and schema.located}
    plain = all(branch.source in tables and branch.spot == "spot" for branch in formula.branches)
    return formula.summable and plain and "$as_of" not in formula.rows


def shares_of(catalogue: Catalogue, formulas: Sequence[Formula], numbers: Sequence[int], schema: Schema) -> list[Share]:
    """What the rows of one table add to these indicators."""
    shares = []
    for number in numbers:
        period = catalogue.indicators[number].period
        for side, one in enumerate(formulas[number].folds):
            for branch in formulas[number].branches:
                if branch.source == f"SELECT * FROM {schema.id}":
                    sql = ending(over_branch(one.sql, branch, inside(branch, period)), period)
                    shares.append(Share((number, side), sql))
    return shares


def inside(branch: Branch, period: PeriodId) -> str:
    """When a row belongs to the window of a period whose begin and end are columns: as the whole count has it."""
    begins, ends = f"{period}_begins", f"{period}_ends"
    if branch.until_at is not None:
        last = ends if period == "now" else begins
        return f"{branch.counted_at} < {ends} AND ({branch.until_at} IS NULL OR {branch.until_at} >= {last})"
    return f"{branch.counted_at} >= {begins} AND {branch.counted_at} < {ends}"


def ending(sql: str, period: PeriodId) -> str:
    """The same SQL where `window_ends` is the end of that period's window."""
    tree = sqlglot.parse_one(sql, dialect="duckdb")
    for column in list(tree.find_all(exp.Column)):
        if column.name == WINDOW_ENDS:
            column.replace(exp.column(f"{period}_ends"))
    return tree.sql("duckdb")


def moments_of(formulas: Sequence[Formula], schema: Schema) -> set[str]:
    """SQL for every instant at which a row of the table may begin or cease to add something."""
    found = set() if schema.event_at is None else {schema.event_at}
    named: set[str] = set()
    for formula in formulas:
        branches = [one for one in formula.branches if one.source == f"SELECT * FROM {schema.id}"]
        found |= {time for one in branches for time in (one.counted_at, one.until_at) if time is not None}
        parts = [text for one in branches for text in (one.where, *(sql for _, sql in one.columns)) if text]
        for sql in [*parts, *(one.sql for one in formula.folds)] if branches else []:
            named |= {column.name for column in sqlglot.parse_one(sql, dialect="duckdb").find_all(exp.Column)}
    for column in schema.columns:
        if column.name in named:
            found |= {column.name} if column.kind == "instant" else set()
            found |= {column.known_at} if column.known_at is not None else set()
    return found


def add_up(
    connection: duckdb.DuckDBPyConnection,
    schema: Schema,
    relation: str,
    shares: Sequence[Share],
    spans: Spans,
    as_of: datetime,
) -> Added:
    """What the rows of a relation, known at `as_of`, add to the windows."""
    names = [f"{period}_{edge}" for period in spans for edge in ("begins", "ends")]
    rows = [
        f"({w}, {', '.join(f'{literal(span[w].begin)}, {literal(span[w].end)}' for span in spans.values())})"
        for w in range(COLUMNS)
    ]
    windows = f"(VALUES {', '.join(rows)}) AS windows(w, {', '.join(names)})"
    folds = ", ".join(f"{one.sql} AS a{number}" for number, one in enumerate(shares))
    known = as_known(f"SELECT * FROM {schema.id}", relation)
    statement = f"SELECT coalesce(spot, 0) AS place, w, {folds} FROM ({known}) CROSS JOIN {windows} GROUP BY ALL"
    found = connection.execute(statement, {"as_of": as_of} if "$as_of" in statement else None).fetchnumpy()
    added: dict[Key, FloatArray] = {}
    for number, one in enumerate(shares):
        values = np.nan_to_num(np.ma.filled(np.ma.asarray(found[f"a{number}"], np.float64), 0.0))
        added[one.key] = added[one.key] + values if one.key in added else values
    return Added(np.asarray(found["place"]), np.asarray(found["w"]), added)


def spread(level: LevelIndex, now: Added, then: Added) -> dict[Key, FloatArray]:
    """By (indicator, side): what is added now less what was added then, (places + 1, 13)."""
    changes = {}
    for key in now.sums:
        change = np.zeros((level.size, COLUMNS))
        np.add.at(change, (level.of_spot[now.spots], now.windows), now.sums[key])
        np.subtract.at(change, (level.of_spot[then.spots], then.windows), then.sums[key])
        if change.any():
            changes[key] = change
    return changes


def advanced(measured: Measured, changes: Mapping[Key, FloatArray], anew: Mapping[Key, FloatArray]) -> Measured:
    """A level's measurement with `changes` (places + 1, 13) added, and `anew` (places + 1,) as the current values."""
    sides: tuple[list[Parts | None], list[Parts | None]] = (list(measured.numerators), list(measured.denominators))
    for number, side in {**changes, **anew}:
        before = sides[side][number]
        assert before is not None
        parts = before.astype(np.float64) + changes.get((number, side), 0.0)
        if (number, side) in anew:
            parts[:, CURRENT] = anew[number, side]
        sides[side][number] = compact(parts)
    numerators = tuple(one for one in sides[0] if one is not None)
    return replace(measured, numerators=numerators, denominators=tuple(sides[1]), derived={})


def counted_anew(
    connection: duckdb.DuckDBPyConnection,
    catalogue: Catalogue,
    formulas: Sequence[Formula],
    numbers: Sequence[int],
    spans: Spans,
    as_of: datetime,
    levels: Sequence[LevelIndex],
) -> dict[str, dict[Key, FloatArray]]:
    """By level and (indicator, side): (places + 1,) counted over all rows, in the current windows only."""
    current = {period: (span[CURRENT],) for period, span in spans.items()}
    additive = [number for number in numbers if formulas[number].additive]
    others = [number for number in numbers if not formulas[number].additive]
    counted = count(connection, catalogue, formulas, additive, current, as_of, len(levels[0].of_spot))
    folded = fold(connection, catalogue, formulas, others, current, as_of, levels)
    found: dict[str, dict[Key, FloatArray]] = {}
    for level in levels:
        found[level.id] = {key: level.roll_up(by_spot)[:, 0] for key, by_spot in counted.items()}
        found[level.id] |= {(number, side): by_level[level.id][:, 0] for number, side, by_level in folded}
    return found
