"""The page of one indicator."""

from typing import Any

import dash
import pytest

from tests.components.boards import VILLAGES, of_class, parts, text


def layout(**parameters: str) -> Any:
    return dash.page_registry["pages.indicator"]["layout"](**parameters)


@pytest.mark.usefixtures("published")
def test_it_shows_number_meaning_and_formula() -> None:
    words = text(layout(id="case_on_time"))
    for told in ("88.8", "此刻在办的事件数", "SELECT reported_at AS counted_at, * FROM cases", "count(*)", "v1"):
        assert told in words


@pytest.mark.usefixtures("published")
def test_places_stand_worst_first() -> None:
    def order(id: str) -> list[str]:
        rows = [one.to_plotly_json()["props"].get("data-place") for one in parts(layout(id=id))]
        return [one for one in rows if one]

    # More open cases are worse; a higher rate is better.
    assert order("case_open") == list(reversed(VILLAGES))
    assert order("case_on_time") == list(VILLAGES)


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("id", ["nothing", "<script>alert(1)</script>", "", "../wall", "case_open'"])
def test_an_unknown_id_is_a_plain_page_that_repeats_nothing_of_it(id: str) -> None:
    shown = layout(id=id, lang="en")
    assert "There is no such indicator." in text(shown)
    assert "script" not in text(shown)
    assert of_class(shown, "panel") == []


@pytest.mark.usefixtures("published")
def test_simulated_data_says_so() -> None:
    assert "演示数据" in text(of_class(layout(id="case_open"), "mark"))


@pytest.mark.usefixtures("app")
def test_before_the_first_board_it_waits_in_words() -> None:
    assert "正在测算" in text(layout(id="case_open"))
