"""How old each feed's newest data is at an instant."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import pyarrow as pa

from data.board import FeedAge
from data.catalogue import Words
from data.feed_states import FeedState
from data.profile import Profile


def feed_ages(profile: Profile, states: Iterable[FeedState], as_of: datetime) -> tuple[FeedAge, ...]:
    """The age of every feed, and whether it is more than the feed allows."""
    return tuple(feed_age(profile, state, as_of) for state in states)


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
