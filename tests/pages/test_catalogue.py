"""The page of the catalogue."""

from typing import Any

import dash
import pytest

from data.door import ANALYST, read_edition
from tests.components.boards import of_class, parts, text


def layout(**parameters: Any) -> Any:
    return dash.page_registry["pages.catalogue"]["layout"](**parameters)


def search_box(page: Any) -> Any:
    return next(one for one in parts(page) if getattr(one, "id", None) == "catalogue-search")


@pytest.mark.usefixtures("published")
def test_every_indicator_of_the_board_is_listed_with_its_town_value() -> None:
    entries = {one.to_plotly_json()["props"]["data-indicator"]: one for one in of_class(layout(), "entry")}
    assert set(entries) == {one.indicator.id for one in read_edition(ANALYST).board.readings()}
    assert "88.8" in text(of_class(entries["case_on_time"], "now"))


@pytest.mark.usefixtures("published")
def test_the_address_may_name_what_is_searched_for_language_and_theme() -> None:
    page = layout(q="<b>按期", lang="en", theme="light")
    assert search_box(page).value == "<b>按期"
    assert page.lang == "en"
    assert page.to_plotly_json()["props"]["data-theme"] == "light"
    assert search_box(layout(q=["a", "b"])).value == ""


@pytest.mark.usefixtures("published")
def test_it_leads_back_to_the_wall() -> None:
    assert any(getattr(one, "href", "") == "/wall?lang=zh&theme=dark" for one in parts(layout()))


@pytest.mark.usefixtures("app")
def test_before_the_first_board_it_waits_in_words() -> None:
    assert "正在测算" in text(layout())
