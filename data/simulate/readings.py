"""Readings of the sensors and gas alarms: a value every ten minutes, seldom out of the ordinary."""

from datetime import date, timedelta
from functools import lru_cache

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from data.feeds.sensing import READINGS
from data.simulate.devices import QUANTITIES, Devices
from data.simulate.draws import DAY, HOUR, MINUTE, SECOND, day_numbers, local_day, midnights
from data.simulate.lives import Lives, words
from data.simulate.town import Town

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

_NOUN = 40
_KEPT = 36 * HOUR
_EVERY = 10 * MINUTE
_A_DAY = DAY // _EVERY
_EXCURSION = 0.012  # of the devices, each day
_LONGEST = 9  # readings
# usual value, half the daily swing, its period in hours, noise
_COURSE = {
    "water_level": (1.7, 0.8, 12.42, 0.06),  # the tide
    "smoke": (0.04, 0.0, 24.0, 0.04),
    "wind_speed": (4.5, 2.5, 24.0, 3.0),
    "pm25": (38.0, 14.0, 24.0, 12.0),
    "methane": (1.5, 0.5, 24.0, 1.5),
}


class Readings:
    """The stream of readings."""

    def __init__(self, town: Town, devices: Devices) -> None:
        self._town, self._devices = town, devices
        self._which = np.flatnonzero(devices.quantity >= 0)
        rng = np.random.default_rng([town.plan.seed, _NOUN])
        self._phase = rng.integers(0, _EVERY // SECOND, len(self._which)) * SECOND
        self._own = rng.uniform(0.85, 1.15, len(self._which))
        self._day = lru_cache(maxsize=5)(self._readings_of)

    def until(self, end: int) -> pa.Table:
        return self.between(end - _KEPT, end)

    def between(self, begin: int, end: int) -> pa.Table:
        """The readings of the last 36 hours at most."""
        begin = max(begin, end - _KEPT)
        day, last = local_day(begin, self._town.zone), local_day(end, self._town.zone)
        parts = []
        while day <= last:
            at, value = self._day(day)
            device, nth = np.nonzero((at > begin) & (at <= end))
            parts.append((device, at[device, nth], value[device, nth]))
            day += timedelta(days=1)
        device, instants, values = (np.concatenate(column) for column in zip(*parts, strict=True))
        which = self._which[device]
        return Lives(
            READINGS,
            instants,
            {
                "device_id": words(which, self._devices.ids),
                "quantity": words(self._devices.quantity[which], tuple(one[0] for one in QUANTITIES)),
                "read_at": instants,
                "value": values,
            },
        ).until(end)

    def _readings_of(self, day: date) -> tuple[IntArray, FloatArray]:
        """Instants and values (devices, 144) of a day."""
        town, quantity = self._town, self._devices.quantity[self._which]
        slot = np.arange(_A_DAY) * _EVERY
        at = midnights([day], town.zone)[0] + slot + self._phase[:, None]
        chance = day_numbers(town.plan.seed, _NOUN, day, (len(quantity), _A_DAY + 3))
        usual, swing, period, noise = np.array([_COURSE[one[0]] for one in QUANTITIES])[quantity].T[:, :, None]
        course = usual + swing * np.sin(2 * np.pi * at / (period * HOUR))
        value = np.maximum(course * self._own[:, None] + noise * (chance[:, :_A_DAY] - 0.5), 0)
        odd, begins, length = chance[:, _A_DAY:].T[:, :, None]
        first, count = np.floor(begins * _A_DAY), np.ceil(length * _LONGEST)
        nth = np.arange(_A_DAY)
        over = (odd < _EXCURSION) & (nth >= first) & (nth < first + count)
        high = np.array([one[3] for one in QUANTITIES])[quantity][:, None]
        values: FloatArray = np.where(over, high * (1.05 + 0.3 * chance[:, :_A_DAY]), value).round(3)
        return at, values
