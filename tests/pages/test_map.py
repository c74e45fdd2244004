"""The pages of the map and of seen ground, over a small town with patrols, cameras, sensors, a drone and cases."""

import asyncio
import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import dash
import httpx
import pandas as pd
import pytest
import shapely
from dash import Dash

from data.board import catalogue_of
from data.coverage import COVERAGE
from data.hub import HUB
from data.survey import build_board
from tests.components.boards import of_class, parts, text
from tests.data.conftest import load_squares
from tests.pages.test_serving import get

NOW = datetime(2026, 3, 30, 3, 30, tzinfo=UTC)


def ago(**span: float) -> str:
    return (NOW - timedelta(**span)).isoformat()


FRAMES: dict[str, list[dict[str, Any]]] = {
    "patrol_fixes": [
        {"vehicle_id": "车1", "fixed_at": ago(minutes=2), "kind": "vehicle", "lon": 119.206, "lat": 35.051},
        {"vehicle_id": "车1", "fixed_at": ago(minutes=3), "kind": "vehicle", "lon": 119.201, "lat": 35.051},
        {"vehicle_id": "员2", "fixed_at": ago(minutes=30), "kind": "worker", "lon": 119.211, "lat": 35.055},
        {"vehicle_id": "船3", "fixed_at": ago(minutes=1), "kind": "vessel", "lon": 119.212, "lat": 35.055},
        {"vehicle_id": "歇4", "fixed_at": ago(hours=2), "kind": "vehicle", "lon": 119.212, "lat": 35.055},
    ],
    "devices": [
        {
            "device_id": "c1",
            "kind": "camera",
            "seen_at": ago(minutes=1),
            "playable": True,
            "lon": 119.22,
            "lat": 35.053,
        },
        {"device_id": "c2", "kind": "camera", "seen_at": ago(hours=5), "lon": 119.226, "lat": 35.053},
        {"device_id": "c3", "kind": "camera", "removed_at": ago(days=5), "lon": 119.22, "lat": 35.05},
        {"device_id": "s1", "kind": "sensor", "low": 1, "high": 3, "unit": "m", "lon": 119.203, "lat": 35.053},
        {"device_id": "s2", "kind": "sensor", "low": 1, "high": 3, "lon": 119.204, "lat": 35.053},
        {"device_id": "g1", "kind": "gas_alarm", "seen_at": ago(minutes=1), "lon": 119.205, "lat": 35.053},
        {"device_id": "d1", "kind": "drone", "seen_at": ago(minutes=1), "lon": 119.2, "lat": 35.05},
    ],
    "readings": [
        {"device_id": "s1", "read_at": ago(hours=3), "value": 9.0},
        {"device_id": "s1", "read_at": ago(minutes=3), "value": 3.5},
        {"device_id": "s2", "read_at": ago(minutes=3), "value": 2.0},
    ],
    "alarms": [{"alarm_id": "a1", "kind": "gas", "device_id": "g1", "raised_at": ago(minutes=9)}],
    "drone_sorties": [
        {"sortie_id": "f1", "drone_id": "d1", "started_at": ago(minutes=9), "radius_km": 1, "lon": 119.2, "lat": 35.05}
    ],
    "drone_findings": [{"finding_id": "x1", "kind": "占道", "found_at": ago(hours=1), "lon": 119.202, "lat": 35.052}],
    "cases": [
        {"case_id": "k1", "reported_at": ago(minutes=20), "colour": "red", "lon": 119.203, "lat": 35.0515},
        {"case_id": "k2", "reported_at": ago(days=2), "colour": "yellow", "lon": 119.204, "lat": 35.0525},
        {"case_id": "k3", "reported_at": ago(days=2), "closed_at": ago(days=1), "lon": 119.204, "lat": 35.0525},
    ],
}
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


def filled(place: str | None = None, heard: Any = None, layers: Any = None, **asked: str) -> tuple[Any, ...]:
    page = layout("map", **asked)
    layers = given(page, "map-layers").value if layers is None else layers
    shown, told = given(page, "map-indicator").value, given(page, "map-asked").data
    chosen = place or given(page, "map-place").data
    return asyncio.run(sys.modules["pages.map"].fill(None, layers, shown, chosen, told, heard))


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
    assert "访客" in text(asyncio.run(sys.modules["pages.coverage"].fill(None, None, told, None))[2])


@pytest.mark.usefixtures("town")
def test_seen_ground_is_told_by_who_sees_and_ranked_least_first() -> None:
    page = layout("coverage", lang="zh", hours="24", by="patrol")
    told = given(page, "seen-asked").data
    news, _, summary, table, blind, _ = asyncio.run(sys.modules["pages.coverage"].fill(None, "v1g1", told, None))
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
