"""A card says what is the matter, and says it by more than a colour."""

from datetime import timedelta
from typing import Any

import pytest

from components.card import card
from data.board import State
from data.catalogue import Words
from tests.components.boards import AS_OF, TREND, indicator, of_class, rate, reading, text


def shown(**change: Any) -> Any:
    return card(reading(**change), AS_OF, "zh")


def attribute(component: Any, name: str) -> Any:
    return component.to_plotly_json()["props"][name]


def test_a_card_in_order_carries_no_colour_and_no_sign() -> None:
    quiet = shown()
    assert quiet.className == "card is-normal"
    assert of_class(quiet, "sign") == []
    assert text(of_class(quiet, "value")) == "10"
    assert text(of_class(quiet, "unit")) == "件"
    assert text(of_class(quiet, "change")) == "▲2"


@pytest.mark.parametrize(("state", "sign"), [("watch", "◆"), ("bad", "▲"), ("stale", "○")])
def test_every_lit_state_has_a_second_sign_beside_its_colour(state: State, sign: str) -> None:
    lit = shown(state=state, stale=state == "stale")
    assert lit.className == f"card is-{state}"
    assert text(of_class(lit, "sign")) == sign


def test_a_missing_value_is_a_dash_without_unit_and_never_in_order() -> None:
    missing = shown(value=None, trend=(*TREND[:-1], None), state="none")
    assert text(of_class(missing, "value")) == "—"
    assert text(of_class(missing, "unit")) == ""
    assert text(of_class(missing, "change")) == ""
    assert missing.className == "card is-none"
    assert "0" not in text(missing)


def test_a_stale_card_tells_its_age_instead_of_a_change_and_its_line_ends_in_a_gap() -> None:
    old = shown(stale=True, state="stale", data_at=AS_OF - timedelta(minutes=27))
    assert text(of_class(old, "change")) == "27 分钟前"
    fresh_line = of_class(shown(), "spark")[0].style["--line"]
    old_line = of_class(old, "spark")[0].style["--line"]
    assert fresh_line.count("L") == 11
    assert old_line.count("L") == 10


def test_a_card_of_a_feed_that_never_came_says_so() -> None:
    assert text(of_class(shown(value=None, stale=True, state="none", data_at=None), "change")) == "无数据"


def test_a_share_of_few_is_shown_by_its_parts_and_its_interval_instead_of_a_bare_percentage() -> None:
    few = card(reading(rate(), value=60.0, numerator=3.0, denominator=5.0, state="watch"), AS_OF, "en")
    assert text(of_class(few, "value")) == "3/5"
    assert text(of_class(few, "parts")) == "23–88%"
    assert text(of_class(few, "change")) == "23–88%", "a change of so few says nothing"
    assert "60" not in text(few)
    assert attribute(few, "aria-label") == "On time 3/5 23–88% · watch"


def test_the_denominator_and_the_interval_of_any_rate_are_in_reach() -> None:
    many = card(reading(rate(), value=94.5, numerator=3119.0, denominator=3300.0), AS_OF, "en")
    assert text(of_class(many, "value")) == "94.5"
    assert text(of_class(many, "parts")) == ""
    assert attribute(many, "title") == "Cases open now\n94.5% = 3,119 / 3,300 · 95% interval 93.7–95.2%"


@pytest.mark.parametrize(
    ("value", "unit", "gives_way"),
    [(94.0, "points", False), (608.0, "cases", False), (31202.0, "matters", True), (236574.0, "件", True)],
)
def test_a_unit_gives_way_where_a_low_card_has_no_room_for_it(value: float, unit: str, gives_way: bool) -> None:
    shown = card(reading(indicator(unit=Words(unit, unit)), value=value), AS_OF, "en")
    assert (of_class(shown, "wide") != []) is gives_way
    assert unit in attribute(shown, "aria-label"), "it is said all the same"


def test_a_masked_card_tells_no_number() -> None:
    gone: dict[str, Any] = {"value": None, "numerator": None, "before": None, "year_ago": None, "trend": (None,) * 12}
    masked = shown(masked=True, state="none", **gone)
    assert text(of_class(masked, "value")) == "<5"
    assert text(of_class(masked, "parts")) == "脱敏"
    assert text(of_class(masked, "unit")) == ""
    assert attribute(masked, "aria-label") == "在办 <5 脱敏"


def test_a_card_is_a_link_and_carries_its_state_for_scripts_and_screen_readers() -> None:
    bad = shown(state="bad")
    assert bad.href.startswith("/indicator/case_open")
    assert attribute(bad, "data-indicator") == "case_open"
    assert attribute(bad, "data-state") == "bad"
    assert attribute(bad, "data-as-of") == "2026-11-16T06:35:08+00:00"
    assert attribute(bad, "aria-label") == "在办 10 件 · 超限"
