"""What is, or could be, the matter on a board: the wall's indicators, the feeds, the emergencies."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

import duckdb

from data.alarms.alarm import Key, Kind
from data.board import Board

LOGGER = logging.getLogger("yiping")
HEADLINES = 6  # of the wall, where the profile names none
EMERGENCY_LASTS = timedelta(days=3)
MOST_EMERGENCIES = 50
LONGEST_LABEL = 20  # characters

# A case whose source calls it urgent or an emergency, until somebody is on the spot or it ends.
EMERGENCIES = """
SELECT case_id, coalesce(subcategory, category, ''), coalesce(grid, village, '')
FROM cases LEFT JOIN spots USING (spot)
WHERE (urgent OR arrival = 'emergency') AND reported_at <= $as_of AND reported_at > $since
    AND coalesce(least(arrived_on_site_at, handled_at, closed_at, dismissed_at) > $as_of, true)
ORDER BY reported_at DESC, case_id
LIMIT $most
"""


@dataclass(frozen=True)
class Condition:
    """Whether something is the matter with a subject; of one that is late or missing that is `unknown`."""

    kind: Kind
    subject: str
    state: Literal["holds", "calm", "unknown"]
    label: str = ""
    place: str = ""
    value: float | None = None

    @property
    def key(self) -> Key:
        return self.kind, self.subject


def conditions_of(board: Board, connection: duckdb.DuckDBPyConnection) -> Iterator[Condition]:
    """Every indicator of the wall that may raise alarms, every feed, and the emergencies that hold."""
    watched = on_wall(board).difference(board.profile.alarms.off)
    for one in board.catalogue.indicators:
        if one.id in watched:
            yield of_indicator(board, one.id)
    for feed in board.feeds:
        yield Condition("feed", feed.id, "holds" if feed.stale else "calm")
    yield from emergencies(connection, board.as_of)


def of_indicator(board: Board, id: str) -> Condition:
    try:
        reading = board.reading(id)
    except Exception:  # the wall shows one grey card then: no reason to miss all other alarms
        LOGGER.debug("%s cannot be read", id, exc_info=True)
        return Condition("indicator", id, "unknown")
    if reading.state == "bad":
        return Condition("indicator", id, "holds", value=reading.value)
    return Condition("indicator", id, "unknown" if reading.state in ("stale", "none") else "calm")


def on_wall(board: Board) -> set[str]:
    """The indicators of the wall's cards: the profile's own choice, else what its feeds can answer."""
    wall = board.profile.wall
    ids = [one.id for one in board.catalogue.indicators]
    choice = [one for one in ids if one in board.offered] or ids
    named = [one for module in wall.modules for one in module.indicators]
    return {*(wall.headline or choice[:HEADLINES]), *(named or choice)}


def emergencies(connection: duckdb.DuckDBPyConnection, as_of: datetime) -> Iterator[Condition]:
    """The newest open emergencies that nobody has reached."""
    asked = {"as_of": as_of, "since": as_of - EMERGENCY_LASTS, "most": MOST_EMERGENCIES}
    for case, label, place in connection.execute(EMERGENCIES, asked).fetchall():
        yield Condition("case", case, "holds", label[:LONGEST_LABEL], place)
