"""The extracts that are held: made once for all who ask of the same indicator, renewed behind their backs."""

from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Lock
from zoneinfo import ZoneInfo

from data.ages import ages_table
from data.board import Board
from data.catalogue import Indicator
from data.door import Viewer, read_edition, store_rows
from data.explore.extract import Extract, extract
from data.fault import Fault

KEPT = 3  # indicators; of a million rows each takes some 100 MB
FRESH = timedelta(seconds=60)  # until an extract is renewed while it is still read
OLD = timedelta(minutes=10)  # from when on nobody is shown it


@dataclass
class Desk:
    """One a process. Extracts by indicator, the one asked for longest ago first."""

    held: OrderedDict[Indicator, Extract] = field(default_factory=OrderedDict)
    renewed: dict[Indicator, Future[Extract]] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)
    maker: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, thread_name_prefix="extract"))

    def read(self, viewer: Viewer, id: str) -> Extract:
        """The rows of an indicator, a minute old at most unless they are being renewed; asks the store, so never on the
        loop. Raises Fault for an unknown one, one that this viewer may not read row by row, or before the first board.
        """
        board = read_edition(viewer).board
        indicator = permitted(viewer, board, id)
        with self.lock:
            held = self.held.get(indicator)
            age = None if held is None else board.as_of - held.as_of
            if held is not None and age is not None and timedelta() <= age <= FRESH:
                self.held.move_to_end(indicator)
                return held
            if indicator not in self.renewed:
                self.renewed[indicator] = self.maker.submit(self.renew, viewer, indicator)
            future = self.renewed[indicator]
        if held is not None and age is not None and timedelta() <= age <= OLD:
            return held
        return future.result()

    def renew(self, viewer: Viewer, indicator: Indicator) -> Extract:
        try:
            board = read_edition(viewer).board
            with store_rows(viewer) as cursor:
                cursor.register("feed_ages", ages_table(board.profile, board.feeds))
                made = extract(cursor, indicator, board.as_of, ZoneInfo(board.profile.zone))
            with self.lock:
                self.held[indicator] = made
                self.held.move_to_end(indicator)
                while len(self.held) > KEPT:
                    self.held.popitem(last=False)
            return made
        finally:
            with self.lock:
                self.renewed.pop(indicator, None)

    def forget(self) -> None:
        """Nothing is held any more."""
        with self.lock:
            self.held.clear()


DESK = Desk()


def permitted(viewer: Viewer, board: Board, id: str) -> Indicator:
    """The indicator whose rows a viewer asks for. Raises Fault where there is none or they are not to be read."""
    if viewer.role == "visitor":
        raise Fault("rows are not for visitors")
    if id not in board.catalogue:
        raise Fault(f'there is no indicator "{id[:60]}"')
    indicator = board.catalogue[id]
    if id in board.withheld or "person_sensitive" in indicator.flags:
        raise Fault("rows that tell of persons are not listed")
    return indicator


def read_extract(viewer: Viewer, id: str) -> Extract:
    """The rows of an indicator, for a viewer. Raises Fault."""
    return DESK.read(viewer, id)


def explorable(board: Board) -> tuple[Indicator, ...]:
    """The indicators whose rows may be read and which the place's feeds answer."""
    return tuple(
        one
        for one in board.catalogue.indicators
        if one.derived is None
        and one.id in board.offered
        and one.id not in board.withheld
        and "person_sensitive" not in one.flags
    )
