"""Windows against dates worked out by hand."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.period import ANCIENT, MOMENT, POINTS, PeriodId, windows

SHANGHAI = ZoneInfo("Asia/Shanghai")
PERIODS: tuple[PeriodId, ...] = ("now", "today", "week", "month", "year", "total")


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("period", "begin", "before", "year_ago"),
    [
        ("today", "2026-11-18T00:00", ("2026-11-17T00:00", "2026-11-17T14:36"), "2025-11-19T14:36"),
        ("week", "2026-11-16T00:00", ("2026-11-09T00:00", "2026-11-11T14:36"), "2025-11-19T14:36"),
        ("month", "2026-11-01T00:00", ("2026-10-01T00:00", "2026-10-18T14:36"), "2025-11-18T14:36"),
        ("year", "2026-01-01T00:00", ("2025-01-01T00:00", "2025-11-18T14:36"), "2025-11-18T14:36"),
    ],
)
def test_comparisons_cover_the_same_elapsed_part(
    period: PeriodId, begin: str, before: tuple[str, str], year_ago: str
) -> None:
    found = windows(period, local("2026-11-18T14:36"), SHANGHAI)
    assert found.trend[-1].begin == local(begin)
    assert found.trend[-1].end == local("2026-11-18T14:36") + MOMENT
    assert (found.trend[-2].begin, found.trend[-2].end) == (local(before[0]), local(before[1]) + MOMENT)
    assert found.year_ago.end == local(year_ago) + MOMENT


def test_a_shorter_month_is_compared_whole() -> None:
    found = windows("month", local("2026-03-31T10:00"), SHANGHAI)
    assert found.trend[-2].end == local("2026-03-01T00:00")


def test_now_and_total_have_no_beginning() -> None:
    for period in ("now", "total"):
        assert {one.begin for one in windows(period, local("2026-11-18T14:36"), SHANGHAI).all} == {ANCIENT}


def test_midnights_follow_the_zone_across_the_change_of_the_clock() -> None:
    new_york = ZoneInfo("America/New_York")
    found = windows("today", datetime(2026, 11, 1, 17, tzinfo=UTC), new_york)
    assert found.trend[-1].begin == datetime(2026, 11, 1, 4, tzinfo=UTC)
    assert found.trend[-2].begin == datetime(2026, 10, 31, 4, tzinfo=UTC)


@given(
    st.datetimes(datetime(2016, 1, 1), datetime(2035, 1, 1)),
    st.sampled_from(PERIODS),
    st.sampled_from(["Asia/Shanghai", "America/New_York", "UTC"]),
)
def test_windows_are_ordered_and_never_longer_than_what_has_elapsed(
    when: datetime, period: PeriodId, name: str
) -> None:
    zone = ZoneInfo(name)
    as_of = when.replace(tzinfo=UTC)
    found = windows(period, as_of, zone)
    assert len(found.trend) == POINTS
    assert all(one.begin < one.end for one in found.all)
    assert all(one.end <= next.end for one, next in zip(found.trend, found.trend[1:], strict=False))
    assert as_of - timedelta(hours=1) <= found.trend[-1].end - MOMENT <= as_of + timedelta(hours=1)
    if period not in ("now", "total"):
        longest = found.trend[-1].end - found.trend[-1].begin + timedelta(hours=27)
        assert all(one.end - one.begin <= longest for one in found.all)
