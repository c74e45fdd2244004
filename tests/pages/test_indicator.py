"""The page of one indicator."""

from collections.abc import Iterator
from typing import Any

import dash
import pytest
from dash import Dash

from data.catalogue import built_in
from data.hub import HUB
from tests.components.boards import VILLAGES, board, of_class, parts, places, text


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


@pytest.fixture
def whole(app: Dash) -> Iterator[Dash]:
    """A board by hand that holds every indicator of the catalogue."""
    HUB.places = places()
    HUB.publish(board(indicators=built_in().indicators))
    yield app
    HUB.places = HUB.edition = None


@pytest.mark.usefixtures("whole")
@pytest.mark.parametrize("id", [one.id for one in built_in().indicators])
def test_every_indicator_of_the_catalogue_opens_its_page(id: str) -> None:
    one = built_in()[id]
    for language in ("zh", "en"):
        shown = layout(id=id, lang=language)
        assert one.title[language] in text(shown)
        assert one.meaning[language] in text(shown)
        ids = {getattr(part, "id", None) for part in parts(shown)}
        assert {"indicator-asked", "indicator-words", "indicator-left", "indicator-rows"} <= ids


@pytest.mark.usefixtures("published")
def test_at_a_place_all_of_it_speaks_of_the_place() -> None:
    shown = layout(id="case_open", level="village", place="v3", lang="en")
    assert text(of_class(shown, "value")[0]) == "3"
    assert "南村" in text(shown)
    links = [one.href for one in parts(shown) if getattr(one, "href", None)]
    assert "/place/village/v3?lang=en&theme=dark" in links
    # The other language keeps the place.
    assert any(one.startswith("?lang=zh") and "level=village&place=v3" in one for one in links)
    assert [getattr(one, "data-place") for one in of_class(shown, "chosen")] == ["v3"]


@pytest.mark.usefixtures("published")
def test_the_places_tell_how_many_cases_to_look_at_and_lead_there() -> None:
    shown = layout(id="case_on_time", lang="en")
    look = {getattr(one, "data-place"): one.children[-1].children for one in parts(shown) if hasattr(one, "data-place")}
    # Of 100 each, 1 is counted in the first village, 2 in the second.
    assert look["v1"].children == "99"
    assert look["v1"].href.endswith("level=village&place=v1&rows=not_counted")
    assert look["v2"].children == "98"


@pytest.mark.usefixtures("published")
def test_the_rows_stand_first_where_they_are_asked_for() -> None:
    first = of_class(layout(id="case_open", rows="counted", page="3"), "panel")[0]
    assert "rows-behind" in first.className
    assert "rows-behind" not in of_class(layout(id="case_open"), "panel")[0].className


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("word", ["nowhere", "'; DROP TABLE cases; --", "<img src=x onerror=alert(1)>", "x" * 10_000])
def test_nonsense_in_the_address_is_told_plainly_or_ignored(word: str) -> None:
    for asked in ({"level": "village", "place": word}, {"level": word, "place": "v1"}):
        shown = layout(id="case_open", lang="en", **asked)
        assert "There is no such place." in text(shown)
        assert word not in str(shown.to_plotly_json())
    shown = layout(id="case_open", rows=word, page=word, theme=word, visitor=word, lang="en")
    assert word not in str(shown.to_plotly_json())
    assert "12" in text(of_class(shown, "value"))


@pytest.mark.usefixtures("published")
def test_what_made_the_change_is_told_by_place_and_adds_up() -> None:
    made = board({"case_open": 12.0})
    for level in ("town", "village"):
        made.measured[level].numerators[0][:, -2:] += 2.0
    made.measured["town"].numerators[0][0, -2] = made.measured["village"].numerators[0][:, -2].sum()
    HUB.publish(made)
    told = text(of_class(layout(id="case_open", lang="en"), "changes-panel"))
    assert "not placed" in told
    assert "东村" in told
    assert "In all" in told


@pytest.mark.usefixtures("whole")
def test_what_cannot_be_taken_apart_says_why() -> None:
    assert "推算" in text(of_class(layout(id="governance_index"), "changes-panel"))
    assert "中位数" in text(of_class(layout(id="case_handling_hours_median"), "changes-panel"))
    assert "涉个人信息" in text(of_class(layout(id="dispute_high_risk_open"), "changes-panel"))
