"""Drones: sorties by day from their bases, and what they find on them."""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from data.feeds.sensing import DRONE_FINDINGS, DRONE_SORTIES
from data.simulate.draws import (
    DAY,
    HOUR,
    MINUTE,
    NEVER,
    SECOND,
    chosen,
    day_numbers,
    days_between,
    exponential,
    midnights,
)
from data.simulate.lives import Lives, Values, glued, words
from data.simulate.town import Town

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

LOOKBACK_DAYS = 40
_NOUN = 50
_PLANNED_HOURS = (8.5, 10.5, 14.2, 16.3)
_WINDY, _CANCELLED = 0.07, 0.03
_FINDINGS = 5  # at most, on a sortie
_FOUND = 0.3  # of them
_KINDS = ("固废倾倒", "占道经营", "秸秆焚烧", "新增违建", "滩涂养殖", "河道漂浮物")
_SHARES = (0.34, 0.26, 0.10, 0.10, 0.08, 0.12)
_DISMISSED, _LATE, _OPEN = 0.08, 0.07, 0.01


class _Flights:
    """All sorties (n,) of a stretch of days; `uniform` (k, n) is left for their findings."""

    def __init__(self, town: Town, first: date, last: date) -> None:
        days, a_day = days_between(first, last), len(_PLANNED_HOURS)
        count = town.plan.drones * a_day
        drawn = [day_numbers(town.plan.seed, _NOUN, day, (5 + 8 * _FINDINGS, count)) for day in days]
        windy = [float(day_numbers(town.plan.seed, _NOUN + 1, day, (1,))[0]) < _WINDY for day in days]
        uniform = np.concatenate(drawn, axis=1)
        day = np.repeat(np.arange(len(days)), count)
        self.drone = np.tile(np.repeat(np.arange(town.plan.drones), a_day), len(days))
        nth = np.tile(np.arange(a_day), len(days) * town.plan.drones)
        hour = np.array(_PLANNED_HOURS)[nth] + 0.6 * uniform[0]
        morning = midnights(days, town.zone)[day]
        self.planned = _whole(morning + hour * HOUR)
        self.known = morning + 7 * HOUR
        self.cancelled = np.array(windy)[day] | (uniform[1] < _CANCELLED)
        started = _whole(self.planned + uniform[2] * 10 * MINUTE)
        self.started = np.where(self.cancelled, NEVER, started)
        self.ended = np.where(self.cancelled, NEVER, _whole(started + (18 + 20 * uniform[3]) * MINUTE))
        self.cancelled_at = np.where(self.cancelled, _whole(self.planned - uniform[4] * 30 * MINUTE), NEVER)
        self.ids = glued(
            words(day, tuple(f"F{one:%Y%m%d}" for one in days)),
            words(self.drone * a_day + nth, tuple(f"{number:03d}" for number in range(1, count + 1))),
            glue="-",
        )
        self.uniform = uniform[5:]


def draw_sorties(town: Town, first: date, last: date) -> Lives:
    """The sorties of these days; each day's plan is known from seven in the morning."""
    flights = _Flights(town, first, last)
    lon, lat = _bases(town)
    columns: dict[str, Values] = {
        "sortie_id": flights.ids,
        "drone_id": words(flights.drone, tuple(f"drone-{n}" for n in range(1, town.plan.drones + 1))),
        "planned_at": flights.planned,
        "started_at": flights.started,
        "ended_at": flights.ended,
        "cancelled_at": flights.cancelled_at,
        "radius_km": np.full(len(flights.drone), town.plan.drone_radius_km),
        "lon": lon[flights.drone],
        "lat": lat[flights.drone],
    }
    return Lives(DRONE_SORTIES, flights.known, columns, {"planned_at": flights.known})


def draw_findings(town: Town, first: date, last: date) -> Lives:
    """What the sorties of these days found, within the radius of the drone's base."""
    flights = _Flights(town, first, last)
    n = len(flights.drone)
    # A finding is a row; a sortie has room for a few of them.
    u = flights.uniform.reshape(_FINDINGS, 8, n).transpose(1, 0, 2).reshape(8, -1)
    sortie = np.tile(np.arange(n), _FINDINGS)
    room = np.repeat(np.arange(_FINDINGS), n)
    kept = np.flatnonzero((u[0] < _FOUND) & ~flights.cancelled[sortie])
    u, sortie, room = u[:, kept], sortie[kept], room[kept]
    flown = flights.ended[sortie] - flights.started[sortie]
    found = _whole(flights.started[sortie] + (0.1 + 0.8 * u[1]) * flown)
    address = _within_reach(town, flights.drone[sortie], u[2])
    lon, lat = town.points(address, u[3], u[4])
    fate = u[5]
    hours = np.where(fate < _LATE, 74 + 60 * exponential(u[6]).clip(0, 8), 1 + 66 * u[6] ** 1.5)
    ends = _whole(found + hours * HOUR)
    dismissed = fate > 1 - _DISMISSED
    open_ = (fate > 0.5) & (fate < 0.5 + _OPEN)
    columns: dict[str, Values] = {
        "finding_id": glued(
            flights.ids.take(sortie), words(room, tuple(str(number) for number in range(1, _FINDINGS + 1))), glue="-"
        ),
        "found_at": found,
        "sortie_id": flights.ids.take(sortie),
        "kind": words(chosen(u[7], _SHARES), _KINDS),
        "due_at": found + 3 * DAY,
        "closed_at": np.where(dismissed | open_, NEVER, ends),
        "dismissed_at": np.where(dismissed & ~open_, ends, NEVER),
        "lon": lon,
        "lat": lat,
    }
    return Lives(DRONE_FINDINGS, found, columns, {"due_at": found})


def _bases(town: Town) -> tuple[FloatArray, FloatArray]:
    address = _base_addresses(town)
    return town.settlements.lon[address], town.settlements.lat[address]


def _base_addresses(town: Town) -> IntArray:
    """Spread from west to east, so that together they reach everywhere."""
    order = np.argsort(town.settlements.lon, kind="stable")
    middle = (np.arange(town.plan.drones) + 0.5) / max(town.plan.drones, 1)
    return order[(middle * len(order)).astype(np.int64)]


def _within_reach(town: Town, drone: IntArray, uniform: FloatArray) -> IntArray:
    here = town.settlements
    found = np.empty(len(drone), dtype=np.int64)
    for one, base in enumerate(_base_addresses(town)):
        east, north = (here.lon - here.lon[base]) * here.metres[0], (here.lat - here.lat[base]) * here.metres[1]
        near = np.hypot(east, north) <= town.plan.drone_radius_km * 1000
        rows = drone == one
        found[rows] = chosen(uniform[rows], here.weight * near)
    return found


def _whole(instants: FloatArray) -> IntArray:
    return instants.astype(np.int64) // SECOND * SECOND
