"""From a number to its reasons in a real browser: through clicks, and by the keyboard alone."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Screen, Server
from tests.data.squares import FEED, PROFILE, write_place

LONG_MS = 60_000
NASTY = "<img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def squares(serve: Callable[[str], Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    """The town of squares with forty cases in two of its villages, every fourth late."""
    folder: Path = tmp_path_factory.mktemp("squares")
    profile = write_place(folder)
    profile.write_text('clock = "data"\n' + PROFILE + FEED.format(table="cases"))
    begin = datetime(2026, 3, 2, tzinfo=UTC)
    lines = ["case_id,reported_at,closed_at,due_at,category,source,lon,lat"]
    for n in range(40):
        reported = begin + timedelta(hours=n)
        closed, due = reported + timedelta(hours=9 if n % 4 == 0 else 3), reported + timedelta(hours=6)
        word = NASTY if n == 0 else "环境卫生"
        times = ",".join(one.isoformat() for one in (reported, closed, due))
        lines.append(f"c{n},{times},{word},hotline,{119.2011 if n % 2 else 119.2131},35.0511")
    lines.append(f"last,{(begin + timedelta(days=9)).isoformat()},,,环境卫生,hotline,119.2011,35.0511")
    (folder / "cases.csv").write_text("\n".join(lines))
    return serve(str(profile))


def follow(page: Page, words: str) -> None:
    """Presses Tab until a link to an address with these words has the focus, then Enter."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if words in (page.evaluate("() => document.activeElement.href || ''")):
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"no link with {words} is reached by Tab")


def test_two_clicks_from_the_wall_to_the_late_cases_of_a_village(squares: Server, screen: Screen) -> None:
    page = screen.page
    page.goto(f"{squares.url}/wall")
    page.locator('.card[data-indicator="case_on_time_rate"]').click()
    page.wait_for_selector(".page.reasons .standing .look a", timeout=LONG_MS)
    late = page.locator('tr[data-place="v3"] .look a')
    if late.count() == 0:
        late = page.locator('tr[data-place="v2"], tr[data-place="v1"]').locator(".look a")
    told = late.first.inner_text()
    late.first.click()
    page.wait_for_selector(".behind tbody tr", timeout=LONG_MS)
    rows = page.locator(".behind tbody tr")
    assert rows.count() == int(told)
    assert {row.get_attribute("data-counted") for row in rows.all()} == {"false"}
    page.locator(".behind a").first.click()
    page.wait_for_selector(".life-steps tbody tr", timeout=LONG_MS)
    assert "逾期 3 小时" in page.locator(".life-dues").inner_text()
    assert page.locator("img").count() == 0
    assert (screen.outside, screen.errors) == ([], [])


def test_by_the_keyboard_alone_from_the_leaders_page_to_a_case(squares: Server, screen: Screen) -> None:
    page = screen.page
    page.goto(f"{squares.url}/?lang=en")
    page.wait_for_selector(".tile", timeout=LONG_MS)
    follow(page, "/indicator/case_total?lang=en&theme=dark&rows=all")
    page.wait_for_selector(".behind tbody tr", timeout=LONG_MS)
    follow(page, "/life?of=cases")
    page.wait_for_selector(".life-steps tbody tr", timeout=LONG_MS)
    assert "Reported" in page.locator(".life-steps").inner_text()
    assert (screen.outside, screen.errors) == ([], [])


@pytest.mark.thorough
def test_a_click_on_the_map_speaks_of_that_place(squares: Server, screen: Screen) -> None:
    page = screen.page
    page.goto(f"{squares.url}/indicator/case_total")
    page.wait_for_selector(".map-fit[data-fitted]", timeout=LONG_MS)
    page.locator(".map-fit").click()
    page.wait_for_url("**/indicator/case_total?*place=v2g5*", timeout=LONG_MS)
    page.wait_for_selector("tr.chosen", timeout=LONG_MS)
    page.locator(".at-place").click()
    page.wait_for_selector(".page.portrait", timeout=LONG_MS)
    assert screen.errors == []


@pytest.mark.thorough
@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("path", ["/", "/indicator/case_total?rows=all", "/place/village/v1", "/life?of=cases&id=c0"])
def test_nothing_scrolls_sideways(squares: Server, screen: Screen, path: str, width: int) -> None:
    page = screen.page
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{squares.url}{path}")
    page.wait_for_selector(".tile, .behind tbody tr, .life-steps", timeout=LONG_MS)
    assert page.evaluate("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert screen.errors == []
