"""Chance by the day: each day of each noun has a generator of its own, so that any stretch of days is the same
however it is cut."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

SECOND = 1_000_000  # instants are microseconds since 1970 in UTC
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
NEVER = int(np.iinfo(np.int64).max)


@dataclass(frozen=True)
class Draws:
    """For n rows: the number of their day in the stretch, and `uniform` (width, n) in [0, 1).

    The first of the `width` rises within a day, so that what is made of it is in order of time.
    """

    day: IntArray
    uniform: FloatArray


def draw(seed: int, noun: int, days: Sequence[date], rates: FloatArray, width: int) -> Draws:
    """A Poisson number of rows for each day at its rate, `width` uniform numbers a row."""
    parts = []
    for day, rate in zip(days, rates, strict=True):
        rng = np.random.default_rng([seed, noun, day.toordinal()])
        part = rng.random((width, rng.poisson(rate)))
        part[0].sort()
        parts.append(part)
    counts = [part.shape[1] for part in parts]
    uniform = np.concatenate(parts, axis=1) if parts else np.empty((width, 0))
    return Draws(np.repeat(np.arange(len(days)), counts), uniform)


def day_numbers(seed: int, noun: int, day: date, shape: tuple[int, ...]) -> FloatArray:
    """Uniform numbers in [0, 1) of that shape for one day."""
    return np.random.default_rng([seed, noun, day.toordinal()]).random(shape)


def days_between(first: date, last: date) -> list[date]:
    """All days from first to last, both included."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def midnights(days: Sequence[date], zone: str) -> IntArray:
    """The instants at which these days begin in the zone."""
    there = ZoneInfo(zone)
    return np.array([instant(datetime.combine(day, time(), there)) for day in days], dtype=np.int64)


def instant(when: datetime) -> int:
    """Microseconds since 1970 of an aware time. ValueError for a naive one."""
    if when.tzinfo is None:
        raise ValueError(f"{when} has no time zone")
    return round(when.timestamp() * SECOND)


def local_day(at_us: int, zone: str) -> date:
    """The day in the zone at that instant."""
    return datetime.fromtimestamp(at_us / SECOND, ZoneInfo(zone)).date()


def chosen(uniform: FloatArray, shares: Sequence[float] | FloatArray) -> IntArray:
    """The number of the choice for each uniform number, by shares (made to sum to 1)."""
    edges = np.cumsum(np.asarray(shares, dtype=float) / np.sum(shares))
    return np.minimum(np.searchsorted(edges, uniform, side="right"), len(edges) - 1).astype(np.int64)


def exponential(uniform: FloatArray) -> FloatArray:
    """Exponentially distributed numbers of mean 1."""
    spread: FloatArray = -np.log1p(-uniform)
    return spread
