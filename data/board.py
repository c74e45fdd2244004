"""The board: one immutable snapshot of every number at every place, that all screens and exports read."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import isfinite
from typing import Literal

import numpy as np
import numpy.typing as npt

from data.alarms.alarm import Alarm
from data.catalogue import Catalogue, Indicator, Words, built_in
from data.choices import chosen
from data.fault import Fault
from data.interval import SMALL, interval_of
from data.measured import BEFORE, CURRENT, FloatArray, Measured
from data.profile import Profile
from data.scene import Scene
from data.spots import UNPLACED

State = Literal["normal", "watch", "bad", "stale", "none"]
LEAST = 5  # people of a sensitive group that is told; fewer could be known by name


@dataclass(frozen=True)
class FeedAge:
    """A feed, how old its newest data is (`age` None: no data yet), and whether that is too old."""

    id: str
    title: Words
    newest_at: datetime | None
    age: timedelta | None
    stale: bool


@dataclass(frozen=True)
class Reading:
    """One indicator at one place. None is missing, never 0.

    `value` is in the indicator's unit; `data_at` is the newest time of the data behind it (the oldest of its
    feeds'); `trend` are 12 like points, oldest first, the last is `value`; `before` is the last but one. Of a
    `masked` one nothing is told but that its group has 1 to 4 people: every number is None.
    """

    indicator: Indicator
    level: str
    place: str
    value: float | None
    numerator: float | None
    denominator: float | None
    before: float | None
    year_ago: float | None
    trend: tuple[float | None, ...]
    data_at: datetime | None
    stale: bool
    state: State
    masked: bool = False

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval in the indicator's unit, where it is a share of counted things."""
        return interval_of(self.indicator, self.numerator, self.denominator)

    @property
    def small(self) -> bool:
        return self.denominator is not None and self.denominator < SMALL


@dataclass(frozen=True)
class Board:
    """The readings of a catalogue at every level of a place, at one instant.

    `offered` are the indicators that the place's feeds can answer once they have sent anything; `withheld` those
    whose numbers are kept from whoever this board is for; `alarms` are the open ones, first raised first;
    `earlier` marks one that an earlier run of the server measured.
    """

    profile: Profile
    catalogue: Catalogue
    as_of: datetime
    measured: dict[str, Measured]
    feeds: tuple[FeedAge, ...]
    lineage: tuple[tuple[str, ...], ...]
    offered: frozenset[str] = frozenset()
    withheld: frozenset[str] = frozenset()
    alarms: tuple[Alarm, ...] = ()
    scene: Scene = field(default_factory=Scene)
    earlier: bool = False

    def reading(self, indicator_id: str, level: str = "town", place: str | None = None) -> Reading:
        """The reading of an indicator at a place (default: the town). Raises Fault for an unknown level or place."""
        number = next((n for n, one in enumerate(self.catalogue.indicators) if one.id == indicator_id), None)
        if number is None:
            raise Fault(f'there is no indicator "{indicator_id}"')
        measured = self.level(level)
        if place is None:
            return self.read(number, measured, 0)
        if place not in measured.level.places:
            raise Fault(f'level {level} has no place "{place}"')
        return self.read(number, measured, measured.level.places.index(place))

    def level(self, level: str) -> Measured:
        if level not in self.measured:
            raise Fault(f'profile {self.profile.name} has no level "{level}": {", ".join(self.measured)}')
        return self.measured[level]

    def readings(self, level: str = "town") -> Iterator[Reading]:
        """Every indicator at every place of a level, and at "unplaced" where there is anything."""
        measured = self.level(level)
        last = len(measured.level.places)
        for number in range(len(self.catalogue.indicators)):
            values, numerators, denominators, masked = self.told(number, measured, slice(None))
            for position in range(last):
                row = values[position], numerators[position], denominators[position], masked[position]
                yield self.as_reading(number, measured, position, *row)
            parts = (numerators[last][CURRENT], denominators[last][CURRENT])
            if level != "town" and np.nansum(np.abs(parts)):
                yield self.read(number, measured, last)

    def read(self, number: int, measured: Measured, position: int) -> Reading:
        row = (one[0] for one in self.told(number, measured, slice(position, position + 1)))
        return self.as_reading(number, measured, position, *row)

    def told(
        self, number: int, measured: Measured, places: slice
    ) -> tuple[FloatArray, FloatArray, FloatArray, npt.NDArray[np.bool_]]:
        """Values, numerators and denominators (n, 13) of some places, and at which of them (n,) they are masked."""
        values = measured.values(number, places)
        numerators, denominators = measured.numerator(number, places), measured.denominator(number, places)
        if "person_sensitive" not in self.catalogue.indicators[number].flags:
            return values, numerators, denominators, np.zeros(len(values), np.bool_)
        hidden = too_few(numerators, denominators)
        masked = hidden[:, CURRENT]
        return np.where(hidden | masked[:, None], np.nan, values), numerators, denominators, masked

    def as_reading(
        self,
        number: int,
        measured: Measured,
        position: int,
        values: FloatArray,
        numerators: FloatArray,
        denominators: FloatArray,
        masked: bool,
    ) -> Reading:
        indicator, places = self.catalogue.indicators[number], measured.level.places
        data_at, stale = self.age(number)
        *trend, year_ago = (number_or_none(one) for one in values.tolist())
        numerator = None if masked else number_or_none(numerators[CURRENT])
        denominator = None if masked else number_or_none(denominators[CURRENT])
        return Reading(
            indicator=indicator,
            level=measured.level.id,
            place=places[position] if position < len(places) else UNPLACED,
            value=trend[CURRENT],
            numerator=numerator,
            denominator=denominator,
            before=trend[BEFORE],
            year_ago=year_ago,
            trend=tuple(trend),
            data_at=data_at,
            stale=stale,
            state=state_of(indicator, trend[CURRENT], stale, numerator, denominator),
            masked=bool(masked),
        )

    def age(self, number: int) -> tuple[datetime | None, bool]:
        """The oldest newest time among the feeds behind an indicator, and whether any is too old.

        What has no feed behind it is about the board itself, and as old as the board.
        """
        if not self.lineage[number]:
            return self.as_of, False
        behind = [feed for feed in self.feeds if feed.id in self.lineage[number]]
        times = [feed.newest_at for feed in behind if feed.newest_at is not None]
        return min(times, default=None), any(feed.stale for feed in behind)


def catalogue_of(profile: Profile) -> Catalogue:
    """The product's catalogue as a place has chosen it. Fault names the profile and each choice that cannot be."""
    return chosen(built_in(), profile)


def too_few(numerator: FloatArray, denominator: FloatArray) -> npt.NDArray[np.bool_]:
    """Where the group behind a number, the denominator or else the count itself, is of 1 to 4 people."""
    group = np.where(np.isnan(denominator), numerator, denominator)
    return (group > 0) & (group < LEAST)


def state_of(
    indicator: Indicator,
    value: float | None,
    stale: bool,
    numerator: float | None = None,
    denominator: float | None = None,
) -> State:
    """Missing and stale come before good and bad: neither is ever shown as in order.

    A share of fewer than 20 is bad only where its whole 95 % interval lies past the limit; otherwise chance alone
    may have put it there, and it is to be watched. Its parts are given by `numerator` and `denominator`.
    """
    if value is None:
        return "none"
    if stale:
        return "stale"
    sign = {"up": -1, "down": 1, "none": 0}[indicator.direction]
    for state, limit in (("bad", indicator.bad), ("watch", indicator.watch)):
        if limit is not None and sign and sign * (value - limit) > 0:
            return "bad" if state == "bad" and not by_chance(indicator, limit, numerator, denominator) else "watch"
    return "normal"


def by_chance(indicator: Indicator, limit: float, numerator: float | None, denominator: float | None) -> bool:
    """Whether a limit lies within the interval of a share of few."""
    if denominator is None or denominator >= SMALL:
        return False
    interval = interval_of(indicator, numerator, denominator)
    return interval is not None and interval[0] <= limit <= interval[1]


def number_or_none(value: float) -> float | None:
    """The one place where NaN turns into none: NaN compares false with every limit and would look fine."""
    return float(value) if isfinite(value) else None
