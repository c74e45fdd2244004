"""Twelve periods have twelve names."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from components.periods import period_labels
from data.period import PeriodId

ZONE = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("period", "zh", "en"),
    [
        ("week", ("43周", "53周", "1周"), ("W43", "W53", "W1")),
        ("month", ("2月", "12月", "1月"), ("Feb", "Dec", "Jan")),
        ("today", ("12-26", "1-5", "1-6"), ("12-26", "1-5", "1-6")),
        ("year", ("2016", "2026", "2027"), ("2016", "2026", "2027")),
    ],
)
def test_the_first_the_last_but_one_and_the_present_one(
    period: PeriodId, zh: tuple[str, ...], en: tuple[str, ...]
) -> None:
    # 2026 has 53 ISO weeks; 6 January 2027 lies in week 1. At this instant it is already the 6th in Shanghai.
    as_of = datetime(2027, 1, 5, 20, tzinfo=ZoneInfo("UTC"))
    for language, expected in (("zh", zh), ("en", en)):
        labels = period_labels(period, as_of, ZONE, language)
        assert len(labels) == 12
        assert (labels[0], labels[-2], labels[-1]) == expected
