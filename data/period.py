"""Periods and their windows: the same elapsed part of this period, of the eleven before, and of last year.

A comparison is like with like: on a Wednesday at 14:36 this week is compared with Monday 00:00 to Wednesday
14:36 of the weeks before. A window is [begin, end) in instants; `end` is one microsecond past the moment
itself, so that what happens at that very moment counts.
"""

import calendar
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

PeriodId = Literal["now", "today", "week", "month", "year", "total", "last_year"]
POINTS = 12
MOMENT = timedelta(microseconds=1)
ANCIENT = datetime(1, 1, 2, tzinfo=UTC)


@dataclass(frozen=True)
class Window:
    """[begin, end) as aware UTC datetimes. A period without a beginning (now, total) begins at ANCIENT."""

    begin: datetime
    end: datetime


@dataclass(frozen=True)
class Windows:
    """The windows of a period: `trend` oldest first, its last is the current one, its last but one the one
    before; `year_ago` is the same elapsed part a year earlier."""

    trend: tuple[Window, ...]
    year_ago: Window

    @property
    def all(self) -> tuple[Window, ...]:
        """Trend and then the year ago: the order of the columns of every measured array."""
        return (*self.trend, self.year_ago)


def windows(period: PeriodId, as_of: datetime, zone: ZoneInfo) -> Windows:
    """The windows of `period` at the instant `as_of` (aware), cut at the local midnights of `zone`.

    now: the moment itself, and the same time of day on the days before. today: from midnight. week: from
    Monday (ISO). month, year: from the first day; a day that a shorter month lacks is its last moment.
    total: from the beginning of the data, at the ends of the months before. last_year: the whole of the calendar year
    before this one, the year that annual accounts speak of.
    """
    local = as_of.astimezone(zone).replace(tzinfo=None)
    return Windows(
        tuple(window(period, shifted(period, local, back), zone) for back in range(POINTS - 1, -1, -1)),
        window(period, year_before(period, local), zone),
    )


def window(period: PeriodId, local: datetime, zone: ZoneInfo) -> Window:
    """The part of `period` that has elapsed at the local wall-clock time `local`."""
    begin = first_moment(period, local)
    if period == "last_year":
        assert begin is not None
        return Window(instant(begin, zone), instant(begin.replace(year=begin.year + 1), zone))
    end = instant(local, zone) + MOMENT
    return Window(ANCIENT if begin is None else instant(begin, zone), end)


def first_moment(period: PeriodId, local: datetime) -> datetime | None:
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    match period:
        case "today":
            return midnight
        case "week":
            return midnight - timedelta(days=midnight.weekday())
        case "month":
            return midnight.replace(day=1)
        case "year":
            return midnight.replace(month=1, day=1)
        case "last_year":
            return midnight.replace(year=midnight.year - 1, month=1, day=1)
    return None


def shifted(period: PeriodId, local: datetime, back: int) -> datetime:
    """The same point of the period `back` periods earlier."""
    match period:
        case "now" | "today":
            return local - timedelta(days=back)
        case "week":
            return local - timedelta(weeks=back)
        case "month" | "total":
            return months_before(local, back)
        case "year" | "last_year":
            return months_before(local, 12 * back)


def year_before(period: PeriodId, local: datetime) -> datetime:
    """A year earlier: the same weekday 52 weeks ago for days and weeks, the same date otherwise."""
    if period in ("now", "today", "week"):
        return local - timedelta(weeks=52)
    return months_before(local, 12)


def months_before(local: datetime, months: int) -> datetime:
    """The same day and time `months` earlier; where that month has no such day, its last moment."""
    count = local.year * 12 + local.month - 1 - months
    year, month = divmod(count, 12)
    last = calendar.monthrange(year, month + 1)[1]
    if local.day <= last:
        return local.replace(year=year, month=month + 1)
    return datetime(year, month + 1, last, 23, 59, 59, 999999)


def instant(local: datetime, zone: ZoneInfo) -> datetime:
    return local.replace(tzinfo=zone).astimezone(UTC)
