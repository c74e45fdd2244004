"""What the page of an indicator asks of the store, through the one door."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

import duckdb

from data.ages import ages_table
from data.board import Board
from data.catalogue import Indicator
from data.door import Viewer, store_rows
from data.explore.behind import Behind, Which, read_behind
from data.explore.breakdown import Breakdown, by_rows, refused
from data.explore.left_out import Lost, SetAside, lost, nowhere, set_aside
from data.explore.life import Life, read_life
from data.measured import CURRENT
from data.period import windows


@dataclass(frozen=True)
class Reasons:
    """What the words of the rows add to a change, and what was left out."""

    changes: tuple[Breakdown, ...] = ()
    aside: tuple[SetAside, ...] = ()
    nowhere: Mapping[str, float] = field(default_factory=dict)
    lost: tuple[Lost, ...] = ()


@contextmanager
def rows_of(viewer: Viewer, board: Board) -> Iterator[duckdb.DuckDBPyConnection]:
    """A cursor that also knows `feed_ages`, which the indicators of the board's own health read."""
    with store_rows(viewer) as cursor:
        cursor.register("feed_ages", ages_table(board.profile, board.feeds))
        yield cursor


def read_reasons(viewer: Viewer, board: Board, indicator: Indicator, level: str, place: str) -> Reasons:
    """Asks the store, so never on the loop. Raises Fault."""
    if indicator.derived is not None:
        return Reasons()
    spans = windows(indicator.period, board.as_of, ZoneInfo(board.profile.zone)).all
    known = place or board.level("town").level.places[0]
    with rows_of(viewer, board) as cursor:
        told = refused(board, indicator, level, known) is None
        changes = by_rows(cursor, board, indicator, spans, level, place) if told else []
        sensitive = "person_sensitive" in indicator.flags
        aside = [] if sensitive else set_aside(cursor, board, indicator, spans[CURRENT], level, place)
        elsewhere = {} if sensitive or place else nowhere(board, indicator)
        return Reasons(tuple(changes), tuple(aside), elsewhere, tuple(lost(cursor, board, indicator)))


def read_rows(
    viewer: Viewer, board: Board, indicator: Indicator, level: str, place: str, which: Which, page: int
) -> Behind:
    """A page of the rows behind a number; asks the store. Raises Fault."""
    window = windows(indicator.period, board.as_of, ZoneInfo(board.profile.zone)).all[CURRENT]
    with rows_of(viewer, board) as cursor:
        return read_behind(cursor, board, indicator, window, level, place, which, page)


def read_one_life(viewer: Viewer, board: Board, table: str, key: str) -> Life | None:
    """The life of one row; asks the store. Raises Fault."""
    with store_rows(viewer) as cursor:
        return read_life(cursor, table, key, board.as_of)
