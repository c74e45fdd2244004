"""The rows of a register that are born in one calendar year: when, and when each is concluded."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from zlib import crc32

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from data.fault import Fault
from data.simulate.account import Register
from data.simulate.draws import DAY, HOUR, NEVER, SECOND, days_between, exponential, midnights
from data.simulate.lives import glued, words
from data.simulate.rhythm import second_of_day, year_shares
from data.simulate.spans import Span, spans
from data.simulate.town import Town

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

_LAST_DAY = 0.85  # New Year's Eve ends early, so that what is born on it can still be concluded on it
_AT_RANDOM = 0.15  # of what is left over at the year's end; the rest are those nearest to it
_NEVER_ENDS = 0.06  # of what is left over
_MUCH_LONGER = 6
_WAIT_DAYS, _LONGEST_WAIT = 25.0, 150 * DAY


@dataclass(frozen=True)
class Manner:
    """How the rows of a register come and go.

    `allowed` gives each row a grade (a number that the schema reads) and the microseconds allowed. `office`:
    they come in office hours. `late` is the share concluded after their time.
    """

    allowed: Callable[["Cohort"], tuple[IntArray, IntArray]]
    office: bool = False
    late: float = 0.06


@dataclass(frozen=True)
class Cohort:
    """The n rows of one year, in order of time; instants are microseconds since 1970."""

    town: Town
    register: Register
    year: int
    manner: Manner
    number: int  # of the register among those of its feed
    begins: int  # the first year that the register has rows of

    def rng(self, purpose: str) -> np.random.Generator:
        """Chance of its own for each purpose, the same for the same seed, register and year."""
        noun = crc32(f"{self.register.feed}/{self.number}/{self.register.kind}/{purpose}".encode())
        return np.random.default_rng([self.town.plan.seed, noun, self.year])

    @cached_property
    def days(self) -> list[date]:
        return days_between(date(self.year, 1, 1), date(self.year, 12, 31))

    @cached_property
    def bounds(self) -> tuple[int, int]:
        """The instants at which the year begins and ends."""
        first, last = midnights([date(self.year, 1, 1), date(self.year + 1, 1, 1)], self.town.zone)
        return int(first), int(last)

    @cached_property
    def _born(self) -> tuple[IntArray, IntArray]:
        """The day (0 …) and the instant of each birth."""
        count = self.register.born_in(self.year, self.town.plan.account_year) if self.year >= self.begins else 0
        uniform = np.sort(self.rng("birth").random(count))
        edges = np.concatenate([[0.0], np.cumsum(year_shares(self.days, self.manner.office))])
        day = np.clip(np.searchsorted(edges, uniform, side="right") - 1, 0, len(self.days) - 1)
        part = np.clip((uniform - edges[day]) / (edges[day + 1] - edges[day]), 0, 1 - 1e-9)
        shorter = (day == len(self.days) - 1) & (not self.manner.office)
        seconds = second_of_day(part, self.manner.office) * np.where(shorter, _LAST_DAY, 1)
        return day, midnights(self.days, self.town.zone)[day] + seconds.astype(np.int64) * SECOND

    @property
    def day(self) -> IntArray:
        """The number of the day of each row in `days`."""
        return self._born[0]

    @property
    def born(self) -> IntArray:
        return self._born[1]

    @cached_property
    def graded(self) -> tuple[IntArray, IntArray]:
        """The grade of each row, and the microseconds allowed."""
        return self.manner.allowed(self)

    @property
    def due(self) -> IntArray:
        return self.born + self.graded[1]

    @cached_property
    def span(self) -> Span:
        """How long each row would take if no year ended."""
        full = self.register.closed == self.register.a_year
        return spans(self.graded[1], 0.0 if full else self.manner.late, self.rng("span"))

    @cached_property
    def left_over(self) -> BoolArray:
        """The rows (n,) that are not concluded by the year's end: mostly those that the end overtakes."""
        rng, n = self.rng("left over"), len(self.born)
        count = n - min(n, self.register.closed_in(self.year, self.town.plan.account_year))
        left = np.zeros(n, dtype=bool)
        if self._mean_days is None:
            left[rng.choice(n, round(_AT_RANDOM * count), replace=False)] = True
        press = np.where(left, -1.0, self.span.usual / (self.bounds[1] - self.born))
        left[np.argsort(-press, kind="stable")[: count - left.sum()]] = True
        return left

    @cached_property
    def carried(self) -> IntArray:
        """When what is left over is concluded in the year after, NEVER for the rest and a few of them."""
        rng, n, days = self.rng("carried"), len(self.born), self._mean_days
        wait = np.minimum(8 * HOUR + _WAIT_DAYS * DAY * exponential(rng.random(n)), _LONGEST_WAIT)
        if days is not None:
            wait = np.minimum(wait, days * DAY * exponential(rng.random(n)))
        ends = self.bounds[1] + wait.astype(np.int64) // SECOND * SECOND
        ended = self.left_over & (rng.random(n) >= _NEVER_ENDS)
        if days is not None:
            # What has waited much longer than the rest would carry the next year's mean away.
            ended &= ends - self.born < _MUCH_LONGER * days * DAY
        return np.where(ended, ends, NEVER)

    @cached_property
    def concluded(self) -> IntArray:
        """When each row is concluded, in this year or the next; NEVER for some of those left over."""
        inside = np.flatnonzero(~self.left_over)
        born, (first, last) = self.born[inside], self.bounds
        room = 0.985 * (last - born).astype(float)
        days = self._mean_days
        total = None if days is None else days * DAY * len(inside) + self._from_before(days)
        shift = first % DAY  # midnight of the place in the day of UTC
        try:
            taken = self.span.take(inside).within(born - shift, room, total, self.rng("evening"))
        except ValueError as error:
            raise Fault(f"simulate.registers: {self.register.feed} in {self.year}: days = {days} {error}") from None
        concluded = self.carried.copy()
        concluded[inside] = born + taken
        return concluded

    @property
    def _mean_days(self) -> float | None:
        register = self.register
        before = self.year < self.town.plan.account_year and register.days_before is not None
        return register.days_before if before else register.days

    def _from_before(self, days: float) -> float:
        """How much less than `days` each the rows carried over from last year took, in microseconds."""
        before = replace(self, year=self.year - 1)
        ends = before.carried < NEVER
        return float((days * DAY - (before.carried[ends] - before.born[ends])).sum())

    def ids(self, letter: str) -> pa.Array:
        """D1-20261121-0042: the register, the day, and the number within it in order of time."""
        day = self.day
        nth = np.arange(len(day)) - np.searchsorted(day, day)
        numbers = tuple(f"{number:04d}" for number in range(1, int(nth.max(initial=0)) + 2))
        names = tuple(f"{letter}{self.number}-{one:%Y%m%d}" for one in self.days)
        return glued(words(day, names), words(nth, numbers), glue="-")

    def points(self) -> tuple[FloatArray, FloatArray]:
        """Longitude and latitude of each row, NaN for the few that came without."""
        u = self.rng("place").random((4, len(self.born)))
        lon, lat = self.town.points(self.town.settlements.pick(u[0]), u[1], u[2])
        lost = u[3] < 0.01
        return np.where(lost, np.nan, lon), np.where(lost, np.nan, lat)


def begins(register: Register, account_year: int) -> int:
    """The first calendar year that a register has rows of."""
    return account_year - 2 if register.begins is None else register.begins


def always(allowed: int) -> Callable[[Cohort], tuple[IntArray, IntArray]]:
    """The same microseconds allowed for all rows, and no grades."""
    return lambda cohort: (np.zeros(len(cohort.born), dtype=np.int64), np.full(len(cohort.born), allowed))
