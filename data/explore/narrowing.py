"""Filters as a condition on an extract. What a user gave is looked up or stands in a parameter; it is never SQL."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, cast

import duckdb
import numpy as np
import pyarrow as pa

from data.explore.extract import Extract
from data.explore.filters import NONE, WORDS, Filters
from data.period import ANCIENT, MOMENT, PeriodId, instant, window
from geo.drawn import within

DAYS = {"days7": 7, "days30": 30, "days365": 365}


@dataclass
class Condition:
    """SQL that is true of the rows of a relation that are wanted, and its parameters."""

    relation: str = "rows"
    parts: list[str] = field(default_factory=list)
    parameters: dict[str, Any] = field(default_factory=dict)

    @property
    def sql(self) -> str:
        return " AND ".join(self.parts) or "TRUE"

    def add(self, part: str, **parameters: Any) -> None:
        self.parts.append(part)
        self.parameters |= parameters


@contextmanager
def narrowed(found: Extract, filters: Filters) -> Iterator[tuple[duckdb.DuckDBPyConnection, Condition]]:
    """A cursor on the extract, and the condition that holds of the rows asked for as long as it is open."""
    cursor = found.cursor()
    try:
        condition = Condition()
        for name in WORDS:
            among(condition, name, found.words[name], filters.words(name))
        begin, end = span_of(filters, found)
        if begin is not None:
            condition.add("counted_at >= $begin", begin=begin)
        if end is not None:
            condition.add("counted_at < $end", end=end)
        for name in ("weekday", "hour"):
            if numbers := getattr(filters, name):
                condition.add(f"{name} IN ({', '.join(str(int(one)) for one in numbers)})")
        if filters.counted is not None:
            condition.add(f"counted IS {'TRUE' if filters.counted == 'yes' else 'NOT TRUE'}")
        if filters.area:
            drawn(cursor, condition, filters.area)
        yield cursor, condition
    finally:
        cursor.close()


def among(condition: Condition, name: str, words: tuple[str, ...], wanted: tuple[str, ...]) -> None:
    """Rows with one of the words; a word that no row has adds none."""
    if not wanted:
        return
    numbers = [str(words.index(one)) for one in wanted if one in words]
    parts = [f"{name} IN ({', '.join(numbers)})"] if numbers else []
    parts += [f"{name} IS NULL"] if NONE in wanted else []
    condition.add(f"({' OR '.join(parts)})" if parts else "FALSE")


def span_of(filters: Filters, found: Extract) -> tuple[datetime | None, datetime | None]:
    """[begin, end) as instants: a preset is that of the board, at the extract's own moment."""
    end = found.as_of + MOMENT
    if filters.period in DAYS:
        return end - timedelta(days=DAYS[filters.period]), end
    if filters.period is not None:
        local = found.as_of.astimezone(found.zone).replace(tzinfo=None)
        chosen = window(cast(PeriodId, filters.period), local, found.zone)
        return None if chosen.begin == ANCIENT else chosen.begin, chosen.end
    begin = None if filters.since is None else instant(filters.since, found.zone)
    return begin, None if filters.until is None else instant(filters.until, found.zone)


def drawn(cursor: duckdb.DuckDBPyConnection, condition: Condition, ring: tuple[tuple[float, float], ...]) -> None:
    """Rows whose point lies within a drawn shape; the few near it are asked of the geometry itself."""
    lons, lats = [one[0] for one in ring], [one[1] for one in ring]
    box = {"west": min(lons), "east": max(lons), "south": min(lats), "north": max(lats)}
    near = cursor.execute(
        f"SELECT * FROM rows WHERE ({condition.sql}) AND lon BETWEEN $west AND $east AND lat BETWEEN $south AND $north",
        condition.parameters | box,
    ).to_arrow_table()
    inside = within(ring, np.asarray(near["lon"], np.float64), np.asarray(near["lat"], np.float64))
    # From here on only those rows are asked: which lie in a shape is told once, not once a panel.
    cursor.register("drawn", near.filter(pa.array(inside)))
    condition.relation, condition.parts, condition.parameters = "drawn", [], {}
