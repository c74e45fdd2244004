"""Reported facts: what departments report of each place on the first of each month, with exact totals."""

from datetime import date
from functools import lru_cache
from zlib import crc32

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from data.feeds.serving import REPORTED_FACTS
from data.simulate.account import Fact
from data.simulate.draws import local_day, midnights
from data.simulate.lives import Lives
from data.simulate.seeds import apportion
from data.simulate.town import Town
from geo.places import Level, Places

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

_MONTHS = 14  # kept: a year and the months begun at either end


class Facts:
    """The stream of reports."""

    def __init__(self, town: Town, places: Places) -> None:
        names, where, values, wholes = [], [], [], []
        for name, fact in town.plan.facts.items():
            level = _level(places, fact)
            value, out_of = shared(fact, _weights(level), town.plan.seed, name)
            names += [name] * len(value)
            where += [str(one) for one in level.frame["id"]]
            values.append(value)
            wholes.append(out_of)
        self._zone = town.zone
        self._fact, self._place = pa.array(names, pa.string()), pa.array(where, pa.string())
        self._value, self._out_of = np.concatenate(values), np.concatenate(wholes)
        self._month = lru_cache(maxsize=_MONTHS)(self._reported)

    def until(self, end: int) -> pa.Table:
        last = local_day(end, self._zone)
        months = [_back(last, back) for back in range(_MONTHS - 1, -1, -1)]
        return pa.concat_tables([self._month(month).until(end) for month in months])

    def between(self, begin: int, end: int) -> pa.Table:
        month, last = _back(local_day(begin, self._zone), 0), local_day(end, self._zone)
        parts = [self._month(month).between(begin, end)]
        while (month := _back(month, -1)) <= last:
            parts.append(self._month(month).between(begin, end))
        return pa.concat_tables(parts)

    def _reported(self, month: date) -> Lives:
        begins = np.full(len(self._value), midnights([month], self._zone)[0])
        columns = {
            "fact": self._fact,
            "begins_at": begins,
            "value": self._value,
            "out_of": self._out_of,
            "lon": np.full(len(begins), np.nan),
            "lat": np.full(len(begins), np.nan),
            "place": self._place,
        }
        return Lives(REPORTED_FACTS, begins, columns)


def shared(fact: Fact, weights: FloatArray, seed: int, name: str) -> tuple[FloatArray, FloatArray]:
    """The parts (n,) of a fact's value and of what it is out of (NaN for none) by weight, with exact totals.

    Whole totals have whole parts: one at least where there are enough, so that each grid has its worker.
    """
    rng = np.random.default_rng([seed, crc32(name.encode())])
    if fact.out_of is None:
        return _parts(fact.value, weights, rng), np.full(len(weights), np.nan)
    out_of = _parts(fact.out_of, weights, rng)
    if float(fact.out_of).is_integer() and float(fact.value).is_integer():
        missing = rng.multivariate_hypergeometric(out_of.astype(np.int64), int(fact.out_of) - int(fact.value))
        return out_of - missing, out_of
    return out_of * (fact.value / fact.out_of), out_of


def _parts(total: float, weights: FloatArray, rng: np.random.Generator) -> FloatArray:
    uneven = weights * np.exp(rng.normal(0, 0.2, len(weights)))
    if not float(total).is_integer():
        parts: FloatArray = total * uneven / uneven.sum()
        parts[uneven.argmax()] += total - parts.sum()
        return parts
    if total >= len(weights):
        return apportion(uneven, int(total)).astype(float)
    parts = np.zeros(len(weights))
    parts[rng.choice(len(weights), int(total), replace=False, p=uneven / uneven.sum())] = 1
    return parts


def _level(places: Places, fact: Fact) -> Level:
    known = [level.id for level in places.levels]
    fits = [one for one in known if one in ("village", "grid")] or known
    return places.level(fact.level or fits[-1])


def _weights(level: Level) -> FloatArray:
    size = level.frame["households"] if "households" in level.frame else np.ones(len(level.frame))
    weights: FloatArray = np.fmax(np.asarray(size, dtype=float), 1.0)
    return weights


def _back(day: date, months: int) -> date:
    """The first of the month so many months before that of `day`."""
    count = day.year * 12 + day.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)
