"""Additive measures: all that share a table and a time column are counted in one pass over it.

The instants at which any of their windows begins or ends cut time into cells. One query sums each aggregate by
spot and cell; every window, level and comparison is then a difference of running sums.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import duckdb
import numpy as np
import numpy.typing as npt

from data.known import as_known
from data.period import ANCIENT, Window

FloatArray = npt.NDArray[np.float64]


@dataclass
class Scan:
    """One pass: the rows of `source` in the cells of the instant `time`, and the aggregates asked of them.

    `recent`: no window begins before all time, so older rows need not be read.
    """

    source: str
    time: str
    spot: str
    recent: bool
    aggregates: list[str] = field(default_factory=list)
    conditions: set[str | None] = field(default_factory=set)
    cuts: set[datetime] = field(default_factory=set)

    def ask(self, sql: str, condition: str | None, windows: Sequence[Window]) -> int:
        """Adds an aggregate, which counts rows of that condition only; its number in the result."""
        self.conditions.add(condition)
        if sql not in self.aggregates:
            self.aggregates.append(sql)
        self.cuts.update(window.end for window in windows)
        self.cuts.update(window.begin for window in windows if window.begin != ANCIENT)
        return self.aggregates.index(sql)

    def run(self, connection: duckdb.DuckDBPyConnection, as_of: datetime, spots: int) -> "Cells":
        """Counts. Rows without a spot (or of a table without places) are at spot 0."""
        cuts = sorted(self.cuts)
        folds = ", ".join(f"{sql} AS a{number}" for number, sql in enumerate(self.aggregates))
        last = literal(cuts[-1])
        cells = [str(number) for number in range(len(cuts))]
        since = f" AND moment >= {literal(cuts[0])}" if self.recent else ""
        known = as_known(self.source, used_in=f"{folds} {self.time} {self.source}")
        moments = f"SELECT *, {self.time} AS moment FROM ({known}){shared(self.conditions)}"
        statement = (
            f"SELECT coalesce({self.spot}, 0) AS place, cell, {folds} FROM "
            f"(SELECT *, CAST({tree_of('moment', cuts, cells)} AS USMALLINT) AS cell FROM "
            f"({moments}) WHERE moment < {last}{since}) GROUP BY ALL"
        )
        found = connection.execute(statement, {"as_of": as_of} if "$as_of" in statement else None).fetchnumpy()
        sums = np.zeros((len(self.aggregates), spots, len(cuts)))
        for number in range(len(self.aggregates)):
            values = np.ma.filled(np.ma.asarray(found[f"a{number}"], np.float64), 0.0)
            sums[number, np.asarray(found["place"]), np.asarray(found["cell"])] = np.nan_to_num(values)
        return Cells(cuts, np.cumsum(sums, axis=2, out=sums))


@dataclass(frozen=True)
class Cells:
    """Running sums: (aggregates, spots, cuts), where column k sums what happened before cut k."""

    cuts: list[datetime]
    before: FloatArray

    def within(self, aggregate: int, windows: Sequence[Window]) -> FloatArray:
        """(spots, windows): the sums inside each window."""
        return self.before_end(aggregate, windows) - self.before_begin(aggregate, windows)

    def before_end(self, aggregate: int, windows: Sequence[Window]) -> FloatArray:
        """(spots, windows): the sums of all that came before each window's end."""
        sums: FloatArray = self.before[aggregate][:, [self.cuts.index(window.end) for window in windows]]
        return sums

    def before_begin(self, aggregate: int, windows: Sequence[Window]) -> FloatArray:
        """(spots, windows): the sums of all that came before each window's begin; 0 where it has none."""
        columns = [self.cuts.index(w.begin) if w.begin != ANCIENT else -1 for w in windows]
        sums: FloatArray = np.where(np.array(columns) < 0, 0.0, self.before[aggregate][:, columns])
        return sums


def tree_of(moment: str, cuts: Sequence[datetime], leaves: Sequence[str]) -> str:
    """SQL for leaf k, where k is the number of cuts at or before `moment`: a balanced tree of comparisons."""

    def tree(low: int, high: int) -> str:
        if low == high:
            return leaves[low]
        middle = (low + high) // 2
        before, after = tree(low, middle), tree(middle + 1, high)
        return f"CASE WHEN {moment} < {literal(cuts[middle])} THEN {before} ELSE {after} END"

    return tree(0, len(leaves) - 1)


def shared(conditions: Collection[str | None]) -> str:
    """A WHERE for rows that are asked for under one condition only; nothing where they differ."""
    only = next(iter(conditions)) if len(conditions) == 1 else None
    return "" if only is None else f" WHERE {only}"


def literal(moment: datetime) -> str:
    """An instant as an SQL literal; only ever made from a datetime, never from text."""
    return f"TIMESTAMPTZ '{'-infinity' if moment == ANCIENT else moment.astimezone(UTC).isoformat()}'"
