"""Measures that do not add up over time (medians, distinct counts, what was known at a window's end): folded from
the rows of each window. One query for all that share the same rows.

Sums are taken by spot and rolled up; what does not add up over places either (medians) gets every level at once by
grouping sets.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from data.known import as_known
from data.period import Window
from data.scan import literal, shared, tree_of
from data.spots import LevelIndex

Found = Mapping[str, npt.NDArray[Any]]


@dataclass
class Exact:
    """One query over `rows`, in `windows`."""

    rows: str
    windows: tuple[Window, ...]
    momentary: bool
    lasting: bool
    summable: bool
    aggregates: list[str] = field(default_factory=list)
    conditions: set[str | None] = field(default_factory=set)

    def ask(self, aggregate: str, condition: str | None = None) -> int:
        """Adds an aggregate, which folds rows of that condition only; its number in the result."""
        self.conditions.add(condition)
        if aggregate not in self.aggregates:
            self.aggregates.append(aggregate)
        return self.aggregates.index(aggregate)

    def run(
        self, connection: duckdb.DuckDBPyConnection, as_of: datetime, levels: Sequence[LevelIndex]
    ) -> dict[str, npt.NDArray[np.float64]]:
        """By level: (aggregates, places + 1, windows), NaN where the aggregate is NULL or there is no row."""
        folds = ", ".join(f"{sql} AS a{number}" for number, sql in enumerate(self.aggregates))
        if self.summable:
            statement = f"SELECT w, coalesce(spot, 0) AS place, {folds} FROM ({self.in_windows()}) GROUP BY ALL"
            found = self.fetch(connection, statement, as_of)
            by_spot = self.spread(found, np.asarray(found["place"]), len(levels[0].of_spot), 0.0)
            return {level.id: np.stack([level.roll_up(one) for one in by_spot]) for level in levels}
        ids = [level.id for level in levels]
        places = {f"at_{level.id}": level.of_spot for level in levels}
        numbers = np.arange(len(levels[0].of_spot), dtype=np.int32)
        connection.register("spot_places", pa.table({"place_spot": numbers, **places}))
        statement = (
            f"SELECT w, {', '.join(f'GROUPING(at_{one}) AS not_{one}, at_{one}' for one in ids)}, {folds} "
            f"FROM ({self.in_windows()}) JOIN spot_places ON place_spot = coalesce(spot, 0) "
            f"GROUP BY GROUPING SETS ({', '.join(f'(w, at_{one})' for one in ids)})"
        )
        found = self.fetch(connection, statement, as_of)
        connection.unregister("spot_places")
        results = {}
        for level in levels:
            mine = np.asarray(found[f"not_{level.id}"]) == 0
            own = {name: values[mine] for name, values in found.items()}
            results[level.id] = self.spread(own, np.asarray(own[f"at_{level.id}"]).astype(int), level.size, np.nan)
        return results

    def fetch(self, connection: duckdb.DuckDBPyConnection, statement: str, as_of: datetime) -> Found:
        given = {"as_of": as_of} if "$as_of" in statement else None
        return {name: np.ma.asarray(one) for name, one in connection.execute(statement, given).fetchnumpy().items()}

    def spread(self, found: Found, places: npt.NDArray[np.int64], size: int, empty: float) -> npt.NDArray[np.float64]:
        """(aggregates, places, windows) from the rows that a query gave."""
        values = np.full((len(self.aggregates), size, len(self.windows)), empty)
        for number in range(len(self.aggregates)):
            column = np.ma.filled(np.ma.asarray(found[f"a{number}"], np.float64), empty)
            values[number, places, np.asarray(found["w"])] = column
        return values

    def in_windows(self) -> str:
        """The rows with each window `w` that they belong to, and its `window_ends`."""
        bounds = ", ".join(f"({n}, {literal(w.begin)}, {literal(w.end)})" for n, w in enumerate(self.windows))
        table = f"(VALUES {bounds}) AS windows(w, window_begins, window_ends)"
        known = as_known(self.rows, used_in=f"{' '.join(self.aggregates)} {self.rows}")
        rows = f"SELECT * FROM (SELECT * FROM ({known}){shared(self.conditions)}) WHERE {self.near()}"
        if self.apart():
            return f"SELECT * FROM (SELECT *, {self.window_of()} AS w FROM ({rows})) JOIN {table} USING (w)"
        return f"SELECT * FROM ({rows}) JOIN {table} ON {self.inside()}"

    def apart(self) -> bool:
        """Whether a row can be in one window only."""
        ordered = sorted(self.windows, key=lambda window: window.begin)
        overlap = any(one.end > other.begin for one, other in pairwise(ordered))
        return not (self.momentary or self.lasting or overlap)

    def window_of(self) -> str:
        """SQL for the number of the window that `counted_at` lies in; NULL between them."""
        numbers = {window.begin: number for number, window in enumerate(self.windows)}
        cuts = sorted({cut for window in self.windows for cut in (window.begin, window.end)})
        return tree_of("counted_at", cuts, ["NULL", *(str(numbers.get(cut, "NULL")) for cut in cuts)])

    def near(self) -> str:
        """What any window could hold: spares the rows outside them all the join."""
        first, last = min(one.begin for one in self.windows), max(one.end for one in self.windows)
        left = "coalesce(until_at, TIMESTAMPTZ 'infinity')" if self.lasting else "counted_at"
        return f"counted_at < {literal(last)} AND {left} >= {literal(first)}"

    def inside(self) -> str:
        """When a row belongs to a window: it is valid at its last moment, overlaps it, or lies in it."""
        if self.momentary:
            left = " AND (until_at IS NULL OR until_at >= window_ends)" if self.lasting else ""
            return f"counted_at < window_ends{left}"
        left = "coalesce(until_at, TIMESTAMPTZ 'infinity')" if self.lasting else "counted_at"
        return f"counted_at < window_ends AND {left} >= window_begins"
