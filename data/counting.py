"""Counting and folding: the sums of the additive measures by spot, and the others by place, window by window."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import duckdb
import numpy as np

from data.catalogue import Catalogue
from data.exact import Exact
from data.formula import Branch, Formula, over_branch
from data.measured import FloatArray
from data.period import PeriodId, Window
from data.scan import Scan
from data.spots import LevelIndex

Spans = Mapping[PeriodId, tuple[Window, ...]]
RECENT = timedelta(days=550)  # a trend of months and the same month a year before its first


def count(
    connection: duckdb.DuckDBPyConnection,
    catalogue: Catalogue,
    formulas: Sequence[Formula],
    numbers: Sequence[int],
    spans: Spans,
    as_of: datetime,
    spots: int,
) -> dict[tuple[int, int], FloatArray]:
    """The additive ones: (spots, windows) by (indicator, 0 numerator or 1 denominator)."""
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
    cells = {id(scan): scan.run(connection, as_of, spots) for scan in scans.values()}
    sums = {(number, side): np.zeros((spots, len(span))) for number, side, _, _, span in asked}
    for number, side, (scan, column), left, span in asked:
        if left is None:
            sums[number, side] += cells[id(scan)].within(column, span)
            continue
        gone = cells[id(left[0])]
        momentary = catalogue.indicators[number].period == "now"
        gone_by = gone.before_end(left[1], span) if momentary else gone.before_begin(left[1], span)
        sums[number, side] += cells[id(scan)].before_end(column, span) - gone_by
    return sums


def fold(
    connection: duckdb.DuckDBPyConnection,
    catalogue: Catalogue,
    formulas: Sequence[Formula],
    numbers: Sequence[int],
    spans: Spans,
    as_of: datetime,
    levels: Sequence[LevelIndex],
) -> list[tuple[int, int, dict[str, FloatArray]]]:
    """Those that do not add up: (indicator, side, by level (places + 1, windows))."""
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
