"""A place as a briefing speaks of it: its readings, its parts, and each number bound to what it tells."""

from dataclasses import dataclass, replace
from functools import cached_property
from zoneinfo import ZoneInfo

import numpy as np

from data.board import Board, Reading
from data.briefing.basis import Basis
from data.briefing.choice import Choice, choice_of
from data.briefing.document import Cited, Quantity
from data.briefing.noise import Point
from data.briefing.town import TOWN, town_of
from data.catalogue import Words
from data.fault import Fault
from data.interval import SMALL
from data.measured import BEFORE, CURRENT, YEAR_AGO
from data.naming import level_title
from data.profile import Profile
from data.spots import UNPLACED
from data.units import singular
from data.wording import number

WEEK_AGO = CURRENT - 7  # of the daily points of a moment's number
COLUMNS = {"value": CURRENT, "before": BEFORE, "year_ago": YEAR_AGO, "week_ago": WEEK_AGO}


@dataclass(frozen=True, eq=False)
class Subject:
    """One place of a basis, in one language."""

    basis: Basis
    level: str
    place: str
    language: str

    @property
    def board(self) -> Board:
        return self.basis.board

    @property
    def profile(self) -> Profile:
        return self.board.profile

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.profile.zone)

    @cached_property
    def choice(self) -> Choice:
        return choice_of(self.board)

    @cached_property
    def names(self) -> dict[str, str]:
        """By level's place: its name, of the level that it is of and the one below."""
        levels = [self.board.level(level).level for level in dict.fromkeys((self.level, *self.below[:1]))]
        return {id: name for one in levels for id, name in zip(one.places, one.names, strict=True)}

    def block_of(self, id: str) -> Words | None:
        """The block of the wall that an indicator stands in; the headline's and the map's need none."""
        if id in (self.choice.map, self.choice.trend):
            return None
        return next((title for title, ids in self.choice.blocks[1:] if id in ids), None)

    @property
    def name(self) -> str:
        """The town's in the language, where the profile tells it; other places are called as their data has them."""
        return town_of(self.profile, self.language) if self.level == TOWN else self.names[self.place]

    def level_name(self, level: str) -> str:
        """What the place calls a level, as it stands within a sentence."""
        title = level_title(self.profile, level)[self.language]
        return title if self.language == "zh" else title[:1].lower() + title[1:]

    @cached_property
    def below(self) -> tuple[str, ...]:
        """The levels whose places make this one up, coarse to fine."""
        if self.level == TOWN:
            return self.profile.level_ids
        found: list[str] = []
        for one in self.basis.places.levels:
            if one.within in (self.level, *found):
                found.append(one.id)
        return tuple(found)

    def children(self, level: str) -> tuple[str, ...]:
        """The places of a finer level that lie in this one."""
        places = self.board.level(level).level.places
        if self.level == TOWN:
            return places
        own = self.board.level(self.level).level.places.index(self.place)
        parents = self.basis.places.parents(level, self.level)
        return tuple(place for place, parent in zip(places, parents, strict=True) if parent == own)

    def reading(self, id: str, level: str | None = None, place: str | None = None) -> Reading | None:
        """What the board holds; None where it is not told of that level, and without any number where its feed has
        since been overwritten."""
        level, place = level or self.level, place or self.place
        index = self.number_of(id)
        if not self.is_told(index, level):
            return None
        found = self.board.reading(id, level, place)
        if self.basis.overwritten.intersection(self.board.lineage[index]):
            gone = dict.fromkeys(("value", "numerator", "denominator", "before", "year_ago", "data_at"))
            return replace(found, **gone, trend=(None,) * len(found.trend), state="none", stale=False)  # type: ignore[arg-type]
        return found

    def readings(self, ids: tuple[str, ...]) -> list[Reading]:
        """Of those that are told of this place, in order."""
        return [found for id in ids if (found := self.reading(id)) is not None]

    def number_of(self, id: str) -> int:
        return self.numbers[id]

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Where each indicator stands in the catalogue."""
        return {one.id: n for n, one in enumerate(self.board.catalogue.indicators)}

    def is_told(self, index: int, level: str) -> bool:
        """Whether an indicator is known by the places of a level, rather than of the town as a whole."""
        if level == TOWN:
            return True
        measured = self.board.level(level)
        if index in measured.derived:
            return bool(np.isfinite(measured.derived[index][:-1]).any())
        parts = [measured.numerators[index], measured.denominators[index]]
        placed = any(part is not None and np.nan_to_num(part[:-1]).any() for part in parts)
        town = self.board.level(TOWN).numerators[index]
        return placed or not np.nan_to_num(town).any()

    def point(self, reading: Reading, quantity: Quantity) -> Point:
        """The number of a window and its parts; missing where a group is too small to be told."""
        measured, index = self.board.level(reading.level), self.number_of(reading.indicator.id)
        column = COLUMNS[quantity]
        value = quantity_of(reading, quantity)
        if value is None or reading.indicator.derived is not None or reading.place == UNPLACED:
            return Point(value)
        position = measured.level.places.index(reading.place)
        parts = measured.numerator(index, position)[column], measured.denominator(index, position)[column]
        numerator, denominator = (float(one) if np.isfinite(one) else None for one in parts)
        return Point(value, numerator, denominator)

    def cite(self, reading: Reading, quantity: Quantity, text: str) -> Cited:
        """A number of a reading, written as `text`. Fault where the reading does not have it."""
        value = quantity_of(reading, quantity)
        if value is None or reading.masked:
            raise Fault(f"{reading.indicator.id} at {reading.place} has no {quantity} to be told")
        return Cited(reading.indicator.id, reading.level, reading.place, quantity, value, text)

    def count(self, value: float, reading: Reading, digits: int | None = None) -> str:
        """A number with the indicator's unit: "3,145件", "3,145 cases", "94.2%"."""
        unit = reading.indicator.unit[self.language]
        space = "" if self.language == "zh" or unit == "%" or not unit else " "
        text = number(value, reading.indicator.digits if digits is None else digits)
        return f"{text}{space}{singular(unit) if self.language == 'en' and text in ('1', '−1') else unit}"


def quantity_of(reading: Reading, quantity: Quantity) -> float | None:
    """The number that a quantity names, from the reading alone."""
    indicator = reading.indicator
    week_ago = reading.trend[WEEK_AGO] if indicator.period in ("now", "today") else None
    of = {"before": reading.before, "year_ago": reading.year_ago, "week_ago": week_ago}
    for name, then in of.items():
        stem = "" if name == "before" else f"{name.removesuffix('_ago')}_"
        if quantity == name:
            return then
        if quantity == f"{stem}change":
            return None if reading.value is None or then is None else reading.value - then
        if quantity == f"{stem}change_percent":
            return None if reading.value is None or not then else 100 * (reading.value - then) / abs(then)
    interval = reading.interval or (None, None)
    plain = {
        "value": reading.value,
        "numerator": reading.numerator,
        "denominator": reading.denominator,
        "interval_low": interval[0],
        "interval_high": interval[1],
        "target": indicator.target,
        "watch": indicator.watch,
        "bad": indicator.bad,
    }
    return plain[quantity]


def is_few(point: Point) -> bool:
    return point.denominator is not None and point.denominator < SMALL
