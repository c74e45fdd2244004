"""The survey: a store measured at one instant, as a board; and again and again, for those who watch."""

from dataclasses import replace
from datetime import datetime, timedelta
from time import perf_counter
from zoneinfo import ZoneInfo

import duckdb

from data.advance import STEADY, advanced, all_at_once, change, counted_anew, moments_of, row_by_row
from data.ages import ages_table, feed_ages
from data.answers import answerable, beginnings_of, offered
from data.board import Board
from data.catalogue import Catalogue
from data.derived import derive, lineage_of
from data.feed_states import FeedState, feed_states, find_overwritten, newer_states
from data.feeds.schema import SCHEMAS
from data.footing import Footing, longest_ago, moved_on, until
from data.formula import parse_formula
from data.horizon import begun_whole
from data.measure import begun_of, measure_in, spans_of
from data.moved import NOW, THEN, arrivals, find_moved
from data.raising import RAISED, Raising
from data.readers import Readers
from data.scene import scene_of
from data.shares import Heap, add_up, shares_of
from data.snapshot import Snapshot
from data.store import Store, delivered_columns, first_arrival

WHOLE_EVERY = timedelta(minutes=1)
AT_LATEST = timedelta(minutes=3)  # where nobody counts the whole beside
LOOK_EVERY = timedelta(seconds=5)
COUNT_EVERY = timedelta(seconds=20)
SLOW_SECONDS = 0.1  # of a tick, to count a table over all rows
FEW = 3  # tables that are looked at in one tick though nothing came to them, so that no tick takes long
MOST_MOVED = 20_000  # rows; counting the whole costs no more then


class Survey:
    """Measures a store for as long as it is open: the whole at first and every few minutes, in between what moved.

    The whole may be counted beside (`renew`), so that a board never waits for it.
    """

    def __init__(self, store: Store, catalogue: Catalogue) -> None:
        self.store = store
        self.catalogue = catalogue
        self.zone = ZoneInfo(store.profile.zone)
        self.formulas = [parse_formula(indicator) for indicator in catalogue.indicators]
        parts = [row_by_row(formula) for formula in self.formulas]
        numbers = range(len(parts))
        self.by_row = {name: [number for number in numbers if name in parts[number]] for name in SCHEMAS}
        self.moments = {
            name: moments_of([self.formulas[number] for number in mine], SCHEMAS[name])
            for name, mine in self.by_row.items()
            if mine
        }
        self.at_once = [all_at_once(formula) for formula in self.formulas]
        self.offered = frozenset(offered(store.profile, catalogue))
        self.raising = Raising(catalogue)
        self.footing: Footing | None = None
        self.fresh: Footing | None = None  # counted beside, for the next measurement to stand on
        self.slow: set[str] = set()  # tables that take too long for a tick: they wait for the whole
        self.wholes = 0
        self.wholes_before = 0  # the state that is counted beside was held

    def board(self, as_of: datetime | None = None) -> Board:
        """The board at one instant (default: the profile's clock), where nobody writes meanwhile."""
        return self.measure(self.hold(as_of))

    def hold(self, as_of: datetime | None = None) -> Snapshot:
        """On the thread that writes: the state that is to be measured next."""
        snapshot = Snapshot(self.store, as_of or self.store.now())
        self.store.disturbed = False
        return snapshot

    def hold_beside(self, as_of: datetime | None = None) -> Snapshot:
        """On the thread that writes: the state whose whole is to be counted, on one core."""
        self.wholes_before = self.wholes
        return Snapshot(self.store, as_of or self.store.now(), 1)

    def measure(self, snapshot: Snapshot) -> Board:
        """The board of a state, which is let go. One thread at a time."""
        with snapshot:
            self.footing = self.stand(snapshot)
            return self.told(snapshot.readers, self.footing, snapshot.as_of)

    def stand(self, snapshot: Snapshot) -> Footing:
        """The measurement of a state: what moved added to the last one, else the whole."""
        last, self.fresh, self.footing = self.fresh or self.footing, None, None
        try:
            footing = None if last is None or snapshot.disturbed else self.further(snapshot, last)
        except RAISED:
            snapshot.readers.renew()
            footing = None
        if footing is None:
            self.wholes += 1
        return footing or self.whole(snapshot)

    def due(self, as_of: datetime) -> bool:
        """Whether the whole should be counted again."""
        return self.footing is not None and as_of >= self.footing.whole_at + WHOLE_EVERY

    def renew(self, snapshot: Snapshot) -> None:
        """Counts the whole of a state from `hold_beside`, which is let go, on a thread beside the one that measures.

        Where that one has counted the whole since, its own is the newer one.
        """
        with snapshot:
            fresh = self.whole(snapshot)
        if self.wholes == self.wholes_before:
            self.fresh = fresh
        self.slow = set()

    def told(self, readers: Readers, footing: Footing, as_of: datetime) -> Board:
        """What was measured, as a board."""
        profile, levels = self.store.profile, [one.level for one in footing.measured]
        scene = scene_of(readers.first, profile, levels, as_of)
        ages = feed_ages(profile, footing.states, as_of)
        lineage = lineage_of(profile, self.catalogue, ages)
        measured = {one.level.id: derive(one, self.catalogue, lineage, ages) for one in footing.measured}
        return Board(profile, self.catalogue, as_of, measured, ages, lineage, self.offered, scene=scene)

    def whole(self, snapshot: Snapshot) -> Footing:
        """Everything counted over all rows; what raises when it is counted is left out, and said."""
        readers, levels, as_of = snapshot.readers, snapshot.levels, snapshot.as_of
        states = tuple(feed_states(readers.first, self.store.profile, as_of))
        can, beginnings = self.scope(readers.first, states, as_of)
        readers.register("feed_ages", ages_table(self.store.profile, feed_ages(self.store.profile, states, as_of)))
        spans = spans_of(self.catalogue, as_of, self.zone)
        try:
            measured = measure_in(readers, self.catalogue, levels, as_of, spans, can, beginnings)
        except RAISED:
            readers.renew()
            if not (found := self.raising.find(readers, levels, as_of, spans, can)):
                raise
            can -= found
            measured = measure_in(readers, self.catalogue, levels, as_of, spans, can, beginnings)
        batch = arrivals(readers.first, 0).batch
        times = (as_of, dict.fromkeys(self.moments, as_of), dict.fromkeys(frozenset().union(*self.at_once), as_of))
        return Footing(*times, batch, spans, states, can, beginnings, tuple(measured))

    def further(self, snapshot: Snapshot, last: Footing) -> Footing | None:
        """What moved since the last measurement, added to it; None where the whole must be counted."""
        readers, levels, as_of = snapshot.readers, snapshot.levels, snapshot.as_of
        if not last.whole_at <= as_of < last.whole_at + AT_LATEST:
            return None
        spans = moved_on(last.spans, spans_of(self.catalogue, as_of, self.zone), as_of)
        came = arrivals(readers.first, last.batch)
        profile = self.store.profile
        filled = {profile.feed(feed).fills for feed in came.feeds}
        states = newer_states(readers.first, last.states, filled, last.batch, as_of)
        can, beginnings = self.scope(readers.first, states, as_of)
        if spans is None or as_of < max(last.looked_at.values()):
            return None
        if can != last.answerable or beginnings != last.beginnings or filled & STEADY:
            return None
        connection = readers.first
        readers.register("feed_ages", ages_table(profile, feed_ages(profile, states, as_of)))
        begun = begun_of(self.catalogue, spans, beginnings)
        asked = [n for n, one in enumerate(self.catalogue.indicators) if one.id in can and one.derived is None]
        due = longest_ago({k: at for k, at in last.counted_at.items() if k not in self.slow}, as_of, COUNT_EVERY, 1)
        anew = [number for number in asked if self.at_once[number] & due]
        started = perf_counter()
        counted = counted_anew(readers, self.catalogue, self.formulas, anew, spans, as_of, levels)
        self.slow |= due if perf_counter() - started > SLOW_SECONDS else set()
        measured = [
            replace(advanced(one, {}, counted[level.id]), level=level, begun=begun)
            for one, level in zip(last.measured, levels, strict=True)
        ]
        look = filled | longest_ago(last.looked_at, as_of, LOOK_EVERY, FEW)
        for name in sorted(look & self.moments.keys()):
            at = last.looked_at[name]
            mine = [number for number in self.by_row[name] if self.catalogue.indicators[number].id in can]
            batches = came.begun_at if name in filled else ()
            rows = find_moved(connection, SCHEMAS[name], self.moments[name], last.batch, batches, at, as_of)
            count = sum(one.num_rows for one in rows.values())
            if count > MOST_MOVED:
                return None
            if count and mine:
                then_spans = {period: until(span, at, period) for period, span in spans.items()}
                for relation, moved_rows in rows.items():
                    connection.register(relation, moved_rows)
                shares = shares_of(self.catalogue, self.formulas, mine, name)
                now, then = add_up(connection, name, [Heap(NOW, spans, as_of), Heap(THEN, then_spans, at)], shares)
                moved = change(len(levels[0].of_spot), now, then)
                measured = [
                    advanced(one, {key: one.level.roll_up(sums) for key, sums in moved.items()}, {}) for one in measured
                ]
        looked_at = {name: as_of if name in look else at for name, at in last.looked_at.items()}
        counted_at = {name: as_of if name in due else at for name, at in last.counted_at.items()}
        times = (last.whole_at, looked_at, counted_at)
        return Footing(*times, came.batch, spans, states, can, beginnings, tuple(measured))

    def scope(
        self, connection: duckdb.DuckDBPyConnection, states: tuple[FeedState, ...], as_of: datetime
    ) -> tuple[frozenset[str], dict[str, datetime]]:
        """The indicators that can be answered, and since when each."""
        filled = {state.table for state in states if state.rows}
        found = beginnings_of(self.catalogue, states, first_arrival(connection))
        beginnings = begun_whole(connection, self.catalogue, self.zone, found)
        can = answerable(self.store.profile, self.catalogue, filled, delivered_columns(connection))
        gone = {self.store.profile.feed(one).fills for one in find_overwritten(connection, self.store.profile, as_of)}
        by_formula = zip(self.catalogue.indicators, self.formulas, strict=True)
        lost = {one.id for one, formula in by_formula if not gone.isdisjoint(formula.tables)}
        return frozenset(can) - lost - self.raising.now(as_of), beginnings


def build_board(store: Store, catalogue: Catalogue, as_of: datetime | None = None) -> Board:
    """Measures everything at one instant (default: the profile's clock)."""
    return Survey(store, catalogue).board(as_of)


def read_board(snapshot: Snapshot, catalogue: Catalogue) -> Board:
    """Measures a state, on any thread: the store itself is not touched."""
    survey = Survey(snapshot.store, catalogue)
    return survey.told(snapshot.readers, survey.stand(snapshot), snapshot.as_of)
