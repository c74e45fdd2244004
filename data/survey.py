"""The survey: a store measured at one instant, as a board."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pyarrow as pa

from data.answers import answerable, beginnings_of, offered
from data.board import Board, FeedAge
from data.catalogue import Catalogue, Words
from data.formula import parse_formula
from data.measure import measure
from data.profile import Profile
from data.store import FeedState, Store, delivered_columns, feed_states, first_arrival


def build_board(store: Store, catalogue: Catalogue, as_of: datetime | None = None) -> Board:
    """Measures everything at one instant (default: the profile's clock)."""
    profile = store.profile
    as_of = as_of or store.now()
    connection = store.connection.cursor()
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute("BEGIN")
    try:
        states = feed_states(connection, profile, as_of)
        ages = tuple(feed_age(profile, state, as_of) for state in states)
        connection.register("feed_ages", ages_table(profile, ages))
        levels = store.spotter.levels(profile.town)
        filled = {state.table for state in states if state.rows}
        beginnings = beginnings_of(catalogue, states, first_arrival(connection))
        can = answerable(profile, catalogue, filled, delivered_columns(connection))
        measured = measure(connection, catalogue, levels, as_of, ZoneInfo(profile.zone), can, beginnings)
    finally:
        connection.execute("ROLLBACK")
        connection.close()
    lineage = tuple(
        tuple(feed.id for feed in profile.feeds if feed.fills in parse_formula(indicator).tables)
        for indicator in catalogue.indicators
    )
    levels_measured = {one.level.id: one for one in measured}
    return Board(profile, catalogue, as_of, levels_measured, ages, lineage, frozenset(offered(profile, catalogue)))


def feed_age(profile: Profile, state: FeedState, as_of: datetime) -> FeedAge:
    feed = profile.feed(state.feed)
    age = None if state.newest_at is None else max(as_of - state.newest_at, timedelta())
    stale = age is None or age > feed.stale_after
    title = Words(feed.title.get("zh", feed.id), feed.title.get("en", feed.id))
    return FeedAge(feed.id, title, state.newest_at, age, stale)


def ages_table(profile: Profile, ages: tuple[FeedAge, ...]) -> pa.Table:
    """The relation `feed_ages` that indicators of the board's own health select from."""
    times = pa.timestamp("us", "UTC")
    return pa.table(
        {
            "feed": pa.array([age.id for age in ages], pa.string()),
            "newest_at": pa.array([age.newest_at for age in ages], times),
            "stale_at": pa.array(
                [age.newest_at and age.newest_at + profile.feed(age.id).stale_after for age in ages], times
            ),
        }
    )
