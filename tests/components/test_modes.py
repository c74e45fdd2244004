"""The modes of an address, against what was typed."""

from typing import Any

import pytest

from components.choice import Choice, arranged, choice_in
from components.modes import Modes, modes_of
from data.board import Board
from data.visitors import for_visitors
from tests.components.boards import board, indicator, profile, rate

MODULES = [
    {"title": {"zh": "事件", "en": "All cases"}, "indicators": ["case_open", "case_on_time"]},
    {"title": {"zh": "人员", "en": "People"}, "indicators": ["persons"]},
]


def town() -> Board:
    of = profile(wall={"headline": ["case_open"], "modules": MODULES, "map": "case_open", "trend": "persons"})
    return board(indicators=(indicator(), rate(), indicator("persons", flags=("person_sensitive",))), of=of)


def modes(**asked: Any) -> Modes:
    return modes_of({"lang": "en", **asked}, town())


def test_an_address_that_asks_nothing_says_nothing() -> None:
    assert modes() == Modes("en", "dark")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("profile", "boston"),
        ("lang", "fr"),
        ("theme", "neon"),
        ("scale", "zoom"),
        ("rotate", "1s"),
        ("rotate", "99999999999w"),
        ("visitor", "maybe"),
        ("modules", "drones"),
        ("play", "wall"),
        ("play", "wall:1s"),
        ("play", "javascript:9s"),
        ("play", "indicator/nothing:9s"),
    ],
)
def test_what_cannot_be_had_is_named_and_left_out(key: str, value: str) -> None:
    found = modes(**{key: value})
    assert len(found.notices) == 1
    assert value in found.notices[0]
    assert (found.choice, found.scale) == (Choice(), None)


def test_a_long_value_and_two_of_a_key_are_said_shortly() -> None:
    assert max(map(len, modes(scale="x" * 5000).notices)) < 120
    assert "fit, fill" in modes(scale=["fit", "fill"]).notices[0]


def test_the_place_s_own_name_and_every_good_value_are_taken() -> None:
    found = modes(profile="sample", theme="light", scale="fit", rotate="30s", modules="all-cases,人员", play="wall:30s")
    assert found == Modes("en", "light", Choice((0, 1), False, 30.0), "fit")


def test_modules_are_arranged_alone_and_a_visitor_s_without_persons() -> None:
    assert set(arranged(town(), Choice((1,))).indicators) == {"persons"}
    shown = arranged(town(), Choice(visitor=True))
    assert set(shown.indicators) == {"case_open", "case_on_time"}
    assert shown.trend == "case_open"


@pytest.mark.parametrize("view", [{}, {"modules": "0"}, {"modules": [7, "x", None], "rotate_s": "9", "visitor": "yes"}])
def test_what_a_display_says_it_shows_is_not_trusted(view: dict[str, Any]) -> None:
    assert choice_in(view, town()) == Choice()


def test_a_choice_comes_back_as_it_went() -> None:
    choice = Choice((1,), True, 12.5)
    assert choice_in(choice.view, town()) == choice


def test_a_visitor_s_board_has_no_numbers_of_persons_anywhere() -> None:
    shown = for_visitors(town())
    assert shown.withheld == {"persons"}
    for level in ("town", "village"):
        for one in shown.readings(level):
            hidden = one.indicator.id == "persons"
            assert hidden == (one.value is None)
            assert not hidden or one.numerator is None
            assert not hidden or set(one.trend) == {None}


def test_a_share_of_nineteen_is_withheld_and_of_twenty_is_not() -> None:
    for count, withheld in ((19.0, True), (20.0, False)):
        made = town()
        for measured in made.measured.values():
            parts = measured.denominators[1]
            assert parts is not None
            parts[:] = count
        shown = for_visitors(made)
        assert ("case_on_time" in shown.withheld) is withheld
        assert (shown.reading("case_on_time").value is None) is withheld
