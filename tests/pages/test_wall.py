"""The wall shows the numbers of the board and nothing of its own."""

from typing import Any

import dash
import pytest
from dash import Dash

from data.door import WALL, read_edition
from tests.components.boards import of_class, parts, text


def layout(**parameters: str) -> Any:
    return dash.page_registry["pages.wall"]["layout"](**parameters)


def cards(shown: Any) -> dict[str, Any]:
    return {one.to_plotly_json()["props"]["data-indicator"]: one for one in of_class(shown, "card")}


@pytest.mark.usefixtures("published")
def test_each_indicator_has_a_card_with_its_number_at_the_town() -> None:
    readings = {one.indicator.id: one for one in read_edition(WALL).board.readings()}
    shown = cards(layout())
    assert set(shown) == set(readings)
    assert text(of_class(shown["case_open"], "value")) == "12"
    assert text(of_class(shown["case_on_time"], "value")) == "88.8"
    for id, card in shown.items():
        assert card.to_plotly_json()["props"]["data-state"] == readings[id].state


@pytest.mark.usefixtures("published")
def test_simulated_data_says_so_in_both_languages() -> None:
    assert "演示数据" in text(of_class(layout(), "mark"))
    assert "Simulated data" in text(of_class(layout(lang="en"), "mark"))


@pytest.mark.usefixtures("published")
def test_language_and_theme_come_from_the_address_and_anything_else_is_ignored() -> None:
    assert layout(lang="en").lang == "en"
    strange = layout(lang="<script>", theme='"><b>', other="x")
    assert strange.lang == "zh-CN"
    assert strange.to_plotly_json()["props"]["data-theme"] == "dark"
    assert layout(theme="light").to_plotly_json()["props"]["data-theme"] == "light"


@pytest.mark.usefixtures("published")
def test_no_two_parts_have_the_same_id() -> None:
    ids = [one.id for one in parts(layout()) if getattr(one, "id", None)]
    assert len(ids) == len(set(ids))


@pytest.mark.usefixtures("published")
def test_the_map_has_the_places_and_the_footer_each_feed() -> None:
    shown = layout()
    assert len(of_class(shown, "map-fit")) == 1
    assert len(of_class(shown, "feed")) == 1


@pytest.mark.usefixtures("app")
def test_before_the_first_board_the_wall_waits_in_words() -> None:
    assert "正在测算" in text(layout())
    assert of_class(layout(), "card") == []


def test_the_wall_has_an_address_of_its_own(app: Dash) -> None:
    assert app is not None
    paths = {page["path"]: page["layout"] for page in dash.page_registry.values()}
    assert paths["/"] is not paths["/wall"]
