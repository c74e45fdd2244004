"""The pages of services and of hot spots, filled from a store; and their maps as files."""

import asyncio
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dash
import httpx
import pytest
from dash import Dash

from components.heat_map import DOTS
from data.hub import HUB
from data.service_maps import SHOWS
from tests.components.boards import parts, text
from tests.data.service_town import service_town
from tests.pages.test_serving import get


@pytest.fixture(scope="module")
def town(app: Dash, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dash]:
    with service_town(tmp_path_factory.mktemp("town")) as (store, board):
        HUB.places = store.spotter.places
        HUB.publish(board)
        HUB.reader = store.connection.cursor()
        yield app
        HUB.reader.close()
        HUB.edition = HUB.reader = HUB.places = None


def shown(page: str, **asked: Any) -> Any:
    """The page's frame, filled as the browser has it filled."""
    frame = dash.page_registry[f"pages.{page}"]["layout"](**asked)
    given = next(one.data for one in parts(frame) if getattr(one, "id", None) == f"{page}-asked")
    return [frame, *asyncio.run(sys.modules[f"pages.{page}"].fill(given))]


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize("show", SHOWS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_map_of_services_is_shown(show: str, lang: str) -> None:
    page = shown("resources", show=show, lang=lang)
    said = text(page)
    assert "法律咨询" in said
    assert ("Open needs" if lang == "en" else "未匹配") in said
    graph = next(one for one in parts(page) if getattr(one, "id", None) == "resources-map")
    assert graph.figure["data"][0]["type"] == "choroplethmap"
    assert graph.figure["data"][0]["geojson"]["features"]
    links = [one.href for one in parts(page) if "show=" in str(getattr(one, "href", ""))]
    assert any("geojson" in one and f"show={show}" in one for one in links)


@pytest.mark.usefixtures("town")
def test_a_kind_narrows_all_and_a_visitor_is_refused() -> None:
    said = text(shown("resources", kind="法律援助", lang="zh"))
    assert "社工站" not in said
    assert "visitors" in text(shown("resources", visitor="1"))
    assert "没有接入事件" in text(shown("hotspots", lang="zh"))


def test_a_map_is_a_file(town: Dash) -> None:
    answer = get(town, "/api/v1/maps/resources.geojson?show=access&level=village")
    assert answer.status_code == httpx.codes.OK
    found = answer.json()
    assert found["type"] == "FeatureCollection"
    assert found["walk_m"] == 300
    assert [one["properties"]["residents"] for one in found["features"]] == [3600, 7200, 0]
    assert get(town, "/api/v1/maps/resources.geojson?show=x").status_code == httpx.codes.NOT_FOUND
    assert get(town, "/api/v1/maps/hotspots.geojson?days=3").status_code == httpx.codes.NOT_FOUND
    assert get(town, "/api/v1/maps/resources.geojson?visitor=1").status_code == httpx.codes.SERVICE_UNAVAILABLE


def test_the_maps_colours_are_the_themes() -> None:
    css = Path("components/assets/theme.css").read_text(encoding="utf-8")
    dark, light = css.split('[data-theme="light"] {')[:2]
    for drawn, sheet in ((DOTS["dark"], dark), (DOTS["light"], light)):
        for layer, token in (("resources", "accent"), ("needs", "text"), ("matched", "muted"), ("unmatched", "watch")):
            assert f"--{token}: {drawn[layer]};" in sheet
