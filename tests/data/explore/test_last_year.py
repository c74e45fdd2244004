"""The line of the year before: the board's own mark at its end, the trend's own points where they overlap."""

import pytest

from data.board import Board
from data.catalogue import Indicator, built_in
from data.door import ANALYST, VISITOR
from data.explore.last_year import read_last_year
from data.fault import Fault
from data.hub import HUB
from data.survey import build_board
from tests.data.conftest import Loaded
from tests.data.messy import AS_OF

MOMENT = AS_OF.to_pydatetime()


@pytest.fixture(scope="module")
def board(messy_town: Loaded) -> Board:
    return build_board(messy_town.store, built_in(), MOMENT)


@pytest.fixture(autouse=True)
def opened(messy_town: Loaded, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(HUB, "reader", messy_town.store.connection)


def points(board: Board, indicator: Indicator, level: str = "town", place: str = "") -> tuple[float | None, ...]:
    return read_last_year(ANALYST, board, indicator, level, place)


CHOSEN = (
    *("case_on_time_rate", "case_total", "case_open", "case_handling_hours_median", "hotline_satisfaction_rate"),
    *("police_per_10k", "dispute_resolution_rate", "asset_problem_fixed_rate", "hotline_received_year"),
)


@pytest.mark.parametrize("id", CHOSEN)
def test_it_ends_in_the_mark_that_the_board_has(board: Board, id: str) -> None:
    indicator = board.catalogue[id]
    for level, place in (("town", ""), ("village", "v2")):
        reading = board.reading(id, level, place or None)
        found = points(board, indicator, level, place)
        if found:
            assert len(found) == len(reading.trend)
            assert found[-1] == (None if reading.year_ago is None else pytest.approx(reading.year_ago, rel=1e-5))
        else:
            assert reading.year_ago is None or reading.value is None


@pytest.mark.parametrize("id", [one for one in CHOSEN if built_in()[one].period == "year"])
def test_of_a_yearly_number_it_is_the_trend_itself_a_point_earlier(board: Board, id: str) -> None:
    trend, found = board.reading(id).trend, points(board, board.catalogue[id])
    assert [one if one is None else pytest.approx(one, rel=1e-5) for one in trend[:-1]] == list(found[1:])


def test_who_may_not_read_rows_is_told_nothing(board: Board) -> None:
    with pytest.raises(Fault, match="visitors"):
        read_last_year(VISITOR, board, board.catalogue["case_on_time_rate"], "town", "")
