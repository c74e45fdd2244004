"""What a place's feeds can answer: which indicators have rows and columns behind them, and since when."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from data.catalogue import Catalogue
from data.clock.due import computed
from data.derived import following
from data.feed_states import FeedState
from data.feeds.schema import SCHEMAS
from data.formula import parse_formula
from data.needs import PLACES, place_need
from data.profile import Profile

ANY_KIND = "*"


def beginnings_of(
    catalogue: Catalogue, states: Sequence[FeedState], first_arrival: datetime | None
) -> dict[str, datetime]:
    """By indicator: when the data behind it begins, the latest of its tables' beginnings; what has no table counts
    from the first arrival of anything, but what is read off the polygons has no beginning."""
    by_table: dict[str, datetime] = {}
    for state in states:
        if state.first_at is not None:
            by_table[state.table] = min(state.first_at, by_table.get(state.table, state.first_at))
    found = {}
    for indicator in catalogue.indicators:
        formula = parse_formula(indicator)
        tables = formula.tables
        times = [by_table[table] for table in tables if table in by_table]
        if not tables and first_arrival is not None and f"FROM {PLACES}" not in formula.rows:
            times = [first_arrival]
        if times:
            found[indicator.id] = max(times) + formula.reach
    return found


def offered(profile: Profile, catalogue: Catalogue) -> set[str]:
    """The indicators that the declared feeds can answer, whether or not they have sent anything yet."""
    fed = {feed.fills for feed in profile.feeds}
    every = {
        feed.id: {ANY_KIND, *(set(feed.columns) or {column.name for column in feed.schema_.all_columns})}
        | computed(profile, feed)
        for feed in profile.feeds
    }
    can = answerable(profile, catalogue, fed, every)
    return can | following(catalogue, can)


def answerable(profile: Profile, catalogue: Catalogue, filled: set[str], seen: Mapping[str, set[str]]) -> set[str]:
    """The indicators to measure: their tables have rows, and some feed of the place delivers their columns.

    A feed delivers what it has ever filled (`seen`, by feed): a column that is mapped but always empty is missing.
    The kinds that a feed declares count as delivered before the first row of them, so that none is 0.
    """
    given: dict[str, set[str]] = {}
    for feed in profile.feeds:
        declared = {feed.schema_.kind(kind) for kind in feed.kinds}
        given.setdefault(feed.fills, set()).update(seen.get(feed.id, set()) | declared)
    can = set()
    for indicator in catalogue.indicators:
        if indicator.derived is not None:
            continue
        formula = parse_formula(indicator)
        canonical = {column.name for table in formula.tables for column in SCHEMAS[table].all_columns}
        delivered = {column for table in formula.tables for column in given.get(table, set())}
        kinds = {one for group in formula.needs for one in group if "=" in one}
        asked = canonical | kinds
        delivered |= kinds if ANY_KIND in delivered else set()
        delivered |= {place_need(level.id, kind) for level in profile.levels for kind in {False, "kind" in level.extra}}
        answered = all(not group <= asked or group & delivered for group in formula.needs)
        if answered and set(formula.tables) <= filled:
            can.add(indicator.id)
    return can
