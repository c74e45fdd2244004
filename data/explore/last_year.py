"""The twelve like periods of a year before: the line that a trend is compared with."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import duckdb

from data.answers import beginnings_of
from data.board import Board
from data.catalogue import Catalogue, Indicator
from data.door import Viewer
from data.explore.reasons import rows_of
from data.explore.selection import select
from data.feed_states import feed_states
from data.formula import parse_formula
from data.horizon import begun_whole
from data.measure import covered
from data.period import Window, instant, windows, year_before
from data.store import first_arrival

Points = tuple[float | None, ...]


def read_last_year(viewer: Viewer, board: Board, indicator: Indicator, level: str, place: str) -> Points:
    """By point of the trend, the same period a year earlier, in the indicator's unit; None where the data does not
    reach back. Nothing of what follows from others, tells of persons or has no number today. Asks the store, so never
    on the loop. Raises Fault."""
    reading = board.reading(indicator.id, level, place or None)
    if indicator.derived is not None or "person_sensitive" in indicator.flags or not any_of(reading.trend):
        return ()
    zone = ZoneInfo(board.profile.zone)
    then = year_before(indicator.period, board.as_of.astimezone(zone).replace(tzinfo=None))
    spans = windows(indicator.period, instant(then, zone), zone).trend
    with rows_of(viewer, board) as cursor:
        begun = beginning(cursor, board, indicator, zone)
        points = tuple(
            None
            if begun is not None and not covered(one, begun)
            else value(cursor, board, indicator, one, level, place)
            for one in spans
        )
    return points if any_of(points) else ()


def any_of(points: Points) -> bool:
    return any(one is not None for one in points)


def beginning(cursor: duckdb.DuckDBPyConnection, board: Board, indicator: Indicator, zone: ZoneInfo) -> datetime | None:
    """Since when the data behind an indicator tells all; None where it has no beginning."""
    alone = Catalogue((replace(indicator, counter=None),))
    found = beginnings_of(alone, feed_states(cursor, board.profile, board.as_of), first_arrival(cursor))
    return begun_whole(cursor, alone, zone, found).get(indicator.id)


def value(
    cursor: duckdb.DuckDBPyConnection, board: Board, indicator: Indicator, window: Window, level: str, place: str
) -> float | None:
    """The indicator's two strings over the rows of one window."""
    formula = parse_formula(indicator)
    chosen = select(indicator, window, board.as_of).at(level, place)
    divisor = "1" if formula.denominator is None else formula.denominator.sql
    ((above, below),) = cursor.execute(
        f"SELECT CAST({formula.numerator.sql} AS DOUBLE), CAST({divisor} AS DOUBLE) "
        f"FROM (SELECT *, CAST($ends AS TIMESTAMPTZ) AS window_ends FROM ({chosen.sql}))",
        dict(chosen.parameters),
    ).fetchall()
    if above is None and formula.summable:
        above = 0.0
    return None if above is None or not below else float(indicator.scale * above / below)
