"""Cases: what is reported in the town, by whom, of what kind, and where."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from data.feeds.casework import ARRIVALS, CASES, SOURCES
from data.simulate.case_ending import ENDING_UNIFORMS, Ending, everyday
from data.simulate.case_life import LIFE_UNIFORMS, LOOKBACK_DAYS, Drawn, life
from data.simulate.categories import ARRIVALS_FOR, CATEGORIES, COLOURS, GRAVITY
from data.simulate.draws import DAY, SECOND, chosen, days_between, draw, midnights
from data.simulate.lives import Lives, Values, glued, words
from data.simulate.rhythm import daily_rates, hotline_share, is_fair, second_of_day
from data.simulate.town import Town

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

__all__ = ["LOOKBACK_DAYS", "Matter", "draw_cases", "lived", "matters"]

_NOUN = 10
_EXTRA = 11  # the cases that live_speed adds
_OWN = 10  # uniform numbers used here; the rest is for the life
# Of all cases but the hotline's.
_SHARES = {
    "grid_worker": 0.60,
    "snapshot": 0.15,
    "camera": 0.10,
    "window": 0.06,
    "drone": 0.04,
    "sensor": 0.02,
    "petition": 0.02,
    "other": 0.01,
}
_MACHINES = ("camera", "sensor", "drone")
_ASKING = ("hotline", "snapshot", "petition", "window")  # somebody waits for an answer
# Dirt, in the order in which it is dealt out.
_NO_POINT, _ZERO, _SWAPPED, _DEFAULT, _OUTSIDE, _FAR = 0.015, 0.003, 0.0005, 0.004, 0.005, 0.00003


def draw_cases(town: Town, first: date, last: date, extra: bool = False) -> Lives:
    """The cases reported from first to last, both included, each with its whole life.

    `extra` gives instead the further ones that live_speed adds to what arrives live.
    """
    plan = town.plan
    days = days_between(first, last)
    rates = daily_rates(days, plan.begins, plan.cases_a_month) * (plan.live_speed - 1 if extra else 1)
    draws = draw(plan.seed, _EXTRA if extra else _NOUN, days, rates, _OWN + ENDING_UNIFORMS + LIFE_UNIFORMS)
    day, uniform = draws.day, draws.uniform
    seconds = np.round(second_of_day(uniform[0])).astype(np.int64)
    reported = midnights(days, town.zone)[day] + seconds * SECOND

    source = _sources(days, day, uniform[1], town)
    fair = np.array([is_fair(one) for one in days])[day]
    matter = matters(town, source, fair, uniform[2:5])
    machine = np.isin(source, [SOURCES.index(name) for name in _MACHINES])
    ending = everyday(reported, matter.colour, matter.allowed, machine, uniform[_OWN : _OWN + ENDING_UNIFORMS])
    ids = _ids(days, day, "X" if extra else "S")
    return lived(town, ids, reported, matter, ending, uniform[5:10], uniform[_OWN + ENDING_UNIFORMS :])


@dataclass(frozen=True)
class Matter:
    """What cases (n,) are about: numbers in SOURCES, CATEGORIES and COLOURS, whether they are urgent."""

    source: IntArray
    category: IntArray
    colour: IntArray
    urgent: NDArray[np.bool_]

    @property
    def allowed(self) -> FloatArray:
        """Microseconds allowed: by category for a yellow case, a week for an orange, a month for a red one."""
        yellow = np.array([one.yellow_days for one in CATEGORIES])[self.category]
        days: FloatArray = np.select([self.colour == 0, self.colour == 1], [yellow, 7], default=30) * float(DAY)
        return days


def matters(town: Town, source: IntArray, fair: NDArray[np.bool_], uniform: FloatArray) -> Matter:
    """What cases of these sources, on fair days or not, are about, by three uniform numbers each."""
    category = _categories(source, fair, uniform[0], town.plan.coast is not None)
    colour = _colours(category, uniform[1])
    return Matter(source, category, colour, uniform[2] < np.array([0.01, 0.04, 0.2])[colour])


def lived(
    town: Town, ids: pa.Array, reported: IntArray, matter: Matter, ending: Ending, own: FloatArray, lives: FloatArray
) -> Lives:
    """Cases with their whole lives: five uniform numbers each for the place, LIFE_UNIFORMS for the life."""
    address = town.settlements.pick(own[0])
    lon, lat, place = _located(town, address, own[1:])
    reason = np.array(
        [ARRIVALS.index(ARRIVALS_FOR[one.category]) if one.category in ARRIVALS_FOR else -1 for one in CATEGORIES]
    )
    arrival = np.where(matter.urgent, ARRIVALS.index("emergency"), reason[matter.category])
    asked = np.isin(matter.source, [SOURCES.index(name) for name in _ASKING])
    hotline = matter.source == SOURCES.index("hotline")
    course = life(Drawn(reported, matter.colour, matter.allowed, hotline, asked, arrival, ending, lives))
    category = matter.category
    kinds = words(category, tuple(one.subcategory for one in CATEGORIES))
    columns: dict[str, Values] = {
        "case_id": ids,
        "source": words(matter.source, SOURCES),
        "category": words(category, tuple(one.category for one in CATEGORIES)),
        "subcategory": kinds,
        "colour": words(matter.colour, COLOURS),
        "urgent": matter.urgent,
        "title": glued(town.names(address), kinds, glue="·"),
        "party": words(category, tuple(one.party for one in CATEGORIES)),
        "lon": lon,
        "lat": lat,
        "place": place,
        **course.columns,
    }
    return Lives(CASES, reported, columns, course.known, course.revised)


def _ids(days: list[date], day: IntArray, letter: str) -> pa.Array:
    """S20261121-0042: the day, and the number within it in order of time."""
    nth = np.arange(len(day)) - np.searchsorted(day, day)
    width = 10 ** max(4, len(str(nth.max(initial=0))))
    numbers = tuple(str(width + n)[1:] for n in range(1, int(nth.max(initial=0)) + 2))
    return glued(words(day, tuple(f"{letter}{one:%Y%m%d}" for one in days)), words(nth, numbers), glue="-")


def _sources(days: list[date], day: IntArray, uniform: FloatArray, town: Town) -> IntArray:
    plan = town.plan
    hot = np.array(
        [hotline_share(d.year, plan.hotline_share, plan.hotline_change, plan.hotline_changes_from) for d in days]
    )[day]
    others = np.array([SOURCES.index(name) for name in _SHARES])
    rest = np.clip((uniform - hot) / (1 - hot), 0, np.nextafter(1, 0))
    return np.where(uniform < hot, SOURCES.index("hotline"), others[chosen(rest, list(_SHARES.values()))])


def _categories(source: IntArray, fair: NDArray[np.bool_], uniform: FloatArray, coastal: bool) -> IntArray:
    """A machine reports only what it can see; a fair brings its own."""
    share = np.array([one.share * (coastal or not one.coastal) for one in CATEGORIES])
    fairly = np.array([one.fair for one in CATEGORIES])
    found = np.empty(len(source), dtype=np.int64)
    for number, name in enumerate(SOURCES):
        seen = np.array([name not in _MACHINES or name in one.seen_by for one in CATEGORIES])
        for on_fair in (False, True):
            rows = (source == number) & (fair == on_fair)
            found[rows] = chosen(uniform[rows], share * seen * (fairly if on_fair else 1))
    return found


def _colours(category: IntArray, uniform: FloatArray) -> IntArray:
    edges = np.cumsum([GRAVITY[one.gravity] for one in CATEGORIES], axis=1)[category]
    colours: IntArray = (uniform[:, None] >= edges[:, :2]).sum(axis=1)
    return colours


def _located(town: Town, address: IntArray, uniform: FloatArray) -> tuple[FloatArray, FloatArray, pa.Array]:
    """Points with ordinary dirt: none but a name, zero, swapped, a geocoder's default, just outside, far."""
    lon, lat = town.points(address, uniform[0], uniform[1])
    dirt = chosen(uniform[2], (_NO_POINT, _ZERO, _SWAPPED, _DEFAULT, _OUTSIDE, _FAR, 1 - 0.02753))
    lon, lat = np.where(dirt == 2, lat, lon), np.where(dirt == 2, lon, lat)
    middle = town.outline_middle
    lon, lat = np.where(dirt == 3, round(middle[0], 5), lon), np.where(dirt == 3, round(middle[1], 5), lat)
    outside = town.settlements.outside[(uniform[3] * len(town.settlements.outside)).astype(np.int64)]
    lon, lat = np.where(dirt == 4, outside[:, 0], lon), np.where(dirt == 4, outside[:, 1], lat)
    # A far one was typed into the wrong town: some 200 km off.
    lon, lat = np.where(dirt == 5, lon + 1.7, lon), np.where(dirt == 5, lat - 1.1, lat)
    for kind, value in ((0, np.nan), (1, 0.0)):
        lon, lat = np.where(dirt == kind, value, lon), np.where(dirt == kind, value, lat)
    cell = town.settlements.cell[address]
    names = (*town.settlements.names, *town.settlements.parents)
    named = np.where(uniform[3] < 0.7, cell, cell + len(town.settlements.names))
    return lon, lat, words(np.where(dirt == 0, named, -1), names)
