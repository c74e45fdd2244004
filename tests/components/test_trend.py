"""Twelve periods drawn to scale."""

import re
from typing import Any

import pytest

from components.trend import axis_of, trend
from tests.components.boards import TREND, indicator, of_class, rate, reading, text

LABELS = [f"{n}周" for n in range(36, 48)]


def drawn(**change: Any) -> Any:
    of = change.pop("of", indicator(period="week"))
    earlier = change.pop("last_year", ())
    return trend(reading(of, **change), LABELS, "zh", earlier)


def percent(text: str) -> float:
    return float(text.removesuffix("%"))


def test_what_is_counted_stands_in_columns_on_zero_as_high_as_the_number() -> None:
    bars = of_class(drawn(), "bar")
    assert [percent(one.style["height"]) for one in bars] == pytest.approx([value * 10 for value in TREND])
    assert of_class(drawn(), "line") == []


def test_a_state_of_things_is_a_line_that_need_not_begin_at_zero() -> None:
    rates = drawn(of=rate(watch=None, bad=None), trend=(93.0, 96.0, *[95.0] * 10), year_ago=None, denominator=40)
    assert of_class(rates, "bar") == []
    assert len(of_class(rates, "line")) == 1
    assert min(axis_of([93.0, 96.0], False, rate())) > 50


def test_a_missing_point_has_no_column_and_parts_the_line() -> None:
    gap = (*TREND[:5], None, *TREND[6:])
    assert len(of_class(drawn(trend=gap), "bar")) == 11
    assert len(of_class(drawn(of=indicator(), trend=gap), "line")) == 2


def test_each_known_point_is_written_and_each_period_named() -> None:
    shown = drawn(trend=(None, *TREND[1:]))
    assert [text(one) for one in of_class(shown, "point-figure")] == [f"{value:g}" for value in TREND[1:]]
    assert [text(one) for one in of_class(shown, "tick-x")] == LABELS


def test_last_year_is_marked_at_its_own_height_over_the_last_point() -> None:
    mark = of_class(drawn(year_ago=5.0), "year-ago")[0]
    assert percent(mark.style["bottom"]) == pytest.approx(50)
    assert percent(mark.style["left"]) == pytest.approx(100 * 11 / 12, abs=0.01)
    assert "去年同期 5" in text(drawn(year_ago=5.0))
    assert of_class(drawn(year_ago=None), "year-ago") == []


def test_a_rate_shows_its_limits_within_the_axis() -> None:
    shown = drawn(of=rate(), trend=(95.0,) * 12, year_ago=None, denominator=40)
    heights = [percent(one.style["bottom"]) for one in of_class(shown, "limit-line")]
    assert len(heights) == 2
    assert all(0 <= height <= 100 for height in heights)


def test_a_share_has_no_axis_beyond_all() -> None:
    assert max(axis_of([99.5, 100.0], False, rate())) <= 100


def test_nothing_known_is_an_empty_plot_that_says_so() -> None:
    empty = drawn(trend=(None,) * 12, year_ago=None, value=None)
    assert of_class(empty, "bar") == []
    said = empty.to_plotly_json()["props"]["aria-label"]
    assert len(re.findall("—", said)) == 12


def test_last_years_whole_line_is_drawn_to_the_scale_of_this_years() -> None:
    earlier = (None, None, *[90.0] * 9, 92.0)
    shown = drawn(of=rate(), trend=(95.0,) * 12, year_ago=92.0, denominator=40, last_year=earlier)
    lines = of_class(shown, "line")
    assert [one.className for one in lines] == ["line", "line year"]
    assert lines[1].style["clipPath"].count("calc(") == 2 * 10, "from the first known point to the last"
    assert of_class(shown, "year-ago") == []


def test_beside_columns_each_known_point_of_last_year_is_marked() -> None:
    shown = drawn(year_ago=5.0, last_year=(None, *[5.0] * 11))
    marks = of_class(shown, "year-ago")
    assert len(marks) == 11
    assert {percent(one.style["bottom"]) for one in marks} == {50.0}
