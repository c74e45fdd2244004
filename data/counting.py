"""Counting and folding: the sums of the additive measures by spot, and the others by place, window by window."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial

import duckdb
import numpy as np
import pyarrow as pa

from data.catalogue import Catalogue
from data.exact import Exact
from data.formula import Branch, Formula, over_branch
from data.known import as_known
from data.measured import FloatArray
from data.period import PeriodId, Window
from data.readers import Readers
from data.scan import Scan
from data.spots import LevelIndex

Spans = Mapping[PeriodId, tuple[Window, ...]]
RECENT = timedelta(days=550)  # a trend of months and the same month a year before its first


def count(
    readers: Readers,
    catalogue: Catalogue,
    formulas: Sequence[Formula],
    numbers: Sequence[int],
    spans: Spans,
    as_of: datetime,
    spots: int,
) -> dict[tuple[int, int], FloatArray]:
    """The additive ones: (spots, windows) by (indicator, 0 numerator or 1 denominator).

    What needs no old rows is counted in a pass of its own, which spares them.
    """
    scans: dict[tuple[str, str, str, bool], Scan] = {}

    def ask(branch: Branch, aggregate: str, time: str, span: Sequence[Window]) -> tuple[Scan, int]:
        recent = branch.until_at is None and min(window.begin for window in span) > as_of - RECENT
        scan = scans.setdefault(
            (branch.source, time, branch.spot, recent), Scan(branch.source, time, branch.spot, recent)
        )
        return scan, scan.ask(over_branch(aggregate, branch), branch.where, span)

    asked = []
    for number in numbers:
        formula, span = formulas[number], spans[catalogue.indicators[number].period]
        for side, one in enumerate(formula.folds):
            for branch in formula.branches:
                arrived = ask(branch, one.sql, branch.counted_at, span)
                left = None if branch.until_at is None else ask(branch, one.sql, branch.until_at, span)
                asked.append((number, side, arrived, left, span))
    hold_shared(readers, list(scans.values()), as_of)
    found = readers.run([partial(scan.run, as_of=as_of, spots=spots) for scan in scans.values()])
    cells = {id(scan): one for scan, one in zip(scans.values(), found, strict=True)}
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


def hold_shared(readers: Readers, scans: Sequence[Scan], as_of: datetime) -> None:
    """Reads a source that is more than a table, and that several scans are made over, once for all of them."""
    sources = [scan.source for scan in scans]
    shared = [one for one in dict.fromkeys(sources) if sources.count(one) > 1 and "(" in one]
    sharing = [[scan for scan in scans if scan.source == one] for one in shared]
    found = readers.run([partial(read_all, scans=mine, as_of=as_of) for mine in sharing])
    for number, (mine, rows) in enumerate(zip(sharing, found, strict=True)):
        readers.register(f"held_{number}", rows)
        for scan in mine:
            scan.source = f"SELECT * FROM held_{number}"


def read_all(connection: duckdb.DuckDBPyConnection, scans: Sequence[Scan], as_of: datetime) -> pa.Table:
    """The rows of the source that some scans have in common."""
    source = scans[0].source
    used = " ".join(f"{scan.time} {scan.spot} {' '.join(scan.aggregates)}" for scan in scans)
    known = as_known(source, used_in=f"{used} {source}")
    return connection.execute(known, {"as_of": as_of} if "$as_of" in known else None).to_arrow_table()


def fold(
    readers: Readers,
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
        rows, condition, aggregates = together(formula)
        key = (rows, indicator.period, formula.summable)
        momentary, span = indicator.period == "now", spans[indicator.period]
        query = queries.setdefault(key, Exact(rows, span, momentary, formula.lasting, formula.summable))
        asked += [(number, side, key, query.ask(one, condition)) for side, one in enumerate(aggregates)]
    found = readers.run([partial(query.run, as_of=as_of, levels=levels) for query in queries.values()])
    results = dict(zip(queries, found, strict=True))
    return [
        (
            number,
            side,
            {level.id: filled_counts(formulas[number], side, results[key][level.id][column]) for level in levels},
        )
        for number, side, key, column in asked
    ]


def together(formula: Formula) -> tuple[str, str | None, list[str]]:
    """The rows, their condition and the aggregates of a formula; over a plain table the condition goes with the
    aggregates, so that all that are counted by the same time share their rows."""
    branch = formula.branches[0]
    plain = len(formula.branches) == 1 and not formula.lasting and branch.spot == "spot" and "(" not in branch.source
    if not (plain and formula.summable):
        return formula.rows, None, [one.sql for one in formula.folds]
    rows = branch.source.replace("SELECT *", f"SELECT {branch.counted_at} AS counted_at, *", 1)
    return rows, branch.where, [over_branch(one.sql, branch) for one in formula.folds]


def filled_counts(formula: Formula, side: int, values: FloatArray) -> FloatArray:
    """A distinct count over no rows is 0; a median over no rows is missing."""
    counts = formula.folds[side].sql.upper().startswith("COUNT(")
    return np.nan_to_num(values) if counts else values
