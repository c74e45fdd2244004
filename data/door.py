"""The one door: whoever reads asks here, with a viewer, and never queries tables.

Today every viewer but a visitor sees everything; accounts, scopes and masks will change this file only.
"""

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

import duckdb

from data.alarms.alarm import Alarm
from data.alarms.desk import DESK
from data.alarms.word import Refused
from data.board import Board
from data.coverage import COVERAGE
from data.fault import Fault
from data.feed_detail import FeedDetail, read_detail
from data.feed_report import FeedReport, read_reports
from data.hotspots import HotSpots, categories_of, hot_spots, read_cases
from data.hub import HUB, Edition, present
from data.live_map import LiveMap, read_live
from data.rejects import read_rejects
from data.seen_ground import EYES, Eye, Glance
from data.service_circle import ServiceCircle, read_circle
from data.visitors import for_visitors
from geo.base_layer import BaseLayer
from geo.blind import BlindSpots
from geo.places import Places


@dataclass(frozen=True)
class Viewer:
    """Who reads, in which role, what for; `places` limits the scope (empty: everywhere)."""

    role: Literal["wall", "visitor", "leader", "analyst", "data_staff", "program"]
    purpose: str = ""
    places: tuple[str, ...] = ()


WALL = Viewer("wall")
VISITOR = Viewer("visitor")
ANALYST = Viewer("analyst")
DATA_STAFF = Viewer("data_staff")
PROGRAM = Viewer("program")
WALLS = ("wall", "visitor")


def viewer_asked(visitor: object, usual: Viewer) -> Viewer:
    """Who reads a page whose address has `visitor=1`: a visitor of the hall; the usual one otherwise."""
    return VISITOR if visitor in ("1", "true") else usual


def read_edition(viewer: Viewer) -> Edition:
    """The present board for a viewer. Raises Fault before the first one; only walls are shown an earlier run's."""
    edition = present()
    if edition.board.earlier and viewer.role not in WALLS:
        raise Fault("the first board is not measured yet: try again in a few seconds")
    return scoped(viewer, edition)


async def follow_editions(viewer: Viewer) -> AsyncIterator[Edition]:
    """The present board and each next one, as soon as it is measured."""
    async for edition in HUB.editions():
        if viewer.role in WALLS or not edition.board.earlier:
            yield scoped(viewer, edition)


def scoped(viewer: Viewer, edition: Edition) -> Edition:
    """What of an edition a viewer may see: all of it, but a visitor nothing of persons and of the few."""
    return edition.for_visitors if viewer.role == "visitor" else edition


def board_for(viewer: Viewer, board: Board) -> Board:
    """What of a board of another instant a viewer may see."""
    return for_visitors(board) if viewer.role == "visitor" else board


def read_places(viewer: Viewer) -> Places:
    """The polygons of the place. Raises Fault before they are read."""
    if HUB.places is None:
        raise Fault("the polygons are not read yet: try again in a few seconds")
    return HUB.places


def read_base(viewer: Viewer) -> tuple[BaseLayer, ...]:
    """The base layers of the place, in the profile's order; none before they are read."""
    return HUB.base


def read_feed_reports(viewer: Viewer) -> tuple[FeedReport, ...]:
    """What came in of each feed, the worst first; asks the store, so never on the loop. Raises Fault."""
    board = read_edition(viewer).board
    with store_rows(viewer) as cursor:
        return read_reports(cursor, board.profile, board.feeds, datetime.now(UTC))


def read_feed_detail(viewer: Viewer, feed: str) -> FeedDetail:
    """One feed in full; asks the store. Raises Fault, also for an unknown feed."""
    profile = read_edition(viewer).board.profile
    with store_rows(viewer) as cursor:
        return read_detail(cursor, profile.feed(feed), profile.zone, HUB.places and HUB.places.outline)


def read_feed_rejects(viewer: Viewer, feed: str) -> str:
    """The rejected rows of a feed as a CSV to be mended; asks the store. Raises Fault, also for an unknown feed."""
    profile = read_edition(viewer).board.profile
    with store_rows(viewer) as cursor:
        return read_rejects(cursor, profile.feed(feed))


def read_live_map(viewer: Viewer, layers: frozenset[str]) -> LiveMap:
    """Who and what is where at the present board's instant, of these layers; asks the store. Raises Fault."""
    board = read_edition(viewer).board
    with store_rows(viewer) as cursor:
        return read_live(cursor, board.profile, board.as_of, layers)


def read_coverage(viewer: Viewer, hours: float) -> Glance:
    """What of each grid was seen in the last so many hours; slow at first, so never on the loop. Raises Fault."""
    if viewer.role == "visitor":
        raise Fault("what nobody looks at is not for visitors")
    return COVERAGE.glance(hours)


def read_blind_spots(viewer: Viewer, hours: float, eyes: tuple[Eye, ...] = EYES) -> BlindSpots:
    """The ground that none of these saw in the last so many hours; never on the loop. Raises Fault."""
    if viewer.role == "visitor":
        raise Fault("what nobody looks at is not for visitors")
    return COVERAGE.blind(hours, eyes)


def read_reach(viewer: Viewer) -> dict[str, Any] | None:
    """The town's ground that drones can fly to, as a GeoJSON geometry; None where none has a base. Raises Fault."""
    return COVERAGE.reach() if viewer.role != "visitor" else None


def read_services(viewer: Viewer, level: str, kind: str | None) -> ServiceCircle:
    """Services and needs over the places of a level, of one kind or all; asks the store. Raises Fault."""
    board, places = read_edition(viewer).board, read_places(viewer)
    with store_rows(viewer) as cursor:
        return read_circle(cursor, board, places, level, kind)


def read_hot_spots(viewer: Viewer, level: str, days: int, category: str) -> HotSpots:
    """Hot spots of cases at the board's instant, each named by its place of a level; asks the store. Raises Fault."""
    board, places = read_edition(viewer).board, read_places(viewer)
    with store_rows(viewer) as cursor:
        return hot_spots(places, level, read_cases(cursor, board.as_of, days, category), days)


def read_categories(viewer: Viewer, days: int) -> tuple[tuple[str, int], ...]:
    """The categories of the newest cases, most first; asks the store. Raises Fault."""
    board = read_edition(viewer).board
    with store_rows(viewer) as cursor:
        return categories_of(cursor, board.as_of, days)


@contextmanager
def store_rows(viewer: Viewer) -> Iterator[duckdb.DuckDBPyConnection]:
    """A cursor that sees one state of the served store, whatever is written meanwhile."""
    if viewer.role == "visitor":
        raise Fault("rows are not for visitors")
    if HUB.reader is None:
        raise Fault("the store is not open yet: try again in a few seconds")
    cursor = HUB.reader.cursor()
    try:
        cursor.execute("SET TimeZone = 'UTC'")
        cursor.execute("BEGIN")
        yield cursor
    finally:
        cursor.close()


async def read_past_alarms(viewer: Viewer, offset: int, most: int) -> list[Alarm]:
    """Alarms of the last seven days that are over, the last one first; a visitor sees none."""
    return [] if viewer.role == "visitor" else await DESK.over(offset, most)


async def acknowledge(viewer: Viewer, number: int, by: object, word: object) -> None:
    """Acknowledges an open alarm; once this returns, it is kept and on its way to every display.

    Raises Refused where it cannot be; a visitor may not.
    """
    if viewer.role == "visitor":
        raise Refused("closed")
    await DESK.acknowledge(number, by, word)
