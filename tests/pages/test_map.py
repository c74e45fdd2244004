"""The pages of the map and of seen ground, over a small town with patrols, cameras, sensors, a drone and cases."""

import asyncio
import json
import sys
from collections.abc import Iterator
from typing import Any

import dash
import httpx
import pandas as pd
import pytest
import shapely
from dash import Dash

from data.board import catalogue_of
from data.coverage import COVERAGE
from data.door import PROGRAM, read_places
from data.hub import HUB
from data.map_choice import BaseLayer, MapChoice
from data.survey import build_board
from tests.components.boards import of_class, parts, text
from tests.data.conftest import load_squares
from tests.pages.map_frames import FRAMES, NOW
from tests.pages.test_serving import get

STATES = {
    "patrols": {"vehicle": 1, "quiet": 1},
    "cameras": {"playable": 1, "off": 1},
    "sensors": {"high": 1, "ordinary": 1},
    "gas": {"raised": 1},
    "drones": {"flying": 1, "ready": 1},
    "findings": {"open": 1},
    "cases": {"new_red": 1, "yellow": 1},
}


@pytest.fixture(scope="module")
def town(app: Dash, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dash]:
    loaded = load_squares(tmp_path_factory.mktemp("map"), {name: pd.DataFrame(rows) for name, rows in FRAMES.items()})
    store = loaded.store
    HUB.places, HUB.reader = store.spotter.places, store.connection.cursor()
    HUB.publish(build_board(store, catalogue_of(store.profile), NOW))
    COVERAGE.store = store
    COVERAGE.look(store.connection, NOW)
    yield app
    HUB.reader.close()
    HUB.edition = HUB.reader = HUB.places = COVERAGE.store = COVERAGE.ground = None
    store.close()


def layout(page: str, **asked: str) -> Any:
    return dash.page_registry[f"pages.{page}"]["layout"](**asked)


def given(page: Any, id: str) -> Any:
    return next(one for one in parts(page) if getattr(one, "id", None) == id)


def filled(
    place: str | None = None, heard: Any = None, layers: Any = None, base: Any = None, **asked: str
) -> tuple[Any, ...]:
    page = layout("map", **asked)
    layers = given(page, "map-layers").value if layers is None else layers
    shown, told = given(page, "map-indicator").value, given(page, "map-asked").data
    chosen = place or given(page, "map-place").data
    return asyncio.run(sys.modules["pages.map"].fill(None, layers, base, shown, chosen, told, heard))


@pytest.mark.usefixtures("town")
def test_each_layer_tells_who_is_where_and_what_is_lit() -> None:
    news, _, key, *_ = filled(layers=list(STATES), lang="zh")
    for layer, states in STATES.items():
        marks = news["layers"][layer]
        found = [state for _, _, state, *_ in marks]
        assert {one: found.count(one) for one in found} == states, layer
        assert all(isinstance(lon, float) and 119 < lon < 120 and 35 < lat < 36 for lon, lat, *_ in marks)
    sensor = next(one for one in news["layers"]["sensors"] if one[2] == "high")
    assert sensor[3] is True
    assert sensor[6] == "3.5 m [1.0 – 3.0]"
    assert news["as_of"] - next(one for one in news["layers"]["patrols"] if one[4] == "车1")[5] == 120
    assert "在办事件  2" in text(key)
    assert "船3" not in json.dumps(news, ensure_ascii=False)


@pytest.mark.usefixtures("town")
def test_a_camera_tells_what_it_looks_at_and_only_an_address_of_the_web_is_a_link() -> None:
    news = filled(layers=["cameras"])[0]["layers"]
    assert {one[4]: one[7] for one in news["cameras"]} == {"c1": "http://10.1.2.3/live?camera=1&size=2", "c2": None}
    ((ring,),) = news["views"]["geometry"]["coordinates"]
    view = shapely.Polygon(ring)
    assert view.bounds[0] == 119.22, "it looks east"
    assert view.bounds[2] == pytest.approx(119.22 + 200 / 91_300, abs=1e-5)
    assert filled(layers=["patrols"])[0]["layers"]["views"] is None


@pytest.mark.usefixtures("town")
def test_a_layer_that_is_switched_off_is_told_as_nothing_and_nothing_is_told_twice() -> None:
    news, heard, *_ = filled(layers=["cases"])
    assert news["layers"]["patrols"] is None
    again, heard, *_ = filled(layers=["cases"], heard=heard)
    assert again.keys() == {"layers", "as_of"}
    assert again["layers"] == {}
    more, *_ = filled(layers=["cases", "patrols"], heard=heard)
    assert set(more["layers"]) == {"patrols"}


@pytest.mark.usefixtures("town")
def test_the_reach_of_drones_is_within_the_town() -> None:
    reach = shapely.geometry.shape(filled(layers=["reach"])[0]["layers"]["reach"]["geometry"])
    assert reach.area > 0
    assert reach.difference(HUB.places.outline.buffer(1e-4)).area == 0  # type: ignore[union-attr]


@pytest.mark.usefixtures("town")
def test_ways_are_shown_only_where_the_place_says_why() -> None:
    assert filled(layers=["patrols", "tracks"])[0]["layers"]["tracks"] is None
    assert "tracks" not in [one["value"] for one in given(layout("map"), "map-layers").options]
    board = HUB.edition.board  # type: ignore[union-attr]
    choice = board.profile.map.model_copy(update={"tracks": "应急调度"})
    profile = board.profile.model_copy(update={"map": choice})
    object.__setattr__(board, "profile", profile)
    try:
        lines = filled(layers=["patrols", "tracks"])[0]["layers"]["tracks"]["geometry"]["coordinates"]
        assert lines == ((((119.201, 35.051), (119.206, 35.051))),)
        assert "应急调度" in text(layout("map", lang="zh"))
    finally:
        object.__setattr__(
            board, "profile", profile.model_copy(update={"map": choice.model_copy(update={"tracks": ""})})
        )


@pytest.mark.usefixtures("town")
def test_a_chosen_place_has_its_numbers_and_the_way_to_its_portrait() -> None:
    news, _, _, _, chosen, geojson, _ = filled(level="grid", place="v1g1", indicator="case_open", lang="zh")
    links = [getattr(one, "href", "") for one in parts(chosen)]
    assert any(link.startswith("/place/grid/v1g1?") for link in links)
    assert any(link.startswith("/indicator/case_open?") for link in links)
    assert "东村1格" in text(chosen)
    assert news["values"]["v1g1"] == "2 件"
    assert news["layers"]["chosen"]["id"] == "v1g1"
    assert news["classes"]["v1g1"] > news["classes"]["v1g2"] == 0
    assert geojson == "/api/v1/places.geojson?level=grid&indicator=case_open"
    assert "点击" in text(filled(level="grid", place="<nosuch>", lang="zh")[4])


@pytest.mark.usefixtures("town")
def test_a_visitor_sees_the_colours_and_no_layer() -> None:
    news, _, key, *_ = filled(visitor="1", layers=list(STATES))
    assert not any(news["layers"].values())
    assert news["classes"]
    assert "visitors" in text(key)
    told = given(layout("coverage", visitor="1"), "seen-asked").data
    assert "访客" in text(asyncio.run(sys.modules["pages.coverage"].fill(None, None, None, told, None))[2])


@pytest.mark.usefixtures("town")
def test_seen_ground_is_told_by_who_sees_and_ranked_least_first() -> None:
    page = layout("coverage", lang="zh", hours="24", by="patrol")
    told = given(page, "seen-asked").data
    news, _, summary, table, blind, _ = asyncio.run(sys.modules["pages.coverage"].fill(None, None, "v1g1", told, None))
    shares = [float(row.children[1].children) for row in table.children[1].children]
    assert shares == sorted(shares)
    assert shares[-1] > 10
    assert "巡逻" in text(summary)
    assert news["values"]["v1g1"].endswith("%")
    assert news["layers"]["blind"]["features"][0]["properties"]["area_m2"] > 100_000
    assert len(of_class(blind, "map-numbers")) == 1


def test_places_and_blind_spots_are_files_for_any_map_program(town: Dash) -> None:
    found = get(town, "/api/v1/places.geojson?level=grid&indicator=case_open").json()
    assert len(found["features"]) == 27
    first = next(one for one in found["features"] if one["id"] == "v1g1")
    assert (first["properties"]["value"], first["properties"]["name"]) == (2.0, "东村1格")
    assert shapely.geometry.shape(first["geometry"]).is_valid
    blind = get(town, "/api/v1/blind-spots.geojson?hours=24&by=any").json()
    assert blind["features"][0]["properties"].keys() == {"rank", "area_m2", "nearest_camera_m"}
    for wrong in ("places.geojson?level=x", "places.geojson?indicator=x", "blind-spots.geojson?hours=x"):
        assert get(town, f"/api/v1/{wrong}").status_code == httpx.codes.BAD_REQUEST, wrong


@pytest.mark.usefixtures("town")
def test_an_address_that_asks_for_nonsense_gets_the_page_all_the_same() -> None:
    for page in ("map", "coverage"):
        for lang in ("zh", "en"):
            shown = layout(page, lang=lang, level="x", place="y", indicator="z", layers="q,none", hours="-1", by="w")
            assert given(shown, "map-box")
            assert text(shown)


def test_the_base_is_drawn_at_first_and_each_layer_can_be_switched_off(town: Dash) -> None:
    board = HUB.edition.board  # type: ignore[union-attr]
    before = board.profile
    layers = [
        {"id": "rivers", "kind": "water", "path": "rivers.geojson", "title": {"zh": "河流", "en": "Rivers"}},
        {"id": "roads", "kind": "roads", "path": "roads.geojson"},
    ]
    choice = MapChoice.model_validate({"layers": layers})
    object.__setattr__(board, "profile", before.model_copy(update={"map": choice}))
    HUB.base = tuple(BaseLayer(one.id, one.kind, b"{}", f"digest-{one.id}", 1, 0, 1.0) for one in choice.layers)
    try:
        for name in ("map", "coverage"):
            page = layout(name, lang="zh")
            switches = given(page, "map-base")
            assert [one["label"] for one in switches.options] == ["河流", "道路"]
            assert switches.value == ["rivers", "roads"]
            assert given(layout(name, base="roads,nosuch"), "map-base").value == ["roads"]
            assert given(layout(name, base="none"), "map-base").value == []
            style = given(page, "map-graph").figure["layout"]["map"]["style"]
            order = [one["id"] for one in style["layers"]]
            assert order.index("places") < order.index("base-rivers") < order.index("base-roads") < order.index("reach")
        told = filled(base=["roads"])[0]["layers"]
        assert told["base-rivers"] is None
        address = told["base-roads"]
        answer = get(town, address)
        assert answer.content == b"{}"
        assert "immutable" in answer.headers["Cache-Control"]
        assert get(town, address.replace("v=", "v=other")).headers["Cache-Control"] == "no-cache"
        assert "rivers, roads" in get(town, "/api/v1/maps/base/x.geojson").json()["error"]
    finally:
        object.__setattr__(board, "profile", before)
        HUB.base = ()


def test_what_a_map_is_drawn_on_is_fetched_once_and_kept(town: Dash) -> None:
    sources = given(layout("map"), "map-graph").figure["layout"]["map"]["style"]["sources"]
    level = read_places(PROGRAM).level("grid")
    for part in ("places", "borders", "hatch"):
        answer = get(town, sources[part]["data"])
        assert "immutable" in answer.headers["Cache-Control"]
        assert len(answer.content) > 100
        assert get(town, sources[part]["data"].partition("?")[0]).headers["Cache-Control"] == "no-cache"
    drawn = json.loads(get(town, sources["places"]["data"]).content)["features"]
    assert [one["id"] for one in drawn] == level.frame["id"].tolist()
    assert get(town, "/api/v1/maps/ground/nowhere/places.geojson").status_code == 404
    assert "borders" in get(town, f"/api/v1/maps/ground/{level.id}/x.geojson").json()["error"]
