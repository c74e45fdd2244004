"""A part that cannot be drawn is one grey part."""

from dataclasses import replace
from typing import Any

import pytest

from components.arrangement import arrange
from components.fence import SAID, fenced
from components.painting import paint
from data.board import Board
from tests.components.boards import board, indicator, rate, text

BROKEN: Any = None  # no number of digits


def town() -> Board:
    return board(indicators=(indicator(), rate(), indicator("broken", digits=BROKEN)))


def fail() -> str:
    raise ValueError("no")


def test_the_reason_is_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    SAID.clear()
    assert [fenced("x", fail, lambda: "grey") for _ in range(3)] == ["grey"] * 3
    assert [record.message for record in caplog.records] == ["x cannot be drawn"]


def test_a_card_that_cannot_be_drawn_has_its_title_and_a_dash_and_the_others_their_numbers() -> None:
    made = town()
    slots = paint(made, arrange(made.profile, made.catalogue), "village", "en").slots
    assert text(slots["card-broken"]) == "Open —"
    assert "10" in text(slots["card-case_open"])


def test_a_map_and_a_trend_that_cannot_be_drawn_leave_the_cards() -> None:
    made = town()
    arrangement = replace(arrange(made.profile, made.catalogue), maps=("broken",), trend="broken")
    painting = paint(made, arrangement, "village", "en")
    assert text(painting.slots["trend"]) == "—"
    assert set(painting.colours) == {None}
    assert "10" in text(painting.slots["card-case_open"])
