"""The leader's page."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import dash
import pytest
from dash import Dash

from data.board import Board
from data.catalogue import Derived
from data.derived import derive
from data.hub import HUB
from data.measured import CURRENT
from tests.components.boards import board, feed, indicator, of_class, parts, places, profile, rate, text

BEHIND = rate("case_on_time", counter="case_rework")
REWORK = rate("case_rework", direction="down", watch=5, bad=20)
MANY = (indicator(), *(indicator(f"case_{n}") for n in range(11)))


def layout(**parameters: str) -> Any:
    return dash.page_registry["pages.home"]["layout"](**parameters)


def published(made: Board) -> None:
    HUB.publish(made)


@pytest.fixture
def hub(app: Dash) -> Iterator[Dash]:
    yield app
    HUB.places = HUB.edition = None


@pytest.mark.usefixtures("hub")
def test_ten_numbers_each_one_tap_from_its_page_and_its_rows() -> None:
    published(board(indicators=(*MANY, rate())))
    shown = layout(lang="en", theme="light")
    tiles = of_class(shown, "tile")
    assert len(tiles) == 10
    for tile in tiles:
        links = [one.href for one in parts(tile) if getattr(one, "href", None)]
        assert len(links) == 2
        assert all(one.startswith("/indicator/case_") and "theme=light" in one for one in links)
        assert "rows=all" in links[1]


@pytest.mark.usefixtures("hub")
def test_better_and_worse_are_words() -> None:
    made = board({"case_open": 10.0, "case_on_time": 60.0}, indicators=(indicator(), BEHIND, REWORK))
    town = made.measured["town"]
    town.numerators[0][0, :-2] = 14.0
    town.numerators[1][0, :11] = 80.0
    published(made)
    told = {getattr(one, "data-indicator"): text(one) for one in of_class(layout(), "tile")}
    assert "较上期好转 ▼4" in told["case_open"]
    assert "较上期变差 ▼20.0" in told["case_on_time"]
    assert "持平" in told["case_rework"]
    assert "worse than before ▼20.0" in text(layout(lang="en"))


@pytest.mark.usefixtures("hub")
def test_what_is_to_be_decided() -> None:
    values: dict[str, float | None] = {"case_open": 10.0, "case_on_time": 95.0, "case_rework": 30.0}
    made = board(values, indicators=(indicator(), BEHIND, REWORK), feeds=(feed("cases"), feed("late", stale=True)))
    published(made)
    decided = of_class(layout(), "decision-list")[0]
    rows = [text(one) for one in decided.children]
    assert "30.0%" in rows[0]
    assert "20.0%" in rows[0]
    assert "95.0%" in rows[1]
    assert "30.0%" in rows[1]
    assert "数据断了" in rows[2]


@pytest.mark.usefixtures("hub")
def test_the_villages_are_ranked_and_shown_where_they_lie() -> None:
    index = indicator("index", rows="", measure="", direction="up", derived=Derived("index", (("case_on_time", 1.0),)))
    made = board({"case_on_time": 80.0}, indicators=(indicator(), rate(target=90), index))
    made.measured["village"].numerators[1][:4, CURRENT] = 70.0, 90.0, 60.0, 80.0
    derived = {id: derive(one, made.catalogue, made.lineage, made.feeds) for id, one in made.measured.items()}
    published(replace(made, measured=derived))
    HUB.places = places()
    shown = layout(lang="en")
    links = [str(getattr(one, "href", "")) for one in parts(of_class(shown, "places")[0])]
    assert [one.partition("?")[0][-2:] for one in links if "/place/village/" in one] == ["v3", "v1", "v4", "v2"]
    drawing = of_class(shown, "map-fit")[0].children[0].tree["props"]["children"][1]["props"]["children"]
    colour = {one["props"]["href"].partition("?")[0][-2:]: one["props"]["children"][0]["props"] for one in drawing}
    ramps = [int(colour[id]["className"].removeprefix("ramp-")) for id in ("v3", "v1", "v4", "v2")]
    assert ramps == sorted(ramps)
    assert len(set(ramps)) > 1


@pytest.mark.usefixtures("hub")
def test_where_all_is_well_it_says_so() -> None:
    published(board({"case_on_time": 95.0}))
    assert "没有需要今天决定的事" in text(layout())
    assert "没有超限的指标" in text(layout())


@pytest.mark.usefixtures("hub")
def test_the_way_to_the_other_pages_and_nonsense_in_the_address() -> None:
    published(board())
    links = {one.href.partition("?")[0] for one in parts(layout()) if getattr(one, "href", None)}
    assert {"/wall", "/catalogue", "/feeds", "/alarms"} <= links
    assert "/life" not in links
    shown = layout(lang="<b>", theme="'; DROP TABLE", visitor="x" * 10_000)
    assert "<b>" not in text(shown)


@pytest.mark.usefixtures("hub")
def test_a_visitor_keeps_being_one() -> None:
    published(board(of=replace_name("<img src=x onerror=alert(1)>")))
    shown = layout(visitor="1")
    hrefs = [one.href for one in parts(shown) if getattr(one, "href", "").startswith(("/indicator", "/wall"))]
    assert hrefs
    assert all("visitor=1" in one for one in hrefs)
    # A name is text, whatever it looks like.
    assert of_class(shown, "page")[0].children[1].children[0].children == "<img src=x onerror=alert(1)>"


def replace_name(name: str) -> Any:
    return profile(title={"zh": name, "en": name})


@pytest.mark.usefixtures("app")
def test_before_the_first_board_it_waits_in_words() -> None:
    assert "正在测算" in text(layout())


@pytest.mark.usefixtures("hub")
def test_an_earlier_board_is_not_a_leaders() -> None:
    published(replace(board(), earlier=True))
    assert "正在测算" in text(layout())
