"""The service circle: who lives within a walk of a service, how much of it there is for each, and where it lacks."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property, lru_cache

import duckdb
import numpy as np

from data.board import Board
from data.dwellings import Dwellings, cells_of, dwellings, read_population
from data.resources import (
    Match,
    Need,
    Resource,
    kinds_of,
    matches,
    open_needs,
    points_of,
    read_needs,
    read_resources,
)
from geo.access import near, two_step, within_reach
from geo.bands import side_of
from geo.canvas import Canvas
from geo.heat import density
from geo.places import Places
from geo.plane import FloatArray

PER_RESIDENTS = 1000
SPAN = timedelta(days=365)  # needs that were raised longer ago, and are matched, are history


@dataclass(frozen=True)
class PlaceService:
    """A place: open resources, needs raised, those not matched; its share of residents within reach, and how much
    capacity each thousand of them can reach. None where nobody lives there, or what they count is not known."""

    id: str
    name: str
    resources: int
    needs: int
    unmatched: int
    residents: float | None
    within: float | None
    access: float | None

    @property
    def lack(self) -> int:
        """Needs beyond the resources."""
        return self.needs - self.resources


@dataclass(frozen=True, eq=False)
class ServiceCircle:
    """Services and needs of one kind (or all) at an instant, over a town's canvas.

    `capacity` is "declared" where every open resource declares one, else each resource counts 1.
    """

    canvas: Canvas
    resources: tuple[Resource, ...]
    needs: tuple[Need, ...]
    kinds: tuple[tuple[str, int, int], ...]
    dwellings: Dwellings
    walk_m: float
    within: float | None
    capacity: str
    places: tuple[PlaceService, ...]
    matched: tuple[Match, ...]
    waiting: tuple[Match, ...]

    @cached_property
    def supply(self) -> FloatArray:
        """Open resources a square kilometre, at each cell."""
        return self.heat(self.resources)

    @cached_property
    def demand(self) -> FloatArray:
        """Needs a square kilometre, at each cell."""
        return self.heat(self.needs)

    def heat(self, rows: Sequence[Resource] | Sequence[Need]) -> FloatArray:
        return density(self.canvas, *points_of(rows), np.ones(len(rows)), self.walk_m)

    @property
    def unlocated(self) -> tuple[int, int]:
        """Open resources and needs without a point that can be believed."""
        return sum(one.lon is None for one in self.resources), sum(one.lon is None for one in self.needs)

    @property
    def unnamed(self) -> int:
        """Matched needs whose source does not tell with which resource."""
        return sum(one.matched_at is not None for one in self.needs) - len(self.matched)


@lru_cache(maxsize=4)
def canvas_of(places: Places) -> Canvas:
    """The canvas of a town; made once for a set of places."""
    return Canvas.over(np.array([places.outline]), side_of(places.outline))


def read_circle(
    connection: duckdb.DuckDBPyConnection, board: Board, places: Places, level: str, kind: str | None
) -> ServiceCircle:
    """At the board's instant, over the places of a level; `kind` None: all kinds."""
    everything = read_resources(connection, board.as_of)
    since = board.as_of - SPAN
    asked = [one for one in read_needs(connection, board.as_of) if one.matched_at is None or one.raised_at > since]
    wanted = tuple(one for one in everything if kind in (None, one.kind))
    needs = tuple(one for one in asked if kind in (None, one.kind))
    population = read_population(connection, board.as_of)
    homes = dwellings(canvas_of(places), places, board.profile, population)
    walk_m = board.profile.services.walk_m
    return circle(places, level, homes, walk_m, wanted, needs, kinds_of(everything, asked))


def circle(
    places: Places,
    level: str,
    homes: Dwellings,
    walk_m: float,
    known: tuple[Resource, ...],
    needs: tuple[Need, ...],
    kinds: tuple[tuple[str, int, int], ...],
) -> ServiceCircle:
    """What these resources (those that are over too) and needs come to."""
    canvas = canvas_of(places)
    resources = tuple(one for one in known if one.is_open)
    declared = bool(resources) and all(one.capacity is not None for one in resources)
    capacity = np.array([(one.capacity or 0.0) if declared else 1.0 for one in resources], np.float64)
    people = homes.people.ravel()
    lived = np.flatnonzero(people > 0)
    east, north = canvas.middles
    x, y = (one.ravel()[lived] for one in np.meshgrid(east, north))
    pairs = near((x, y), canvas.plane.points(*points_of(resources)), walk_m)
    reached = np.zeros(len(lived))
    reached[pairs.demand] = 1.0
    access = PER_RESIDENTS * two_step(pairs, people[lived], capacity)
    return ServiceCircle(
        canvas, resources, needs, kinds, homes, walk_m, within_reach(pairs, people[lived]),
        "declared" if declared else "count",
        by_place(places, level, homes, lived, reached, access, resources, needs),
        matches(canvas.plane, needs, known),
        open_needs(canvas.plane, needs, resources),
    )  # fmt: skip


def by_place(
    places: Places,
    level: str,
    homes: Dwellings,
    lived: np.ndarray[tuple[int], np.dtype[np.int64]],
    reached: FloatArray,
    access: FloatArray,
    resources: Sequence[Resource],
    needs: Sequence[Need],
) -> tuple[PlaceService, ...]:
    """Each place of a level. Rates are means over its residents, each cell by how many live in it."""
    frame = places.level(level).frame
    holder = cells_of(canvas_of(places), places, level).ravel()[lived]
    inside = holder >= 0
    weight = homes.people.ravel()[lived][inside]

    def total(values: FloatArray) -> FloatArray:
        return np.bincount(holder[inside], values[inside] * weight, minlength=len(frame)).astype(np.float64)

    residents = total(np.ones(len(lived)))
    within, reach = total(reached), total(access)
    counted = homes.of in ("reported", "profile")
    offered, asked = Counter(one.places[level] for one in resources), Counter(one.places[level] for one in needs)
    waiting = Counter(one.places[level] for one in needs if one.matched_at is None)
    return tuple(
        PlaceService(
            id, name, offered[id], asked[id], waiting[id],
            float(lives) if counted else None,
            float(near_by / lives) if lives else None,
            float(found / lives) if lives and counted else None,
        )
        for id, name, lives, near_by, found in zip(
            frame["id"].astype(str), frame["name"].astype(str), residents, within, reach, strict=True
        )
    )  # fmt: skip
