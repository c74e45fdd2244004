"""Measures that do not add up (medians, distinct counts): folded from the rows of each window and place.

One query for all that share the same rows: the rows join the windows that they fall into, and grouping sets
give every level at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from data.formula import as_known
from data.period import Window
from data.scan import literal
from data.spots import LevelIndex


@dataclass
class Exact:
    """One query over `rows`, in `windows`."""

    rows: str
    windows: tuple[Window, ...]
    momentary: bool
    lasting: bool
    aggregates: list[str] = field(default_factory=list)

    def ask(self, aggregate: str) -> int:
        """Adds an aggregate; its number in the result."""
        if aggregate not in self.aggregates:
            self.aggregates.append(aggregate)
        return self.aggregates.index(aggregate)

    def run(
        self, connection: duckdb.DuckDBPyConnection, as_of: datetime, levels: Sequence[LevelIndex]
    ) -> dict[str, npt.NDArray[np.float64]]:
        """By level: (aggregates, places + 1, windows), NaN where the aggregate is NULL or there is no row."""
        ids = [level.id for level in levels]
        places = {f"at_{level.id}": level.of_spot for level in levels}
        numbers = np.arange(len(levels[0].of_spot), dtype=np.int32)
        connection.register("spot_places", pa.table({"place_spot": numbers, **places}))
        bounds = ", ".join(f"({n}, {literal(w.begin)}, {literal(w.end)})" for n, w in enumerate(self.windows))
        folds = ", ".join(f"{sql} AS a{number}" for number, sql in enumerate(self.aggregates))
        statement = (
            f"SELECT w, {', '.join(f'GROUPING(at_{one}) AS not_{one}, at_{one}' for one in ids)}, {folds} "
            f"FROM (SELECT * FROM ({as_known(self.rows)}) WHERE {self.near()}) "
            f"JOIN spot_places ON place_spot = coalesce(spot, 0) "
            f"JOIN (VALUES {bounds}) AS windows(w, window_begins, window_ends) ON {self.inside()} "
            f"GROUP BY GROUPING SETS ({', '.join(f'(w, at_{one})' for one in ids)})"
        )
        found = connection.execute(statement, {"as_of": as_of} if "$as_of" in statement else None).fetchnumpy()
        connection.unregister("spot_places")
        results = {}
        for level in levels:
            values = np.full((len(self.aggregates), level.size, len(self.windows)), np.nan)
            mine = np.asarray(found[f"not_{level.id}"]) == 0
            places, moments = np.asarray(found[f"at_{level.id}"])[mine], np.asarray(found["w"])[mine]
            for number in range(len(self.aggregates)):
                column = np.ma.filled(found[f"a{number}"][mine].astype(np.float64), np.nan)
                values[number, places.astype(int), moments] = column
            results[level.id] = values
        return results

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
