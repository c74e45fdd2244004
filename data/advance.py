"""Measuring again, what little has moved: the numbers of the last measurement and what came to them since.

After a hundred new events a million old ones need not be counted again. A sum changes by what the rows that moved
add now, less what they added then; only what does not add up (medians, what is joined or ordered over all rows) is
folded anew, and only in the current window. The ends of the earlier windows stay where the last whole measurement
put them, so a whole one follows every now and then (`Survey`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache

import numpy as np
import sqlglot
from sqlglot import exp

from data.catalogue import Catalogue
from data.counting import Spans
from data.feeds.column import Schema
from data.feeds.schema import SCHEMAS
from data.formula import Formula, tables_in
from data.measure import tally
from data.measured import COLUMNS, CURRENT, FloatArray, Measured, Parts, compact
from data.moved import Moment
from data.readers import Readers
from data.shares import Added, Key, by_spot
from data.spots import LevelIndex

# How many days a unit of time has, at least and at most.
DAYS = {
    "YEAR": (365.0, 366.0),
    "MONTH": (28.0, 31.0),
    "WEEK": (7.0, 7.0),
    "DAY": (1.0, 1.0),
    "HOUR": (1 / 24, 1 / 24),
    "MINUTE": (1 / 1440, 1 / 1440),
    "SECOND": (1 / 86_400, 1 / 86_400),
}
STEADY = frozenset({"places", "spots", "reported_facts"})


def row_by_row(formula: Formula) -> frozenset[str]:
    """The tables of which each row adds to a formula what depends on that row and the time alone.

    Empty where it cannot be so: medians, what is ordered or joined over many rows, tables without older versions. Rows
    of what hardly ever changes (`STEADY`) may be added to them however they are made.
    """
    told = [*(sql for one in formula.branches for sql in one.expressions), *(fold.sql for fold in formula.folds)]
    if not formula.summable or "$as_of" in formula.rows or any(map(of_more, told)):
        return frozenset()
    tables: set[str] = set()
    for branch in formula.branches:
        read = tables_in(branch.source)
        if branch.source in {f"SELECT * FROM {name}" for name in SCHEMAS} and SCHEMAS[next(iter(read))].versioned:
            tables |= read
        elif not read <= STEADY:
            return frozenset()
    return frozenset(tables)


@cache
def of_more(sql: str) -> bool:
    """Whether an expression depends on more than a row: on others, in a SELECT of its own, or on the instant."""
    return "$as_of" in sql or sqlglot.parse_one(sql, dialect="duckdb").find(exp.Query) is not None


def all_at_once(formula: Formula) -> frozenset[str]:
    """What a formula reads that must be counted over all rows, and is worth counting again between whole counts."""
    if formula.rows == "" or row_by_row(formula):
        return frozenset()
    return tables_in(formula.rows) - STEADY


def moments_of(formulas: Sequence[Formula], schema: Schema) -> set[Moment]:
    """Every moment at which a row of the table may begin or cease to add something, or add something else."""
    found = set() if schema.event_at is None else {Moment(schema.event_at)}
    known_at = {column.name: column.known_at for column in schema.columns}
    instants = {column.name for column in schema.columns if column.kind == "instant"}
    for formula in formulas:
        branches = [one for one in formula.branches if one.source == f"SELECT * FROM {schema.id}"]
        parts = [sql for one in branches for sql in one.expressions]
        for sql in [*parts, *(one.sql for one in formula.folds)] if branches else []:
            columns, lengths = spoken_of(sql)
            named = columns | {known_at[name] or name for name in columns & known_at.keys()}
            for name in named & instants:
                found |= {Moment(name), *(Moment(name, *one) for one in lengths)}
    return found


@cache
def spoken_of(sql: str) -> tuple[frozenset[str], frozenset[tuple[timedelta, timedelta]]]:
    """The columns that an expression names, and how long its intervals are."""
    tree = sqlglot.parse_one(sql, dialect="duckdb")
    columns = frozenset(column.name for column in tree.find_all(exp.Column))
    return columns, frozenset(length(one) for one in tree.find_all(exp.Interval))


def length(interval: exp.Interval) -> tuple[timedelta, timedelta]:
    """The shortest and the longest time that an interval of the formulas can be; of an odd one, any time at all."""
    number, unit = interval.text("this"), interval.text("unit").upper().rstrip("S")
    if not number.isdigit() or unit not in DAYS:
        return timedelta(), timedelta(days=36_600)
    shortest, longest = DAYS[unit]
    return timedelta(days=shortest * int(number)), timedelta(days=longest * int(number))


def change(spots: int, now: Added, then: Added) -> dict[Key, FloatArray]:
    """By (indicator, side): what is added now less what was added then, (spots, 13); only what is not all 0."""
    changes = {key: by_spot(now[key], spots, COLUMNS) - by_spot(then[key], spots, COLUMNS) for key in now}
    return {key: one for key, one in changes.items() if one.any()}


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
    readers: Readers,
    catalogue: Catalogue,
    formulas: Sequence[Formula],
    numbers: Sequence[int],
    spans: Spans,
    as_of: datetime,
    levels: Sequence[LevelIndex],
) -> dict[str, dict[Key, FloatArray]]:
    """By level and (indicator, side): (places + 1,) counted over all rows, in the current windows only."""
    current = {period: (span[CURRENT],) for period, span in spans.items()}
    counted, folded = tally(readers, catalogue, formulas, numbers, current, as_of, levels)
    found: dict[str, dict[Key, FloatArray]] = {}
    for level in levels:
        found[level.id] = {key: level.roll_up(sums)[:, 0] for key, sums in counted.items()}
        found[level.id] |= {(number, side): by_level[level.id][:, 0] for number, side, by_level in folded}
    return found
