"""The watch: from board to board, which alarms are open, which are new and which are over.

An alarm is raised at once. That of an indicator or a feed is over when it was in order for ten minutes on end, so
that a number that flickers around its limit is one alarm; what is late or missing is not known to be in order. That of
a case is over at once, and so is one of what is no longer watched.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from data.alarms import log
from data.alarms.alarm import Alarm, Key
from data.alarms.conditions import Condition, conditions_of
from data.alarms.word import Refused
from data.board import Board
from data.store import Store

CALM_FOR = timedelta(minutes=10)
KEPT_EVERY = timedelta(minutes=1)


class Watch:
    """Keeps the alarms of a store; `recorded` False keeps them in memory alone. The writer's thread only."""

    def __init__(self, store: Store, recorded: bool = True) -> None:
        self.store = store
        self.recorded = recorded
        self.open: dict[Key, Alarm] = {}
        self.calm_since: dict[Key, datetime] = {}
        self.kept_at: datetime | None = None
        self.number = 0
        if recorded:
            self.open = {one.key: one for one in log.still_open(store.connection)}
            self.number = log.last_number(store.connection)

    @property
    def alarms(self) -> tuple[Alarm, ...]:
        """The open ones, in the order in which they were raised."""
        return tuple(self.open.values())

    def seen(self, board: Board) -> Board:
        """The board with its alarms, and what changed kept in the store."""
        found = {one.key: one for one in conditions_of(board, self.store.connection)}
        changed = [*self.ended(found, board.as_of), *self.raised(found, board.as_of)]
        if self.kept_at is None or not timedelta() <= board.as_of - self.kept_at < KEPT_EVERY:
            self.kept_at = board.as_of
            changed += [one for one in self.alarms if one not in changed]
        self.keep(changed)
        return replace(board, alarms=self.alarms)

    def ended(self, found: dict[Key, Condition], as_of: datetime) -> Iterator[Alarm]:
        """Brings the open alarms up to an instant; yields those that are over."""
        for key, alarm in list(self.open.items()):
            one = found.get(key)
            if one is not None and one.state == "holds":
                self.open[key] = replace(alarm, last_seen_at=as_of)
            if one is not None and one.state != "calm":
                self.calm_since.pop(key, None)
            elif one is None or as_of - self.calm_since.setdefault(key, as_of) >= CALM_FOR:
                self.calm_since.pop(key, None)
                yield replace(self.open.pop(key), cleared_at=as_of)

    def raised(self, found: dict[Key, Condition], as_of: datetime) -> Iterator[Alarm]:
        """Opens an alarm for whatever is the matter and has none."""
        for key, one in found.items():
            if one.state == "holds" and key not in self.open:
                self.number += 1
                told = (one.label, one.place, one.value)
                self.open[key] = Alarm(self.number, one.kind, one.subject, as_of, as_of, *told)
                yield self.open[key]

    def acknowledge(self, number: int, by: str, word: str, at: datetime) -> tuple[Alarm, ...]:
        """The open alarms, one of them acknowledged. Raises Refused where it is over, or somebody was quicker."""
        alarm = next((one for one in self.alarms if one.number == number), None)
        if alarm is None:
            raise Refused("over")
        if not alarm.is_new:
            raise Refused("taken")
        known = replace(alarm, acknowledged_at=at, acknowledged_by=by, word=word)
        self.keep([known])
        self.open[known.key] = known
        return self.alarms

    def keep(self, alarms: list[Alarm]) -> None:
        if self.recorded and alarms:
            with self.store.transaction() as connection:
                log.write(connection, alarms)
