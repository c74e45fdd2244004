"""The page of the feeds in a real browser, over a small place in trouble: read, downloaded from, asking nobody."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.conftest import Screen, Server
from tests.data.squares import write_place

LONG_MS = 60_000
CASES = (
    "case_id,reported_at,title,lon,lat\n"
    "a,2026-03-02T08:00:00Z,水管,119.2011,35.0511\n"
    "b,whenever,=1+1,119.2012,35.0512\n"
)


@pytest.fixture(scope="module")
def town(serve: Callable[[str], Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    folder = tmp_path_factory.mktemp("town")
    place = write_place(folder)
    text = place.read_text()
    blocks = text.split("[[feeds]]")
    place.write_text("[[feeds]]".join([blocks[0], *(one for one in blocks[1:] if 'id = "cases"' in one)]))
    (folder / "cases.csv").write_text(CASES)
    return serve(str(place))


def test_the_rows_to_mend_are_found_and_downloaded(town: Server, screen: Screen, tmp_path: Path) -> None:
    page = screen.page
    page.goto(f"{town.url}/feeds?lang=en")
    page.wait_for_selector('.feed-table tr[data-feed="cases"][data-state="stale"]', timeout=LONG_MS)
    page.get_by_role("link", name="cases").click()
    page.wait_for_selector(".feed-detail .feed-reasons", timeout=LONG_MS)
    assert "is no time" in page.inner_text(".feed-reasons")
    with page.expect_download() as download:
        page.click(".download")
    download.value.save_as(tmp_path / "cases-rejects.csv")
    text = (tmp_path / "cases-rejects.csv").read_text(encoding="utf-8-sig")
    assert "whenever" in text
    assert "'=1+1" in text
    page.get_by_text("All feeds").click()
    page.wait_for_selector(".feed-table", timeout=LONG_MS)
    assert screen.outside == []
    assert screen.errors == []


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("path", "width", "height"),
    [("/feeds?lang=zh", 390, 844), ("/feeds?feed=cases&lang=en&theme=light", 390, 844), ("/feeds?lang=en", 1920, 1080)],
)
def test_nothing_stands_out_of_the_screen(town: Server, screen: Screen, path: str, width: int, height: int) -> None:
    page = screen.page
    page.set_viewport_size({"width": width, "height": height})
    page.goto(town.url + path)
    page.wait_for_selector(".feed-table, .feed-detail", timeout=LONG_MS)
    assert page.evaluate("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert screen.errors == []


@pytest.mark.thorough
def test_a_feed_on_the_wall_leads_to_its_page(town: Server, screen: Screen) -> None:
    page = screen.page
    page.goto(f"{town.url}/wall?lang=zh")
    page.wait_for_selector('footer .feed[data-feed="cases"]', timeout=LONG_MS)
    page.click('footer .feed[data-feed="cases"]')
    page.wait_for_selector(".feed-detail", timeout=LONG_MS)
    assert screen.outside == []
