"""A clock that runs in office hours only, for whole columns of instants at once.

Every span of office hours from 1970 to 2100 stands in one table with the working time done before it, so that an
instant's working time is a search and a subtraction. Instants outside those years, and NaT, give NaT.
"""

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from data.clock.calendar import is_working
from data.clock.hours import Hours
from data.clock.marks import Marks, Whole
from data.feeds.zone import Times, instants_of

Amounts = npt.NDArray[np.timedelta64]
FIRST, AFTER = np.datetime64("1970-01-01", "D"), np.datetime64("2101-01-01", "D")
NAT = np.datetime64("NaT", "us").astype(np.int64)
SECOND = 1_000_000


class Clock:
    """Working time of a place. Instants are UTC, datetime64[us]; amounts are timedelta64[us]."""

    def __init__(self, hours: Hours, zone: str) -> None:
        days = np.arange(FIRST, AFTER)
        worked = is_working(hours.calendar, days)
        edges = np.array(hours.spans, "timedelta64[us]").ravel()
        local = days[worked].astype("datetime64[us]")[:, None] + edges
        # A span that begins in the hour that clocks skip may end before it: it is empty then.
        instants = np.maximum.accumulate(instants_of(local.ravel(), zone).astype(np.int64))
        self._begins, self._ends = instants[0::2], instants[1::2]
        self._done = np.cumsum(self._ends - self._begins)
        self._before = self._done - (self._ends - self._begins)
        self._closings = self._ends[len(hours.spans) - 1 :: len(hours.spans)]
        self._midnights = instants_of(np.append(days, AFTER).astype("datetime64[us]"), zone).astype(np.int64)
        self._working_days = np.cumsum(worked)
        self._spans, self._days = Marks(self._begins), Marks(self._midnights)

    def worked(self, begins: Times, ends: Times) -> Amounts:
        """Working time between instants; negative where the end comes first."""
        known = self._known(begins) & self._known(ends)
        return np.where(known, self._since_first(ends) - self._since_first(begins), NAT).astype("timedelta64[us]")

    def after(self, begins: Times, amounts: Amounts | np.timedelta64) -> Times:
        """The first instant, not before `begins`, by which that much working time (0 or more) has gone by."""
        target = self._since_first(begins) + amounts.astype("timedelta64[us]").astype(np.int64)
        span = np.searchsorted(self._done, target)
        known = self._known(begins) & ~np.isnat(amounts) & (span < len(self._done))
        span = np.minimum(span, len(self._done) - 1)
        moments = np.maximum(self._begins[span] + target - self._before[span], begins.astype(np.int64))
        return np.where(known, moments, NAT).astype("datetime64[us]")

    def end_of_working_day(self, begins: Times, number: int) -> Times:
        """The end of office hours on the number-th (1, 2, …) working day after the day of `begins`.

        The day itself does not count, whatever its hour, and the period ends when business ends: Civil Code of the
        PRC, articles 201 and 203; working days leave public holidays out: Administrative Licensing Law, article 82.
        """
        wanted = self._working_days[self._day(begins)] + number - 1
        known = self._known(begins) & (wanted < len(self._closings))
        closings = self._closings[np.minimum(wanted, len(self._closings) - 1)]
        return np.where(known, closings, NAT).astype("datetime64[us]")

    def end_of_day(self, begins: Times, number: int) -> Times:
        """The last second of the number-th (1, 2, …) day after the day of `begins`, worked or not.

        A second before 24:00, which would be shown as, and counted with, the day after.
        """
        wanted = self._day(begins) + number + 1
        known = self._known(begins) & (wanted < len(self._midnights))
        midnights = self._midnights[np.minimum(wanted, len(self._midnights) - 1)]
        return np.where(known, midnights - SECOND, NAT).astype("datetime64[us]")

    def _known(self, instants: Times) -> npt.NDArray[np.bool_]:
        whole = instants.astype(np.int64)
        known: npt.NDArray[np.bool_] = (whole >= self._midnights[0]) & (whole < self._midnights[-1])
        return known

    def _day(self, instants: Times) -> Whole:
        """Which day of the table each instant lies in."""
        return np.minimum(self._days.last(instants.astype(np.int64)), len(self._working_days) - 1)

    def _since_first(self, instants: Times) -> Whole:
        """Working microseconds from the table's beginning to each instant."""
        whole = instants.astype(np.int64)
        span = self._spans.last(whole)
        done: Whole = self._before[span] + np.clip(whole, self._begins[span], self._ends[span]) - self._begins[span]
        return done


@lru_cache
def clock_of(hours: Hours, zone: str) -> Clock:
    """The clock of those hours in that IANA zone; its table is made once."""
    return Clock(hours, zone)
