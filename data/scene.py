"""The scene: what of a place is told besides its numbers, at the board's own instant: who and what is where, when and
about what cases came, and the newest of them. Nothing personal: no names, no texts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import duckdb

from data.case_counts import Event, Hours, by_category, by_hour, newest
from data.live_points import Layer, layers_of
from data.profile import Profile
from data.spots import LevelIndex


@dataclass(frozen=True)
class Scene:
    """`layers` for a map; `hours` are today's cases, `categories` this week's by their first level, most first; None
    and empty where the place has no such feed."""

    layers: tuple[Layer, ...] = ()
    hours: Hours | None = None
    categories: tuple[tuple[str, int], ...] = ()
    events: tuple[Event, ...] = ()


def scene_of(
    connection: duckdb.DuckDBPyConnection, profile: Profile, levels: Sequence[LevelIndex], as_of: datetime
) -> Scene:
    """The scene as known at an instant. A few milliseconds: it is made with every board."""
    filled = frozenset(feed.fills for feed in profile.feeds)
    layers = layers_of(connection, filled, as_of)
    if "cases" not in filled:
        return Scene(layers)
    local = as_of.astimezone(ZoneInfo(profile.zone))
    return Scene(
        layers, by_hour(connection, local), by_category(connection, local), newest(connection, levels[1:], as_of)
    )
