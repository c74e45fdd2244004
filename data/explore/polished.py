"""The questions that are held: looked for once, for all who ask the same within ten minutes."""

from collections import OrderedDict
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Lock

from data.board import Board
from data.door import Viewer
from data.explore.polish import Polish, Scope, ask_polish
from data.profile import Profile

FRESH = timedelta(minutes=10)
KEPT = 32  # scopes
Held = tuple[Profile, Board, Future[Polish]]


@dataclass
class Polished:
    """One a process. By scope: whose questions, at which board, and the answer, which may still be on its way."""

    held: OrderedDict[Scope, Held] = field(default_factory=OrderedDict)
    lock: Lock = field(default_factory=Lock)

    def read(self, viewer: Viewer, board: Board, scope: Scope) -> Polish:
        """Who asks what somebody waits for already waits with him; an error is told to all of them and not held."""
        with self.lock:
            held = self.held.get(scope)
            if held is not None and held[0] is board.profile and timedelta() <= board.as_of - held[1].as_of < FRESH:
                future, mine = held[2], False
            else:
                future, mine = Future(), True
                self.held[scope] = board.profile, board, future
                while len(self.held) > KEPT:
                    self.held.popitem(last=False)
        if mine:
            try:
                future.set_result(ask_polish(viewer, board, scope))
            except BaseException as error:
                with self.lock:
                    self.held.pop(scope, None)
                future.set_exception(error)
        return future.result()


POLISHED = Polished()


def read_polish(viewer: Viewer, board: Board, scope: Scope) -> Polish:
    """Every sign at every party, village or grid, at most ten minutes old; asks the store, so never on the loop.

    Raises Fault.
    """
    if viewer.role == "visitor":
        return ask_polish(viewer, board, scope)
    return POLISHED.read(viewer, board, scope)
