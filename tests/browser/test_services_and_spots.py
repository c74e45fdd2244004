"""The pages of services and of hot spots in a real browser: drawn, in step with their address, kept as files."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.conftest import Screen, Server
from tests.data.service_town import TABLES
from tests.data.squares import write_place
from tests.data.test_hotspots import town_rows

LONG_MS = 60_000
LATER = {"2026-03-20", "2026-04-01"}  # the newest event is this town's present


@pytest.fixture(scope="module")
def town(serve: Callable[[str], Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    folder = tmp_path_factory.mktemp("town")
    path = write_place(folder)
    tables = {**TABLES, "cases": "\n".join(["case_id,reported_at,category,lon,lat", *town_rows()])}
    first, *feeds = path.read_text().split("[[feeds]]")
    mine = [one for one in feeds if any(f'"{table}"' in one for table in tables)]
    path.write_text("[[feeds]]".join(['clock = "data"\n' + first + "[services]\nwalk_m = 300\n", *mine]))
    for table, rows in tables.items():
        past = [row for row in rows.splitlines() if not LATER & set(row.replace("T", ",").split(","))]
        (folder / f"{table}.csv").write_text("\n".join(past))
    return serve(str(path))


def test_the_map_of_services_is_drawn_and_kept(town: Server, screen: Screen, tmp_path: Path) -> None:
    page = screen.page
    page.goto(f"{town.url}/resources?lang=en")
    page.wait_for_selector("#resources-map .maplibregl-canvas, #resources-map canvas", timeout=LONG_MS)
    page.wait_for_selector(".map-free[data-idle]", timeout=LONG_MS)
    assert "Open resources" in page.inner_text(".heat-figures")
    assert "resources per km²" in page.inner_text(".legend")
    page.get_by_role("link", name="Who serves whom").click()
    page.wait_for_selector(".heat-link.serves", timeout=LONG_MS)
    with page.expect_download() as download:
        page.click(".heat-body .download")
    download.value.save_as(tmp_path / "needs.geojson")
    kept = json.loads((tmp_path / "needs.geojson").read_text(encoding="utf-8"))
    assert {one["geometry"]["type"] for one in kept["features"]} >= {"LineString", "Point"}
    with page.expect_download() as picture:
        page.click("[data-map=png]")
    picture.value.save_as(tmp_path / "needs.png")
    assert (tmp_path / "needs.png").read_bytes().startswith(b"\x89PNG")
    assert screen.outside == []
    assert screen.errors == []


@pytest.mark.thorough
def test_the_hot_spots_are_listed_and_lead_to_their_cases(town: Server, screen: Screen) -> None:
    page = screen.page
    page.goto(f"{town.url}/hotspots?lang=zh&theme=light")
    page.wait_for_selector(".heat-spots", timeout=LONG_MS)
    page.wait_for_selector(".map-free[data-idle]", timeout=LONG_MS)
    way = page.locator(".heat-spots a").first.get_attribute("href", timeout=LONG_MS)
    assert way is not None
    assert way.startswith("/explore?")
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert screen.outside == []
    assert screen.errors == []
