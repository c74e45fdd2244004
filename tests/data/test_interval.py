"""A share of few is not known to the point: its interval, against published figures and the equation behind it."""

from typing import Any

import pytest

from data.catalogue import PERCENT, Derived, Indicator, Words, built_in
from data.interval import Z, has_n, interval_of, is_share, wilson

DUE = "SELECT due_at AS counted_at, * FROM cases WHERE due_at IS NOT NULL"


def rate(measure: str, **change: Any) -> Indicator:
    given: dict[str, Any] = {"rows": DUE, "unit": PERCENT, "period": "month", "digits": 1}
    words = Words("率", "Rate")
    return Indicator(id="rate", code="", title=words, meaning=words, measure=measure, **(given | change))


# R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17 (1998), table I.
@pytest.mark.parametrize(
    ("hits", "trials", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_it_is_the_published_interval(hits: int, trials: int, low: float, high: float) -> None:
    assert wilson(hits, trials) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize("trials", [1, 2, 5, 19, 1000])
def test_either_end_is_just_as_far_from_the_share_as_95_percent_allow(trials: int) -> None:
    for hits in {0, 1, trials // 2, trials - 1, trials}:
        low, high = wilson(hits, trials)
        assert 0 <= low <= hits / trials <= high <= 1
        for end in {low, high} - {0.0, 1.0}:
            assert (hits / trials - end) ** 2 == pytest.approx(Z**2 * end * (1 - end) / trials)


def test_it_is_told_in_the_unit_of_the_indicator() -> None:
    interval = interval_of(rate("count(*) FILTER (WHERE closed_at <= due_at) / count(*)"), 3.0, 5.0)
    assert interval == pytest.approx((23.07, 88.24), abs=0.005)


@pytest.mark.parametrize(
    ("numerator", "denominator"), [(None, 5.0), (3.0, None), (0.0, 0.0), (6.0, 5.0), (-1.0, 5.0), (2.5, 5.0)]
)
def test_what_is_not_so_many_out_of_so_many_has_none(numerator: float | None, denominator: float | None) -> None:
    assert interval_of(rate("count(*) FILTER (WHERE rating > 3) / count(*)"), numerator, denominator) is None


def test_a_difference_a_mean_and_what_is_derived_are_no_shares() -> None:
    assert is_share(rate("count(DISTINCT spot) FILTER (WHERE spot > 0) / count(DISTINCT spot)"))
    assert is_share(rate("sum(value) / sum(out_of)"))
    assert not is_share(rate("(count(*) FILTER (WHERE rating > 3) - count(*)) / count(*)"))
    assert not is_share(rate("avg(rating)"))
    assert not is_share(rate("count(*) / count(*)", unit=Words("小时", "h")))
    assert not is_share(rate("", rows="", derived=Derived("mean", (("case_on_time_rate", 1.0),))))
    assert is_share(built_in()["case_on_time_rate"])


def test_only_a_count_of_rows_tells_how_sure_a_number_is() -> None:
    assert has_n(rate("sum(rating) / count(*) FILTER (WHERE rating > 0)"))
    assert not has_n(rate("count(*) / sum(persons)"))
    assert not has_n(rate("count(*) / count(DISTINCT month(reported_at))"))
    assert not has_n(rate("count(*)"))
