"""Measuring: the whole catalogue at every place, with its trend and its comparison, in a few queries."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import duckdb
import numpy as np

from data.catalogue import Catalogue
from data.exact import Exact
from data.formula import Branch, Formula, over_branch, parse_formula
from data.measured import COLUMNS, CURRENT, FloatArray, Measured, compacted
from data.period import ANCIENT, PeriodId, Window, windows
from data.scan import Scan
from data.spots import LevelIndex

DAY = timedelta(days=1)
RECENT = timedelta(days=550)  # a trend of months and the same month a year before its first


def measure(
    connection: duckdb.DuckDBPyConnection,
    catalogue: Catalogue,
    levels: Sequence[LevelIndex],
    as_of: datetime,
    zone: ZoneInfo,
    answerable: Collection[str],
    first_at: Mapping[str, datetime],
) -> list[Measured]:
    """Every indicator at every level at `as_of`.

    `answerable` names the indicators that the sources can answer: the others are missing, not 0. `first_at`
    tells by indicator when its data begins: windows before that are missing too. Rates are sums over sums at each
    level; nothing is averaged.
    """
    formulas = [parse_formula(indicator) for indicator in catalogue.indicators]
    spans = {period: windows(period, as_of, zone).all for period in {i.period for i in catalogue.indicators}}
    shape = (len(formulas), 2)
    results = {level.id: np.full((*shape, level.size, COLUMNS), np.nan) for level in levels}
    asked = [number for number, one in enumerate(catalogue.indicators) if one.id in answerable]
    additive = [number for number in asked if formulas[number].additive]
    for number, side, by_spot in count(connection, catalogue, formulas, additive, spans, as_of, levels):
        for level in levels:
            results[level.id][number, side] = level.roll_up(by_spot)
    exact = [number for number in asked if not formulas[number].additive]
    for number, side, by_level in fold(connection, catalogue, formulas, exact, spans, as_of, levels):
        for level in levels:
            results[level.id][number, side] = by_level[level.id]
    begun = np.ones((len(formulas), COLUMNS), dtype=bool)
    for number, indicator in enumerate(catalogue.indicators):
        if indicator.id in first_at:
            span = spans[indicator.period]
            begun[number] = [covered(window, first_at[indicator.id]) for window in span]
            # The current window is what it is, however short the history; unless all data comes after it.
            begun[number, CURRENT] = span[CURRENT].end > first_at[indicator.id]
    scales = np.array([indicator.scale for indicator in catalogue.indicators])
    whole = [True] * len(formulas)
    divided = [formula.denominator is not None for formula in formulas]
    return [
        Measured(
            level,
            tuple(one for one in compacted(results[level.id][:, 0], whole) if one is not None),
            compacted(results[level.id][:, 1], divided),
            scales,
            begun,
        )
        for level in levels
    ]


def covered(window: Window, first_at: datetime) -> bool:
    """Whether the data reaches back to the window's begin: a day or a tenth of it may be wanting."""
    if window.end <= first_at:
        return False
    return window.begin == ANCIENT or first_at - window.begin <= max(DAY, (window.end - window.begin) / 10)


def count(
    connection: duckdb.DuckDBPyConnection,
    catalogue: Catalogue,
    formulas: Sequence[Formula],
    numbers: Sequence[int],
    spans: Mapping[PeriodId, tuple[Window, ...]],
    as_of: datetime,
    levels: Sequence[LevelIndex],
) -> list[tuple[int, int, FloatArray]]:
    """The additive ones: (indicator, 0 numerator or 1 denominator, (spots, 13)) for each fold."""
    scans: dict[tuple[str, str, str, bool], Scan] = {}

    def ask(branch: Branch, aggregate: str, time: str, span: Sequence[Window]) -> tuple[Scan, int]:
        recent = branch.until_at is None and min(window.begin for window in span) > as_of - RECENT
        scan = scans.setdefault(
            (branch.source, time, branch.spot, recent), Scan(branch.source, time, branch.spot, recent)
        )
        return scan, scan.ask(over_branch(aggregate, branch), span)

    asked = []
    for number in numbers:
        formula, span = formulas[number], spans[catalogue.indicators[number].period]
        for side, one in enumerate(formula.folds):
            for branch in formula.branches:
                arrived = ask(branch, one.sql, branch.counted_at, span)
                left = None if branch.until_at is None else ask(branch, one.sql, branch.until_at, span)
                asked.append((number, side, arrived, left, span))
    spots = len(levels[0].of_spot)
    cells = {id(scan): scan.run(connection, as_of, spots) for scan in scans.values()}
    sums = {(number, side): np.zeros((spots, COLUMNS)) for number, side, *_ in asked}
    for number, side, (scan, column), left, span in asked:
        if left is None:
            sums[number, side] += cells[id(scan)].within(column, span)
            continue
        gone = cells[id(left[0])]
        momentary = catalogue.indicators[number].period == "now"
        gone_by = gone.before_end(left[1], span) if momentary else gone.before_begin(left[1], span)
        sums[number, side] += cells[id(scan)].before_end(column, span) - gone_by
    return [(number, side, by_spot) for (number, side), by_spot in sums.items()]


def fold(
    connection: duckdb.DuckDBPyConnection,
    catalogue: Catalogue,
    formulas: Sequence[Formula],
    numbers: Sequence[int],
    spans: Mapping[PeriodId, tuple[Window, ...]],
    as_of: datetime,
    levels: Sequence[LevelIndex],
) -> list[tuple[int, int, dict[str, FloatArray]]]:
    """Those that do not add up: (indicator, side, by level (places + 1, 13))."""
    queries: dict[tuple[str, str, bool], Exact] = {}
    asked = []
    for number in numbers:
        formula, indicator = formulas[number], catalogue.indicators[number]
        key = (formula.rows, indicator.period, formula.summable)
        momentary, span = indicator.period == "now", spans[indicator.period]
        query = queries.setdefault(key, Exact(formula.rows, span, momentary, formula.lasting, formula.summable))
        asked += [(number, side, key, query.ask(one.sql)) for side, one in enumerate(formula.folds)]
    results = {key: query.run(connection, as_of, levels) for key, query in queries.items()}
    return [
        (
            number,
            side,
            {level.id: filled_counts(formulas[number], side, results[key][level.id][column]) for level in levels},
        )
        for number, side, key, column in asked
    ]


def filled_counts(formula: Formula, side: int, values: FloatArray) -> FloatArray:
    """A distinct count over no rows is 0; a median over no rows is missing."""
    counts = formula.folds[side].sql.upper().startswith("COUNT(")
    return np.nan_to_num(values) if counts else values
