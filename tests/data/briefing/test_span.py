"""A briefing's span by the calendar, above all where weeks and years do not agree."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from data.briefing.span import Kind, last_complete, parse_span, span_at
from data.fault import Misuse

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("kind", "text", "first", "last"),
    [
        ("week", "2026-W46", date(2026, 11, 9), date(2026, 11, 15)),
        ("week", "2026-W53", date(2026, 12, 28), date(2027, 1, 3)),
        ("week", "2027-W01", date(2027, 1, 4), date(2027, 1, 10)),
        ("week", "2020-W01", date(2019, 12, 30), date(2020, 1, 5)),
        ("month", "2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("month", "2026-12", date(2026, 12, 1), date(2026, 12, 31)),
        ("quarter", "2026-Q4", date(2026, 10, 1), date(2026, 12, 31)),
        ("quarter", "2026-Q1", date(2026, 1, 1), date(2026, 3, 31)),
    ],
)
def test_days(kind: Kind, text: str, first: date, last: date) -> None:
    span = parse_span(kind, text, SHANGHAI)
    assert span.days == (first, last)
    assert span.key == text
    assert span.begin.astimezone(SHANGHAI).replace(tzinfo=None) == datetime(first.year, first.month, first.day)


@pytest.mark.parametrize(
    ("kind", "text"),
    [("week", "2025-W53"), ("week", "2026-W00"), ("week", "46"), ("month", "2026-13"), ("quarter", "2026-Q5")],
)
def test_what_is_no_span_is_refused(kind: Kind, text: str) -> None:
    with pytest.raises(Misuse, match=text):
        parse_span(kind, text, SHANGHAI)


def test_the_data_is_of_the_last_moment_or_of_now() -> None:
    span = parse_span("week", "2026-W46", SHANGHAI)
    after, within = datetime(2026, 11, 20, tzinfo=UTC), datetime(2026, 11, 12, 3, tzinfo=UTC)
    assert span.as_of(after) == datetime(2026, 11, 15, 15, 59, 59, 999999, tzinfo=UTC)
    assert span.ended(span.as_of(after))
    assert span.as_of(within) == within
    assert not span.ended(within)
    with pytest.raises(Misuse, match="not begun"):
        span.as_of(datetime(2026, 11, 1, tzinfo=UTC))


def test_the_last_complete_week_changes_at_the_local_midnight_of_monday() -> None:
    midnight = datetime(2027, 1, 3, 16, tzinfo=UTC)  # Monday, 4 January 2027, 00:00 in Shanghai
    assert last_complete("week", midnight, SHANGHAI).key == "2026-W53"
    assert last_complete("week", midnight.replace(hour=15), SHANGHAI).key == "2026-W52"
    assert span_at("week", midnight, SHANGHAI).key == "2027-W01"
    assert last_complete("month", midnight, SHANGHAI).key == "2026-12"
    assert last_complete("quarter", midnight, SHANGHAI).key == "2026-Q4"
