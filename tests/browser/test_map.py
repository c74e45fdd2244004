"""The map in a real browser, with the network cut off: names are drawn, layers appear and vanish, a click selects."""

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from PIL import Image
from playwright.sync_api import Page

from geo.crs import from_wgs84
from tests.browser.conftest import Screen, Server
from tests.data.squares import write_place
from tests.pages.map_frames import FRAMES

LONG_MS = 60_000
BAD = (255, 122, 130)  # the ink of a red case on the dark theme
NAME = (233, 239, 244)
BASE = """
[[map.layers]]
id = "roads"
kind = "roads"
title = { zh = "村道", en = "Village roads" }
path = "roads.gpkg"
crs = "GCJ-02"

[[map.layers]]
id = "names"
kind = "names"
path = "names.geojson"
name_column = "名称"
"""
LOST = """() => {
  const canvas = document.querySelector('#map-box canvas.maplibregl-canvas');
  const context = canvas.getContext('webgl2') || canvas.getContext('webgl');
  window.lostCanvas = canvas;
  context.getExtension('WEBGL_lose_context').loseContext();
  return context.isContextLost();
}"""
FOUND = """() => {
  const canvas = document.querySelector('#map-box canvas.maplibregl-canvas');
  if (!canvas || canvas === window.lostCanvas) return false;
  const context = canvas.getContext('webgl2') || canvas.getContext('webgl');
  return context && !context.isContextLost();
}"""
ROAD = shapely.LineString([(119.199, 35.0575), (119.23, 35.0575)])


def write_base(folder: Path) -> None:
    """A road as the place's office has it, shifted, and a name."""
    moved = shapely.transform(np.array([ROAD]), from_wgs84("GCJ-02"), interleaved=False)
    gpd.GeoDataFrame(geometry=moved, crs=4326).to_file(folder / "roads.gpkg")
    names = gpd.GeoDataFrame({"名称": ["海州湾"]}, geometry=[shapely.Point(119.2215, 35.0565)], crs=4326)
    names.to_file(folder / "names.geojson")


@pytest.fixture(scope="module")
def town(serve: Callable[[str], Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    folder = tmp_path_factory.mktemp("map")
    place = write_place(folder)
    first, *feeds = place.read_text().split("[[feeds]]")
    kept = [one for one in feeds if any(f'id = "{name}"' in one for name in FRAMES)]
    place.write_text('clock = "data"\nmap_approval = "GS(2026)0001"\n' + "[[feeds]]".join([first, *kept]))
    place.write_text(place.read_text() + BASE)
    write_base(folder)
    for name, rows in FRAMES.items():
        pd.DataFrame(rows).to_csv(folder / f"{name}.csv", index=False)
    return serve(str(place))


def opened(page: Page, town: Server, path: str, **drawn: int) -> None:
    """Waits until the map has drawn so many of each layer, and rests."""
    page.goto(town.url + path)
    page.wait_for_selector("#map-box[data-idle]", timeout=LONG_MS)
    rest(page, **drawn)


def rest(page: Page, **drawn: int) -> None:
    page.wait_for_function(
        """(wanted) => {
          const told = JSON.parse(document.getElementById("map-box").dataset.drawn ?? "{}");
          return Object.entries(wanted).every(([layer, count]) => told[layer] === count);
        }""",
        arg=drawn,
        timeout=LONG_MS,
    )
    # What was set is on the screen once the map has come to rest after it.
    page.evaluate(
        """() => new Promise((done) => {
          const graph = document.querySelector("#map-box .js-plotly-plot");
          const map = graph._fullLayout.map._subplot.map;
          map.once("idle", done);
          map.triggerRepaint();
        })"""
    )


def pixels(page: Page, ink: tuple[int, int, int], off: int = 12) -> int:
    """How many pixels of the map are of a colour, or within `off` of it: thin strokes never quite reach it."""
    shot = np.asarray(Image.open(BytesIO(page.locator("#map-box").screenshot())).convert("RGB"), np.int16)
    return int((np.abs(shot - np.array(ink)).max(axis=2) < off).sum())


def test_names_are_drawn_and_layers_come_and_go_without_asking_anybody(town: Server, screen: Screen) -> None:
    page = screen.page
    opened(page, town, "/map?lang=zh&theme=dark&layers=none&level=grid", cases=0)
    assert pixels(page, NAME, off=80) > 100, "the names of the villages"
    assert pixels(page, BAD) == 0
    page.get_by_text("在办事件").first.click()
    rest(page, cases=2)
    lit = pixels(page, BAD)
    assert lit > 20, "a red case"
    assert "layers=cases" in page.url
    page.get_by_text("传感器").first.click()
    rest(page, sensors=2)
    assert pixels(page, BAD) > lit
    page.locator("#map-layers").get_by_text("在办事件").click()
    page.locator("#map-layers").get_by_text("传感器").click()
    rest(page, cases=0, sensors=0)
    assert pixels(page, BAD) == 0
    assert "GS(2026)0001" in page.inner_text("#map-box")
    assert screen.outside == []
    assert screen.errors == []


def test_a_lost_webgl_context_is_replaced_and_the_map_drawn_again(town: Server, screen: Screen) -> None:
    page = screen.page
    opened(page, town, "/map?lang=zh&theme=dark&layers=cases&level=grid", cases=2)
    before = pixels(page, BAD)
    assert before > 20
    assert page.evaluate(LOST)
    page.wait_for_function(FOUND, timeout=LONG_MS)
    rest(page, cases=2)
    assert pixels(page, BAD) == pytest.approx(before, rel=0.2)
    assert screen.errors == []


@pytest.mark.thorough
def test_the_base_is_drawn_where_it_is_and_each_of_its_layers_comes_and_goes(town: Server, screen: Screen) -> None:
    page = screen.page
    opened(page, town, "/map?lang=zh&layers=none&level=grid", **{"base-roads": 1, "base-names": 1})

    def shot() -> np.ndarray:
        return np.asarray(Image.open(BytesIO(page.locator("#map-box").screenshot())).convert("RGB"), np.int16)

    whole = shot()
    y = page.evaluate(
        """() => document.querySelector("#map-box .js-plotly-plot")._fullLayout.map._subplot.map
             .project([119.215, 35.0575]).y"""
    )
    page.locator("#map-base").get_by_text("村道").click()
    rest(page, **{"base-roads": 0, "base-names": 1})
    without = shot()
    rows = np.unique(np.argwhere(np.abs(whole - without).max(axis=2) > 15)[:, 0])
    assert len(rows), "the road was drawn"
    assert np.abs(rows - y).max() < 4, "where it is, not where it was shifted to"
    assert "base=names" in page.url
    page.locator("#map-base").get_by_text("地名").click()
    rest(page, **{"base-roads": 0, "base-names": 0})
    assert (np.abs(without - shot()).max(axis=2) > 60).sum() > 50, "a name in Chinese was drawn"
    page.reload()
    rest(page, **{"base-roads": 0, "base-names": 0})
    assert screen.outside == []
    assert screen.errors == []


@pytest.mark.thorough
def test_a_click_selects_a_place_and_the_address_keeps_it(town: Server, screen: Screen) -> None:
    page = screen.page
    opened(page, town, "/map?lang=zh&layers=none&level=grid&indicator=case_open", cases=0)
    at = page.evaluate(
        """() => {
          const graph = document.querySelector("#map-box .js-plotly-plot");
          const { x, y } = graph._fullLayout.map._subplot.map.project([119.2069, 35.0569]);
          return [x, y];
        }"""
    )
    page.locator("#map-box").click(position={"x": at[0], "y": at[1]})
    page.wait_for_selector('#map-chosen a[href^="/place/grid/v1g5"]', timeout=LONG_MS)
    rest(page, chosen=1)
    page.wait_for_function("() => location.search.includes('place=v1g5')")
    before = page.evaluate(
        "() => document.querySelector('#map-box .js-plotly-plot')._fullLayout.map._subplot.map.getZoom()"
    )
    page.locator("#map-box").hover(position={"x": at[0], "y": at[1]})
    page.mouse.wheel(0, -600)
    page.wait_for_function(
        "(z) => document.querySelector('#map-box .js-plotly-plot')._fullLayout.map._subplot.map.getZoom() > z + 0.3",
        arg=before,
    )
    moved = page.evaluate(
        "() => document.querySelector('#map-box .js-plotly-plot')._fullLayout.map._subplot.map.getZoom()"
    )
    with page.expect_response(lambda answer: "_dash-update-component" in answer.url, timeout=LONG_MS):
        pass
    after = page.evaluate(
        "() => document.querySelector('#map-box .js-plotly-plot')._fullLayout.map._subplot.map.getZoom()"
    )
    assert after >= moved, "a refresh leaves the view alone"
    page.reload()
    page.wait_for_selector('#map-chosen a[href^="/place/grid/v1g5"]', timeout=LONG_MS)
    assert screen.errors == []


@pytest.mark.thorough
def test_blind_spots_are_drawn_and_the_map_is_saved_as_a_picture(town: Server, screen: Screen, tmp_path: Path) -> None:
    page = screen.page
    opened(page, town, "/coverage?lang=zh&hours=24", reach=1)
    drawn = json.loads(page.get_attribute("#map-box", "data-drawn") or "{}")
    assert drawn["blind"] > 0
    page.wait_for_selector('#seen-ranking tr[data-place="v1g1"]', timeout=LONG_MS)
    with page.expect_download(timeout=LONG_MS) as download:
        page.click("[data-map=png]")
    download.value.save_as(tmp_path / "map.png")
    picture = np.asarray(Image.open(tmp_path / "map.png").convert("RGB"), np.int16)
    assert picture.shape[0] > 400
    assert len(np.unique(picture.reshape(-1, 3), axis=0)) > 50, "more than an empty ground"
    assert screen.outside == []
    assert screen.errors == []


@pytest.mark.thorough
@pytest.mark.parametrize("path", ["/map?lang=zh", "/map?lang=en&theme=light", "/coverage?lang=zh", "/coverage?lang=en"])
@pytest.mark.parametrize("size", [(390, 844), (1920, 1080)])
def test_nothing_stands_out_of_the_screen(town: Server, screen: Screen, path: str, size: tuple[int, int]) -> None:
    page = screen.page
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(town.url + path)
    page.wait_for_selector("#map-box[data-drawn]", timeout=LONG_MS)
    assert page.evaluate("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert screen.errors == []
