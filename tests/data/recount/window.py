"""The windows of a period counted a second time, with pandas' calendar, from what data/period.py says of them."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

import pandas as pd

MICROSECOND = pd.Timedelta(microseconds=1)
DAY = pd.Timedelta(days=1)


@dataclass(frozen=True)
class Window:
    """All moments from `begin` (None: of all time) to `last`, both included; in UTC, without saying so."""

    begin: pd.Timestamp | None
    last: pd.Timestamp

    def has(self, times: pd.Series) -> pd.Series:
        """Which times lie in the window."""
        reached: pd.Series = times <= self.last
        return reached if self.begin is None else reached & (times >= self.begin)

    def by(self, times: pd.Series) -> pd.Series:
        """Which had come when the window ended."""
        come: pd.Series = times <= self.last
        return come

    def during(self, begins: pd.Series, ends: pd.Series) -> pd.Series:
        """Which stood at the window's last moment: begun, and not ended by then."""
        return self.by(begins) & ~self.by(ends)

    def is_told(self, first: pd.Timestamp, current: bool) -> bool:
        """Whether data that begin at `first` reach back to the begin: but for a day, or a tenth of the window.

        The current window need only not lie wholly before the data.
        """
        if first > self.last:
            return False
        if current or self.begin is None:
            return True
        return first - self.begin <= max(DAY, (self.last + MICROSECOND - self.begin) / 10)


def windows(period: str, as_of: pd.Timestamp, zone: ZoneInfo) -> list[Window]:
    """The 12 of the trend, oldest first, and the one a year ago."""
    wall = as_of.tz_convert(zone).tz_localize(None)
    backs = {
        "now": lambda n: wall - pd.Timedelta(days=n),
        "today": lambda n: wall - pd.Timedelta(days=n),
        "week": lambda n: wall - pd.Timedelta(weeks=n),
        "month": lambda n: months_back(wall, n),
        "total": lambda n: months_back(wall, n),
        "year": lambda n: months_back(wall, 12 * n),
        "last_year": lambda n: months_back(wall, 12 * n),
    }
    year_ago = wall - pd.Timedelta(weeks=52) if period in ("now", "today", "week") else months_back(wall, 12)
    return [window(period, one, zone) for one in [*(backs[period](n) for n in range(11, -1, -1)), year_ago]]


def window(period: str, wall: pd.Timestamp, zone: ZoneInfo) -> Window:
    """The part of the period that has passed at a wall-clock time; of last_year the whole year before."""
    if period == "last_year":
        begin, end = (pd.Timestamp(year, 1, 1).tz_localize(zone) for year in (wall.year - 1, wall.year))
        return Window(utc(begin), utc(end) - MICROSECOND)
    begins = {
        "today": wall.normalize(),
        "week": wall.to_period("W-SUN").start_time,
        "month": wall.to_period("M").start_time,
        "year": wall.to_period("Y").start_time,
    }
    start = begins.get(period)
    return Window(None if start is None else utc(start.tz_localize(zone)), utc(wall.tz_localize(zone)))


def utc(moment: pd.Timestamp) -> pd.Timestamp:
    """An instant as the plain time that UTC clocks show then, which pandas compares ten times as fast."""
    return moment.tz_convert("UTC").tz_localize(None).as_unit("us")


def months_back(wall: pd.Timestamp, months: int) -> pd.Timestamp:
    """The same day and time so many months earlier; where that month has no such day, its last microsecond."""
    back: pd.Timestamp = wall - pd.DateOffset(months=months)
    if back.day == wall.day:
        return back
    return back.normalize() + DAY - MICROSECOND
