"""What the panels show of the rows within the filters: one narrowing, then each panel's own counts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import duckdb
import numpy as np
from numpy.typing import NDArray

from data.explore.extract import Extract, hour_of
from data.explore.filters import KINDS, PLACES, Filters, Step
from data.explore.narrowing import Condition, narrowed

Grid = NDArray[np.int64]
FINE_HOURS, FINE_DAYS, FINE_WEEKS = 72, 92, 730  # a span of so many hours, days, days is drawn in hours, days, weeks
MOST_HOURS = 24 * 92
LEGIBLE = 260  # places that can be told apart on a map of half a screen
TALLY = "count(*), count(*) FILTER (counted)"


@dataclass(frozen=True)
class Count:
    """Rows, and how many of them the indicator's numerator counts."""

    rows: int = 0
    counted: int = 0


@dataclass(frozen=True)
class Trend:
    """Counts of equal spans of local time, without a gap from the first row to the last; `starts` are local."""

    step: Step
    starts: tuple[datetime, ...]
    counts: tuple[Count, ...]


@dataclass(frozen=True)
class View:
    """The panels: `places` counts of each level by id (None: in none), `parts` of each kind by word (None: without),
    most first, `heat` rows (7, 24) by local weekday and hour."""

    filters: Filters
    total: Count
    trend: Trend
    places: Mapping[str, Mapping[str | None, Count]]
    parts: Mapping[str, tuple[tuple[str | None, Count], ...]]
    heat: Grid


def view(found: Extract, filters: Filters) -> View:
    """All panels of the rows that the filters leave."""
    with narrowed(found, filters) as (cursor, condition):
        by_word = {name: counts_by(found, cursor, condition, name) for name in (*PLACES, *KINDS)}
        total = sum_of(by_word["status"].values())
        parts = {
            name: tuple(sorted(by_word[name].items(), key=lambda one: (-one[1].rows, one[0] is None, one[0] or "")))
            for name in KINDS
        }
        return View(
            filters=filters,
            total=total,
            trend=trend_of(cursor, condition, filters.step),
            places={name: by_word[name] for name in PLACES},
            parts=parts,
            heat=heat_of(cursor, condition),
        )


def counts_by(
    found: Extract, cursor: duckdb.DuckDBPyConnection, condition: Condition, name: str
) -> dict[str | None, Count]:
    rows = cursor.execute(
        f"SELECT {name}, {TALLY} FROM {condition.relation} WHERE {condition.sql} GROUP BY 1", condition.parameters
    ).fetchall()
    words = found.words[name]
    return {None if number is None else words[number]: Count(*counts) for number, *counts in rows}


def sum_of(counts: Iterable[Count]) -> Count:
    parts = tuple(counts)
    return Count(sum(one.rows for one in parts), sum(one.counted for one in parts))


def trend_of(cursor: duckdb.DuckDBPyConnection, condition: Condition, asked: Step | None) -> Trend:
    """Counts by hour, day, week (from Monday) or month; hours of more than three months are told by day."""
    where = f"FROM {condition.relation} WHERE {condition.sql}"
    first, last = cursor.execute(f"SELECT min(hours), max(hours) {where}", condition.parameters).fetchall()[0]
    if first is None:
        return Trend(asked or "day", (), ())
    step = asked or usual_step(last - first + 1)
    if step == "hour" and last - first >= MOST_HOURS:
        step = "day"
    if step == "hour":
        found = cursor.execute(f"SELECT hours, {TALLY} {where} GROUP BY 1", condition.parameters).fetchall()
        counts = {hour_of(hour): Count(*pair) for hour, *pair in found if hour is not None}
    else:
        found = cursor.execute(f"SELECT day, {TALLY} {where} GROUP BY 1", condition.parameters).fetchall()
        counts = {}
        for day, rows, counted in found:
            if day is not None:
                start = start_of(step, day)
                before = counts.get(start, Count())
                counts[start] = Count(before.rows + rows, before.counted + counted)
    starts, end = [start_of(step, hour_of(first))], hour_of(last)
    while (after := next_start(step, starts[-1])) <= end:
        starts.append(after)
    return Trend(step, tuple(starts), tuple(counts.get(one, Count()) for one in starts))


def usual_step(hours: int) -> Step:
    if hours <= FINE_HOURS:
        return "hour"
    return "day" if hours <= 24 * FINE_DAYS else "week" if hours <= 24 * FINE_WEEKS else "month"


def start_of(step: Step, time: date | datetime) -> datetime:
    day = datetime(time.year, time.month, time.day)
    match step:
        case "hour":
            return day.replace(hour=time.hour) if isinstance(time, datetime) else day
        case "week":
            return day - timedelta(days=day.weekday())
        case "month":
            return day.replace(day=1)
    return day


def next_start(step: Step, start: datetime) -> datetime:
    match step:
        case "hour":
            return start + timedelta(hours=1)
        case "week":
            return start + timedelta(weeks=1)
        case "month":
            return (start.replace(day=1) + timedelta(days=32)).replace(day=1)
    return start + timedelta(days=1)


def heat_of(cursor: duckdb.DuckDBPyConnection, condition: Condition) -> Grid:
    grid = np.zeros((7, 24), np.int64)
    for weekday, hour, rows in cursor.execute(
        f"SELECT weekday, hour, count(*) FROM {condition.relation} WHERE {condition.sql} GROUP BY 1, 2",
        condition.parameters,
    ).fetchall():
        if weekday is not None:
            grid[weekday, hour] = rows
    return grid


def legible_level(filters: Filters, sizes: Mapping[str, int]) -> str:
    """The level to draw on the map, of those that the place has with how many places: the finest of which no more are
    drawn than can be told apart; micro-grids only where a grid is asked for."""
    levels = [one for one in PLACES if one in sizes]
    if filters.grid or filters.micro_grid:
        return levels[-1]
    fit = [one for one in levels if sizes[one] <= LEGIBLE and one != "micro_grid"]
    return fit[-1] if fit else levels[0]
