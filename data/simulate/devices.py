"""Devices: cameras, sensors, gas alarms and drones, their heartbeats, and the few that are dead for hours or days."""

from datetime import date, timedelta
from functools import lru_cache

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from data.feeds.sensing import DEVICES
from data.simulate.draws import DAY, HOUR, MINUTE, SECOND, day_numbers, exponential, local_day, midnights
from data.simulate.lives import Lives, glued, words
from data.simulate.town import Town

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

_NOUN = 30
_EVERY = MINUTE
_FAILS = 0.012  # of the devices, each day
_MAX_DAYS = 6
_ALONE, _UNSOUND = 0.006, 0.015  # of the cameras: not joined to the network, unsound at the last inspection
_DARK = 0.03  # of the cameras, each day: alive, but without a picture
# kind: (Chinese name, count in the plan)
_KINDS = {
    "camera": ("视频监控", "cameras"),
    "sensor": ("传感器", "sensors"),
    "gas_alarm": ("燃气报警器", "gas_alarms"),
    "drone": ("无人机", "drones"),
}
# What sensors measure, in turn: quantity, unit, low, high.
QUANTITIES = (
    ("water_level", "m", 0.3, 3.2),
    ("smoke", "dB/m", np.nan, 0.3),
    ("wind_speed", "m/s", np.nan, 17.2),
    ("pm25", "µg/m³", np.nan, 115.0),
    ("methane", "%LEL", np.nan, 20.0),  # the gas alarms'
)


class Devices:
    """The stream of heartbeats: a device's newest row."""

    def __init__(self, town: Town) -> None:
        self._town = town
        plan = town.plan
        rng = np.random.default_rng([plan.seed, _NOUN])
        counts = [getattr(plan, field) for _, field in _KINDS.values()]
        self.kind = np.repeat(np.arange(len(counts)), counts)
        n = len(self.kind)
        self.ids = tuple(f"{'CSGD'[kind]}{number:05d}" for number, kind in enumerate(self.kind, 1))
        # Sensors take the first four quantities in turn, gas alarms the last; the others measure nothing.
        sensors = np.cumsum(self.kind == 1) % (len(QUANTITIES) - 1)
        self.quantity = np.where(self.kind == 1, sensors, np.where(self.kind == 2, len(QUANTITIES) - 1, -1))
        address = town.settlements.pick(rng.random(n))
        self.lon, self.lat = town.points(address, rng.random(n), rng.random(n))
        self._phase = rng.integers(0, _EVERY // SECOND, n) * SECOND
        since = midnights([plan.begins], town.zone)[0]
        self._installed = since - rng.integers(0, 700, n) * DAY
        self._networked, self._serviceable = rng.random(n) >= _ALONE, rng.random(n) >= _UNSOUND
        kinds = words(self.kind, tuple(name for name, _ in _KINDS.values()))
        numbers = pa.array([f"{number:03d}" for number in range(1, n + 1)])
        self._names = glued(town.names(address), kinds, numbers)
        self._outages = lru_cache(maxsize=64)(self._outages_of)

    def until(self, end: int) -> pa.Table:
        seen = self._seen(end)
        return self._rows(np.arange(len(seen)), seen, end)

    def between(self, begin: int, end: int) -> pa.Table:
        seen = self._seen(end)
        rows = np.flatnonzero(seen > begin)
        return self._rows(rows, seen[rows], end)

    def _outages_of(self, day: date) -> tuple[IntArray, IntArray]:
        """Begin and end of the outage of each device that starts on that day; empty ones for most."""
        chance = day_numbers(self._town.plan.seed, _NOUN, day, (3, len(self.kind)))
        begin = (midnights([day], self._town.zone)[0] + chance[0] * DAY).astype(np.int64)
        hours = np.minimum(0.5 + 9 * exponential(chance[1]), 24 * (_MAX_DAYS - 1))
        return begin, begin + np.where(chance[2] < _FAILS, hours * HOUR, 0).astype(np.int64)

    def _seen(self, end: int) -> IntArray:
        """The last heartbeat of each device by `end`: the newest that lies in no outage."""
        seen = (end - self._phase) // _EVERY * _EVERY + self._phase
        # From the newest day back: an outage sends a heartbeat back before itself, perhaps into an older one.
        for back in range(_MAX_DAYS + 1):
            begin, over = self._outages(local_day(end, self._town.zone) - timedelta(days=back))
            lost = (seen >= begin) & (seen < over)
            earlier = (begin - 1 - self._phase) // _EVERY * _EVERY + self._phase
            seen = np.where(lost, earlier, seen)
        return seen

    def _plays(self, rows: IntArray, seen: IntArray, end: int) -> NDArray[np.bool_]:
        """Whether a device (a camera) gave a picture on the day on which it was seen last."""
        today = local_day(end, self._town.zone)
        days = (seen - midnights([today], self._town.zone)[0]) // DAY
        plays = np.ones(len(rows), dtype=bool)
        for back in np.unique(days):
            day = today + timedelta(days=int(back))
            dark = day_numbers(self._town.plan.seed, _NOUN + 1, day, (len(self.kind),)) < _DARK
            plays &= (days != back) | ~dark[rows]
        return plays

    def _rows(self, rows: IntArray, seen: IntArray, end: int) -> pa.Table:
        other = self.kind[rows] != 0
        limits = np.array([(low, high) for _, _, low, high in QUANTITIES] + [(np.nan, np.nan)])
        of = self.quantity[rows]
        return Lives(
            DEVICES,
            self._installed[rows],
            {
                "device_id": words(rows, self.ids),
                "kind": words(self.kind[rows], tuple(_KINDS)),
                "name": self._names.take(pa.array(rows)),
                "quantity": words(of, tuple(one[0] for one in QUANTITIES)),
                "unit": words(of, tuple(one[1] for one in QUANTITIES)),
                "low": limits[of, 0],
                "high": limits[of, 1],
                "installed_at": self._installed[rows],
                "seen_at": seen,
                "networked": pa.array(self._networked[rows], mask=other),
                "serviceable": pa.array(self._serviceable[rows], mask=other),
                "playable": pa.array(self._plays(rows, seen, end), mask=other),
                "lon": np.round(self.lon[rows], 6),
                "lat": np.round(self.lat[rows], 6),
            },
        ).until(end)
