"""Patrol vehicles: shifts, ways from address to address in their own and the neighbouring places, a fix a minute."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from data.feeds.sensing import PATROL_FIXES
from data.simulate.draws import HOUR, MINUTE, SECOND, chosen, day_numbers, exponential, local_day, midnights
from data.simulate.lives import Lives, words
from data.simulate.town import Town

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

_NOUN = 20
_KEPT = 36 * HOUR
_EVERY = MINUTE
_LEGS = 170  # enough for the longest shift: a leg with its stop takes four minutes and more
_BY_DAY, _BY_NIGHT, _OFF = 0.74, 0.16, 0.10
_SILENT = 0.05  # of the shifts lose the signal for hours
_STOPS = 0.45
_AT_HOME = 0.7


@dataclass(frozen=True)
class Shifts:
    """One shift a vehicle (n,), in instants: on duty, and silent; and its way as turning points (n, k):
    instant, address, speed of the leg that ends there in km/h (0 where it stands)."""

    begin: IntArray
    end: IntArray
    silent_from: IntArray
    silent_to: IntArray
    turn: IntArray
    address: IntArray
    speed: FloatArray


class Patrols:
    """The stream of fixes."""

    def __init__(self, town: Town) -> None:
        self._town = town
        n = town.plan.vehicles
        rng = np.random.default_rng([town.plan.seed, _NOUN])
        cells = len(town.settlements.names)
        # Each place has its vehicle as far as they go round.
        self._home = np.sort(np.arange(n) % cells if n >= cells else rng.choice(cells, n, replace=False))
        self._phase = rng.integers(0, _EVERY // SECOND, n) * SECOND
        self._ids = tuple(f"P{number:04d}" for number in range(1, n + 1))
        self._shifts = lru_cache(maxsize=5)(self._shifts_of)

    def until(self, end: int) -> pa.Table:
        return self.between(end - _KEPT, end)

    def between(self, begin: int, end: int) -> pa.Table:
        """The fixes of the last 36 hours at most: nobody keeps older tracks."""
        begin = max(begin, end - _KEPT)
        zone = self._town.zone
        parts: list[tuple[IntArray, IntArray, FloatArray, FloatArray, FloatArray]] = []
        day, last = local_day(begin, zone) - timedelta(days=1), local_day(end, zone)
        while day <= last:
            parts.append(self._fixes(self._shifts(day), begin, end))
            day += timedelta(days=1)
        vehicle, at, speed, lon, lat = (np.concatenate(column) for column in zip(*parts, strict=True))
        return Lives(
            PATROL_FIXES,
            at,
            {
                "vehicle_id": words(vehicle, self._ids),
                "fixed_at": at,
                "kind": words(np.zeros_like(vehicle), ("vehicle",)),
                "on_duty": speed >= 0,
                "speed_km_h": np.abs(speed),
                "lon": np.round(lon, 6),
                "lat": np.round(lat, 6),
            },
        ).until(end)

    def _shifts_of(self, day: date) -> Shifts:
        """Who is on duty from that day on, and where they go."""
        town, n = self._town, len(self._home)
        once = day_numbers(town.plan.seed, _NOUN, day, (8, n))
        kind = chosen(once[0], (_BY_DAY, _BY_NIGHT, _OFF))
        midnight = midnights([day], town.zone)[0]
        before = day_numbers(town.plan.seed, _NOUN, day - timedelta(days=1), (8, n))
        slept_in = np.where(chosen(before[0], (_BY_DAY, _BY_NIGHT, _OFF)) == 1, 2.5, 0.0)
        begin = midnight + (np.where(kind == 0, 7.4 + slept_in, 18.5) + once[1]) * HOUR
        # The night watch stays until the first of the day's are out: somebody is always on the road.
        length = np.where(kind == 0, 9 * HOUR + once[2] * 1.5 * HOUR, (12.8 + 0.09 * once[2] - once[1]) * HOUR)
        begin = begin.astype(np.int64) // SECOND * SECOND
        end = begin + np.where(kind == 2, 0, length).astype(np.int64) // SECOND * SECOND
        silent = (begin + once[3] * length).astype(np.int64)
        quiet = np.where(once[4] < _SILENT, (0.5 + 5 * once[5]) * HOUR, 0).astype(np.int64)

        leg = np.random.default_rng([town.plan.seed, _NOUN + 1, day.toordinal()]).random((5, n, _LEGS))
        near = [town.settlements.near[cell] for cell in self._home]
        beside = np.array([len(one) for one in near])
        which = np.minimum((leg[0] - _AT_HOME) / (1 - _AT_HOME) * beside[:, None], beside[:, None] - 1)
        bounds = np.concatenate([[0], np.cumsum(beside)])[:-1]
        flat = np.concatenate([*near, np.zeros(1, dtype=np.int64)])
        away = (leg[0] >= _AT_HOME) & (beside[:, None] > 0)
        chosen_near = flat[np.where(away, bounds[:, None] + which.astype(np.int64), 0)]
        cell = np.where(away, chosen_near, self._home[:, None])
        address = town.settlements.pick_in(cell, leg[1])
        here = town.settlements
        metres = np.hypot(
            np.diff(here.lon[address], axis=1) * here.metres[0], np.diff(here.lat[address], axis=1) * here.metres[1]
        )
        speed = 5 + 25 * leg[2, :, 1:]
        # A road is a fifth longer than the straight way.
        driving = metres * 1.2 / (speed / 3.6) * SECOND + MINUTE
        standing = np.where(leg[3] < _STOPS, (1 + 9 * exponential(leg[4])) * MINUTE, 0).clip(0, 40 * MINUTE)
        steps = np.zeros((n, 2 * _LEGS - 1))
        steps[:, 1::2], steps[:, 2::2] = standing[:, :-1] + SECOND, driving
        turn = begin[:, None] + np.cumsum(steps, axis=1).astype(np.int64)
        driven = np.zeros((n, 2 * _LEGS - 1))
        driven[:, 2::2] = metres / (driving / SECOND) * 3.6
        return Shifts(begin, end, silent, silent + quiet, turn, np.repeat(address, 2, axis=1)[:, :-1], driven)

    def _fixes(
        self, shifts: Shifts, begin: int, end: int
    ) -> tuple[IntArray, IntArray, FloatArray, FloatArray, FloatArray]:
        """Vehicle, instant, speed (negative zero and below: off duty), lon, lat after `begin` and by `end`."""
        low, high = np.maximum(begin, shifts.begin), np.minimum(end, shifts.end)
        first = (low - self._phase) // _EVERY + 1
        count = np.maximum((high - self._phase) // _EVERY + 1 - first, 0)
        count[shifts.end <= shifts.begin] = 0
        vehicle = np.repeat(np.arange(len(count)), count)
        nth = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
        at = (first[vehicle] + nth) * _EVERY + self._phase[vehicle]
        # The last fix of a shift says that it is over.
        over = np.flatnonzero((shifts.end > begin) & (shifts.end <= end) & (shifts.end > shifts.begin))
        ending = at < shifts.end[vehicle]
        vehicle = np.concatenate([vehicle[ending], over])
        at = np.concatenate([at[ending], shifts.end[over]])
        heard = (at < shifts.silent_from[vehicle]) | (at >= shifts.silent_to[vehicle])
        vehicle, at = vehicle[heard], at[heard]

        turn = np.empty(len(at), dtype=np.int64)
        for one in np.unique(vehicle):
            rows = vehicle == one
            turn[rows] = np.searchsorted(shifts.turn[one], at[rows], side="right")
        turn = np.clip(turn, 1, shifts.turn.shape[1] - 1)
        before, after = shifts.turn[vehicle, turn - 1], shifts.turn[vehicle, turn]
        part = np.clip((at - before) / np.maximum(after - before, 1), 0, 1)
        here = self._town.settlements
        start, goal = shifts.address[vehicle, turn - 1], shifts.address[vehicle, turn]
        wobble = np.sin(at / SECOND * 0.37 + vehicle) * 3 / here.metres[1]  # metres of GPS noise
        lon = here.lon[start] * (1 - part) + here.lon[goal] * part + wobble
        lat = here.lat[start] * (1 - part) + here.lat[goal] * part - wobble
        speed = np.where(at < shifts.end[vehicle], shifts.speed[vehicle, turn], -1e-9)
        return vehicle, at, speed, lon, lat
