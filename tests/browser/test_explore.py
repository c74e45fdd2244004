"""The page for analysts, by clicks and by keys, in both languages: what it shows is what the API counts."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import geopandas as gpd
import httpx
import numpy as np
import pandas as pd
import pytest
import shapely
from axe_playwright_python.base import AXE_SCRIPT
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from components.theme import THEMES, Theme
from data.explore.filters import parse
from tests.browser.conftest import Screen, Server
from tests.browser.test_access import FAULTS, GRAVE
from tests.data.messy import messy
from tests.data.squares import FEED, PROFILE, write_place

SLOW_MS = 60_000
OF_PAGE = re.compile(r"(?:^|&)(?:lang|theme)=[^&]*")


@pytest.fixture(scope="module")
def town(serve: Callable[[str], Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    """The town of squares with messy cases and no other feed."""
    folder: Path = tmp_path_factory.mktemp("squares")
    path = write_place(folder)
    path.write_text(PROFILE + FEED.format(table="cases"))
    frame = messy(20260331, 300)["cases"]
    frame.to_csv(folder / "cases.csv", index=False, date_format="%Y-%m-%dT%H:%M:%S.%f%z")
    return serve(str(path))


def total(page: Page) -> int:
    told = re.match(r"[\d,]+", page.locator("#explore-total").inner_text())
    assert told is not None
    return int(told.group().replace(",", ""))


def counted(page: Page, town: Server) -> int:
    """What the API counts within the filters of the page's address."""
    query = OF_PAGE.sub("", urlsplit(page.url).query).lstrip("&")
    answer = httpx.get(f"{town.url}/api/v1/rows?{query}", trust_env=False, timeout=30)
    assert answer.status_code == httpx.codes.OK, answer.text
    found: int = answer.json()["total"]
    return found


def opened(page: Page, town: Server, query: str = "lang=zh") -> None:
    page.goto(f"{town.url}/explore?{query}")
    expect(page.locator("#explore-total")).to_contain_text(re.compile(r"\d"), timeout=SLOW_MS)
    expect(page.locator(".ag-row").first).to_be_visible(timeout=SLOW_MS)
    expect(page.locator("#explore-parts .bars .point").first).to_be_attached(timeout=SLOW_MS)


def narrowed(page: Page, town: Server, name: str) -> None:
    """Waits until the address has a filter; the panels then show what the API counts."""
    expect(page).to_have_url(re.compile(rf"[?&]{name}="), timeout=SLOW_MS)
    wanted = f"{counted(page, town):,} "
    expect(page.locator("#explore-total")).to_contain_text(re.compile(rf"^{wanted}"), timeout=SLOW_MS)


def click_at(page: Page, selector: str, x: float, y: float) -> None:
    """A real click at a part of an element's box, the pointer moved there first."""
    element = page.locator(selector).first
    element.scroll_into_view_if_needed()
    box = element.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * x - 3, box["y"] + box["height"] * y)
    page.mouse.move(box["x"] + box["width"] * x, box["y"] + box["height"] * y, steps=3)
    page.mouse.click(box["x"] + box["width"] * x, box["y"] + box["height"] * y)


def test_a_click_filters_every_panel_and_the_button_takes_it_away(screen: Screen, town: Server) -> None:
    page = screen.page
    opened(page, town)
    everything = total(page)
    click_at(page, "#explore-parts .bars .point path", 0.5, 0.5)
    narrowed(page, town, "category")
    assert total(page) < everything
    click_at(page, "#explore-heat .nsewdrag", 0.4, 0.5)
    narrowed(page, town, "hour")
    page.locator(".explore-chips button").last.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#explore-total")).to_contain_text(re.compile(rf"^{everything:,} "), timeout=SLOW_MS)
    assert screen.outside == []
    assert [one for one in screen.errors if "WebGL" not in one] == []


def map_ready(page: Page) -> dict[str, float]:
    """Waits until the map has drawn its places; its box on the screen."""
    page.locator("#explore-map").scroll_into_view_if_needed()
    page.wait_for_function(
        """() => {
          const map = document.querySelector("#explore-map .js-plotly-plot")?._fullLayout?.map?._subplot?.map;
          return map?.loaded() && map.queryRenderedFeatures().length > 0;
        }""",
        timeout=SLOW_MS,
    )
    box = page.locator("#explore-map").bounding_box()
    assert box is not None
    return {"x": box["x"], "y": box["y"], "width": box["width"], "height": box["height"]}


def ramps_seen(page: Page) -> list[str]:
    """Which colours of the classes fill a part of the map."""
    shot = np.asarray(Image.open(BytesIO(page.locator("#explore-map").screenshot())).convert("RGB"))
    theme: Theme = "light" if page.locator("[data-theme=light]").count() else "dark"
    inks = {ink: [int(ink[n : n + 2], 16) for n in (1, 3, 5)] for ink in THEMES[theme].ramp}
    return [ink for ink, rgb in inks.items() if (shot == rgb).all(axis=2).sum() > 500]


def dragged(page: Page, box: dict[str, float], corners: list[tuple[float, float]]) -> None:
    """The mouse is pressed at the first of the corners (parts of the box), led over the others and let go."""
    points = [(box["x"] + box["width"] * x, box["y"] + box["height"] * y) for x, y in corners]
    page.mouse.move(*points[0])
    page.mouse.down()
    for point in points[1:]:
        page.mouse.move(*point, steps=6)
    page.mouse.up()


def test_a_place_is_clicked_and_a_shape_is_drawn_on_the_map(screen: Screen, town: Server) -> None:
    page = screen.page
    opened(page, town)
    everything = total(page)
    map_ready(page)
    click_at(page, "#explore-map", 0.5, 0.5)
    narrowed(page, town, "grid")
    assert total(page) < everything
    expect(page.locator(".ag-row")).to_have_count(total(page), timeout=SLOW_MS)
    page.locator(".explore-chips button").last.click()
    expect(page.locator("#explore-total")).to_contain_text(re.compile(rf"^{everything:,} "), timeout=SLOW_MS)
    map_ready(page)
    assert len(ramps_seen(page)) >= 3, "places with more and with fewer rows have other colours"
    lasso = page.locator(".explore-drag[data-mode=lasso]")
    lasso.click()
    expect(lasso).to_have_attribute("aria-pressed", "true")
    dragged(page, map_ready(page), [(0.3, 0.3), (0.62, 0.34), (0.55, 0.75), (0.36, 0.6)])
    narrowed(page, town, "area")
    assert 0 < total(page) < everything
    told = httpx.get(f"{town.url}/api/v1/rows?limit=1000", trust_env=False, timeout=30).json()["rows"]
    frame = pd.DataFrame(told).dropna(subset=["lon", "lat"])
    shape = shapely.make_valid(shapely.Polygon(parse(OF_PAGE.sub("", urlsplit(page.url).query).lstrip("&")).area))
    points = gpd.GeoSeries(gpd.points_from_xy(frame["lon"].astype(float), frame["lat"].astype(float)))
    assert total(page) == int(points.within(shape).sum())
    drawn = page.evaluate("() => document.querySelector('#explore-map .js-plotly-plot').data[1].lon.length")
    assert drawn >= 5
    assert [one for one in screen.errors if "WebGL" not in one] == []


@pytest.mark.thorough
def test_by_keys_only(screen: Screen, town: Server) -> None:
    page = screen.page
    opened(page, town, "lang=en&theme=light")
    expect(page.locator("h1")).to_have_text("Explore")
    page.locator(".of-source .dash-dropdown").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".dash-dropdown-search")).to_be_focused(timeout=SLOW_MS)
    page.keyboard.press("ArrowDown")
    expect(page.locator(".dash-dropdown-content input[type=checkbox]:focus")).to_have_count(1, timeout=SLOW_MS)
    page.keyboard.press("Space")
    expect(page.locator(".dash-dropdown-content input[type=checkbox]:checked")).to_have_count(1, timeout=SLOW_MS)
    page.keyboard.press("Escape")
    narrowed(page, town, "source")


def test_the_file_is_what_is_on_the_screen(screen: Screen, town: Server, tmp_path: Path) -> None:
    page = screen.page
    opened(page, town, "lang=zh&village=v1")
    with page.expect_download(timeout=SLOW_MS) as download:
        page.locator(".explore-export[data-kind=csv]").click()
    download.value.save_as(tmp_path / "rows.csv")
    frame = pd.read_csv(tmp_path / "rows.csv", encoding="utf-8-sig")
    assert len(frame) == total(page) == counted(page, town)
    assert page.locator(".ag-row [col-id=key]").first.inner_text() == frame["key"][0]
    with page.expect_download(timeout=SLOW_MS) as picture:
        page.locator("[data-graph=trend][data-kind=svg]").click()
    picture.value.save_as(tmp_path / "trend.svg")
    assert "village=v1" in (tmp_path / "trend.svg").read_text()
    assert screen.outside == []


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("path", "there"),
    [("/explore", ".ag-row"), ("/satisfaction", ".satisfaction > main > *"), ("/polish", ".sign-list")],
)
def test_axe_finds_nothing_grave(browser: Browser, town: Server, path: str, there: str) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, bypass_csp=True)
    page, faults = context.new_page(), {}
    for theme in ("dark", "light"):
        for language in ("zh", "en"):
            page.goto(f"{town.url}{path}?lang={language}&theme={theme}")
            page.wait_for_selector(there, timeout=SLOW_MS)
            page.wait_for_function("() => document.documentElement.lang", timeout=SLOW_MS)
            page.evaluate(AXE_SCRIPT)
            faults[f"{theme} {language}"] = page.evaluate(FAULTS, GRAVE)
    context.close()
    assert {key: found for key, found in faults.items() if found} == {}


@pytest.mark.thorough
def test_a_phone_scrolls_down_only(screen: Screen, town: Server) -> None:
    page = screen.page
    page.set_viewport_size({"width": 390, "height": 844})
    opened(page, town)
    assert page.locator("html").evaluate("one => one.scrollWidth") <= 390


@pytest.mark.thorough
def test_an_address_that_cannot_be_meant_is_said(screen: Screen, town: Server) -> None:
    screen.page.goto(f"{town.url}/explore?lang=zh&period=fortnight")
    expect(screen.page.locator("#explore-fault")).to_contain_text("today, week, month", timeout=SLOW_MS)


@pytest.mark.thorough
def test_the_api_is_described_without_a_request_elsewhere(screen: Screen, town: Server) -> None:
    screen.page.goto(f"{town.url}/api")
    expect(screen.page.locator("[data-path='/api/v1/rows']")).to_be_visible(timeout=SLOW_MS)
    assert screen.outside == []
