"""The working clock, against cases counted by hand and against a clock that looks at every minute."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import chinese_calendar
import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.clock.calendar import Calendar
from data.clock.hours import Hours
from data.clock.working import Clock, clock_of
from data.feeds.zone import Times

SHANGHAI, LONDON = "Asia/Shanghai", "Europe/London"
DAYS = 30
is_workday = cache(chinese_calendar.is_workday)
MINUTE, HOUR = np.timedelta64(1, "m"), np.timedelta64(1, "h")


def utc(*local: str, zone: str = SHANGHAI) -> Times:
    """Instants of local times."""
    moments = [datetime.fromisoformat(one).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC) for one in local]
    return np.array([one.replace(tzinfo=None) for one in moments], "datetime64[us]")


def office(calendar: Calendar = "china", *spans: str, zone: str = SHANGHAI) -> Clock:
    return clock_of(Hours.model_validate({"calendar": calendar, **({"spans": spans} if spans else {})}), zone)


@pytest.mark.parametrize(
    ("begin", "hours", "expected"),
    [
        ("2025-09-22T09:00", 1, "2025-09-22T10:00"),
        ("2025-09-22T11:00", 1, "2025-09-22T12:00"),
        ("2025-09-22T11:00", 2, "2025-09-22T15:00"),
        ("2025-09-22T13:00", 1, "2025-09-22T15:00"),  # during lunch
        ("2025-09-22T22:00", 1, "2025-09-23T09:30"),  # at night
        ("2025-09-22T05:00", 7, "2025-09-22T17:30"),
        ("2025-09-20T10:00", 1, "2025-09-22T09:30"),  # on a Saturday
        ("2025-09-27T10:00", 1, "2025-09-28T09:30"),  # the Sunday after it is worked
        ("2025-09-30T16:00", 4, "2025-10-09T11:00"),  # eight days off between
        ("2025-10-10T17:00", 7.5, "2025-10-11T17:30"),  # a Saturday that is worked
        ("2025-10-11T17:00", 1, "2025-10-13T09:00"),
        ("2026-09-24T17:00", 1, "2026-09-28T09:00"),
        ("2026-09-30T17:29", 1, "2026-10-08T09:29"),
        ("2026-10-09T17:00", 8, "2026-10-12T09:00"),
    ],
)
def test_working_hours_around_national_day(begin: str, hours: float, expected: str) -> None:
    due = office().after(utc(begin), np.timedelta64(int(hours * 60), "m"))
    assert due == utc(expected)
    assert office().worked(utc(begin), due) == np.timedelta64(int(hours * 60), "m")


@pytest.mark.parametrize(
    ("begin", "days", "expected"),
    [
        ("2025-09-22T09:00", 1, "2025-09-23T17:30"),
        ("2025-09-22T05:00", 1, "2025-09-23T17:30"),  # the day of the report never counts
        ("2025-09-22T23:59:59", 1, "2025-09-23T17:30"),
        ("2025-09-26T09:00", 1, "2025-09-28T17:30"),
        ("2025-09-27T09:00", 2, "2025-09-29T17:30"),
        ("2025-09-30T16:00", 1, "2025-10-09T17:30"),
        ("2025-10-03T12:00", 3, "2025-10-11T17:30"),
        ("2025-10-03T12:00", 4, "2025-10-13T17:30"),
        ("2026-09-24T08:00", 1, "2026-09-28T17:30"),
        ("2026-09-30T08:00", 3, "2026-10-10T17:30"),
        ("2026-09-30T08:00", 4, "2026-10-12T17:30"),
        ("2003-09-30T08:00", 1, "2003-10-01T17:30"),  # of a year that the calendar does not know
    ],
)
def test_working_days_around_national_day(begin: str, days: int, expected: str) -> None:
    assert office().end_of_working_day(utc(begin), days) == utc(expected)


def test_days_end_at_midnight_whether_worked_or_not() -> None:
    assert office().end_of_day(utc("2025-09-30T16:00"), 1) == utc("2025-10-01T23:59:59")
    assert office().end_of_day(utc("2025-09-30T00:00"), 7) == utc("2025-10-07T23:59:59")


def test_office_hours_keep_to_local_time_when_clocks_change() -> None:
    london = office("weekdays", "09:00-17:00", zone=LONDON)
    begins = utc("2026-03-27T16:00", "2026-10-23T16:30", zone=LONDON)
    assert begins.tolist() == [datetime(2026, 3, 27, 16), datetime(2026, 10, 23, 15, 30)]
    expected = [datetime(2026, 3, 30, 9), datetime(2026, 10, 26, 10, 30)]
    assert london.after(begins, np.timedelta64(2, "h")).tolist() == expected
    ends = london.end_of_working_day(begins, 1).tolist()
    assert ends == [datetime(2026, 3, 30, 16), datetime(2026, 10, 26, 17)]
    always = office("every_day", "00:00-24:00", zone=LONDON)
    days = utc("2026-03-29", "2026-03-30", "2026-10-25", "2026-10-26", zone=LONDON)
    assert (always.worked(days[0::2], days[1::2]) / HOUR).tolist() == [23, 25]


def test_a_time_that_clocks_skip_counts_with_the_offset_before() -> None:
    night = office("every_day", "00:30-01:30", "01:45-02:15", zone=LONDON)
    days = utc("2026-03-28", "2026-03-29", "2026-03-30", zone=LONDON)
    assert (night.worked(days[:-1], days[1:]) / MINUTE).tolist() == [90, 60]


def test_what_is_missing_or_beyond_the_table_has_no_time() -> None:
    strange = np.array(["NaT", "1969-01-01", "2101-01-02", "0001-01-01", "9999-12-31"], "datetime64[us]")
    known = np.full(len(strange), utc("2025-09-22T09:00")[0])
    assert np.isnat(office().worked(known, strange)).all()
    assert np.isnat(office().worked(strange, known)).all()
    assert np.isnat(office().after(strange, HOUR)).all()
    assert np.isnat(office().end_of_working_day(strange, 1)).all()
    assert np.isnat(office().end_of_day(strange, 1)).all()
    assert np.isnat(office().end_of_working_day(known, 100_000)).all()
    assert np.isnat(office().after(known, np.timedelta64(100_000, "D"))).all()
    assert np.isnat(office().after(known, np.timedelta64("NaT", "us"))).all()


CLOCKS: list[tuple[Calendar, str, tuple[str, ...], date]] = [
    ("china", SHANGHAI, ("08:30-12:00", "14:00-17:30"), date(2025, 9, 20)),
    ("china", SHANGHAI, ("08:00-18:00",), date(2026, 9, 18)),
    ("weekdays", LONDON, ("00:00-01:10", "09:00-17:00", "22:00-24:00"), date(2026, 3, 20)),
    ("every_day", LONDON, ("01:00-02:00", "09:00-17:00"), date(2026, 10, 10)),
]


@cache
def open_minutes(which: int) -> npt.NDArray[np.bool_]:
    """Minute by minute for DAYS days from the clock's first day on (UTC): whether offices are open."""
    calendar, zone, spans, first = CLOCKS[which]
    limits = [tuple(one.split("-")) for one in spans]
    moment, found = datetime.combine(first, time(), UTC), []
    for minute in range(DAYS * 24 * 60):
        local = (moment + timedelta(minutes=minute)).astimezone(ZoneInfo(zone))
        day = {"china": is_workday(local.date()), "weekdays": local.weekday() < 5, "every_day": True}
        text = f"{local:%H:%M}"
        found.append(day[calendar] and any(begin <= text < end for begin, end in limits))
    return np.array(found)


@settings(deadline=None)  # the minutes of a clock are counted at its first instant
@given(st.data(), st.sampled_from(range(len(CLOCKS))))
def test_any_instant_is_what_every_minute_counted_says(data: st.DataObject, which: int) -> None:
    calendar, zone, spans, first = CLOCKS[which]
    clock, minutes = office(calendar, *spans, zone=zone), open_minutes(which)
    begin, end = sorted(data.draw(st.tuples(*[st.integers(0, len(minutes))] * 2)))
    instants = np.datetime64(first, "us") + np.array([begin, end]) * MINUTE
    worked = int(minutes[begin:end].sum())
    assert clock.worked(instants[:1], instants[1:]) == worked * MINUTE
    amount = data.draw(st.integers(1, max(worked, 1)))
    if worked:
        due = begin + int(np.flatnonzero(minutes[begin:].cumsum() == amount)[0]) + 1
        assert clock.after(instants[:1], amount * MINUTE) == np.datetime64(first, "us") + due * MINUTE
