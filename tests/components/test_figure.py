"""Numbers and ages as they are read."""

from datetime import timedelta

import pytest

from components.figure import Change, Figure, age, change, figure_of, in_full, number, with_unit
from data.catalogue import Indicator
from tests.components.boards import indicator, rate, reading


@pytest.mark.parametrize(
    ("value", "digits", "words"),
    [
        (None, 0, "—"),
        (None, 2, "—"),
        (0.0, 0, "0"),
        (1234567.0, 0, "1,234,567"),
        (96.04, 1, "96.0"),
        (-1.25, 2, "−1.25"),
        (-0.04, 1, "0.0"),
    ],
)
def test_a_number_has_separators_and_its_digits_and_a_missing_one_is_a_dash(
    value: float | None, digits: int, words: str
) -> None:
    assert number(value, digits) == words


def test_what_falls_short_of_a_hundred_never_reads_as_one() -> None:
    assert number(100 * 2014 / 2015, 1) == "99.9"
    assert number(100.0, 1) == "100.0"
    assert number(99.94, 1) == "99.9"


def test_a_missing_number_has_no_unit() -> None:
    assert with_unit(None, 1, "%") == "—"
    assert with_unit(93.14, 1, "%") == "93.1%"
    assert with_unit(3, 0, "件") == "3 件"


@pytest.mark.parametrize(
    ("value", "before", "expected"),
    [
        (110.0, 100.0, Change("▲", "10%", "bad")),
        (90.0, 100.0, Change("▼", "10%", "good")),
        (100.0, 100.0, Change("＝", "", "flat")),
        (1003.0, 1000.0, Change("▲", "<1%", "bad")),
        (3.0, 0.0, Change("▲", "3", "bad")),
        (5000.0, 4.0, Change("▲", "4,996", "bad")),
        (None, 100.0, None),
        (100.0, None, None),
    ],
)
def test_a_count_changes_by_percent(value: float | None, before: float | None, expected: Change | None) -> None:
    assert change(reading(value=value, before=before)) == expected


def test_a_share_changes_by_points_and_the_arrow_is_the_numbers_own_direction() -> None:
    assert change(reading(rate(), value=93.1, before=94.7)) == Change("▼", "1.6", "bad")
    assert change(reading(rate(direction="down"), value=93.1, before=94.7)) == Change("▼", "1.6", "good")
    assert change(reading(indicator(direction="none"), value=60.0, before=30.0)) == Change("▲", "100%", "flat")


def test_a_count_of_few_changes_by_itself_and_a_mean_of_any_size_by_percent() -> None:
    assert change(reading(value=3.0, before=1.0)) == Change("▲", "2", "bad")
    assert change(reading(value=21.0, before=19.0)) == Change("▲", "2", "bad")
    assert change(reading(value=22.0, before=20.0)) == Change("▲", "10%", "bad")
    assert change(reading(value=9.0, before=6.0, denominator=40.0)) == Change("▲", "50%", "bad")


def test_a_change_too_small_to_be_seen_is_none() -> None:
    assert change(reading(rate(), value=93.14, before=93.11)) == Change("＝", "", "flat")


@pytest.mark.parametrize(
    ("of", "value", "numerator", "denominator", "expected"),
    [
        (rate(), 60.0, 3.0, 5.0, Figure("3/5", "", "23–88%")),
        (rate(), 100.0, 1.0, 1.0, Figure("1/1", "", "21–100%")),
        (rate(), 60.0, 12.0, 20.0, Figure("60.0", "%", "")),
        (rate(), 120.0, 12.0, 10.0, Figure("120.0", "%", "n=10")),
        (indicator(measure="sum(rating) / count(*)"), 8.5, 17.0, 2.0, Figure("8", "件", "n=2")),
        (indicator(measure="count(*) / max(12)"), 8.0, 96.0, 12.0, Figure("8", "件", "")),
        (rate(), None, 0.0, 0.0, Figure("—", "", "")),
    ],
)
def test_a_rate_over_few_rows_says_of_what(
    of: Indicator, value: float | None, numerator: float, denominator: float, expected: Figure
) -> None:
    assert figure_of(reading(of, value=value, numerator=numerator, denominator=denominator), "zh") == expected


def test_a_group_too_small_to_tell_is_less_than_five_and_says_why() -> None:
    masked = reading(value=None, numerator=None, masked=True, state="none")
    assert figure_of(masked, "en").words == "<5 masked"
    assert in_full(masked, "en") == "Fewer than 5 people: not shown"


def test_a_number_in_full_has_all_that_it_is_known_by() -> None:
    share = reading(rate(), value=60.0, numerator=3.0, denominator=5.0)
    assert in_full(share, "zh") == "60.0% = 3 / 5 · 95% 区间 23–88%"
    mean = reading(indicator(measure="sum(rating) / count(*)"), value=8.0, numerator=16000.0, denominator=2000.0)
    assert in_full(mean, "zh") == "8 件 · n=2,000"
    assert in_full(reading(), "en") == "10 cases"
    assert in_full(reading(value=None), "en") == "—"


@pytest.mark.parametrize(
    ("delta", "zh", "en"),
    [
        (timedelta(seconds=59), "刚刚", "now"),
        (timedelta(minutes=27, seconds=40), "27 分钟前", "27 min ago"),
        (timedelta(minutes=119), "119 分钟前", "119 min ago"),
        (timedelta(hours=2), "2 小时前", "2 h ago"),
        (timedelta(days=3, hours=5), "3 天前", "3 d ago"),
    ],
)
def test_an_age_is_told_in_whole_units_gone_by(delta: timedelta, zh: str, en: str) -> None:
    assert (age(delta, "zh"), age(delta, "en")) == (zh, en)
