"""The page of one indicator in a real browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Screen, Server

LONG_MS = 60_000


@pytest.fixture(scope="module")
def zhewang(serve: Callable[[str], Server]) -> Server:
    return serve("zhewang")


@pytest.mark.thorough
def test_a_card_leads_to_its_page_and_back(zhewang: Server, screen: Screen) -> None:
    page = screen.page
    page.goto(f"{zhewang.url}/wall")
    page.locator('.card[data-indicator="case_on_time_rate"]').click()
    page.wait_for_selector(".page .standing", timeout=LONG_MS)
    assert "按期结案率" in page.locator("h1").inner_text()
    assert "count(*)" in page.locator(".fact-measure").inner_text()
    rows = page.locator(".standing tbody tr[data-place]").count()
    assert rows == 18 + 84
    page.locator('nav a[href^="/wall"]').first.click()
    page.wait_for_selector(".card", timeout=LONG_MS)
    assert screen.outside == []
    assert screen.errors == []


@pytest.mark.thorough
def test_a_light_wall_leads_to_a_light_page(zhewang: Server, page: Page) -> None:
    page.goto(f"{zhewang.url}/wall?theme=light")
    page.locator('.card[data-indicator="case_on_time_rate"]').click()
    page.wait_for_selector('.page[data-theme="light"]', timeout=LONG_MS)


def test_an_unknown_id_is_told_and_never_becomes_markup(zhewang: Server, screen: Screen) -> None:
    page = screen.page
    page.goto(f"{zhewang.url}/indicator/%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E?lang=%3Cb%3E")
    page.wait_for_selector(".page.unknown", timeout=LONG_MS)
    assert "没有这项指标" in page.locator(".page").inner_text()
    assert page.locator("img").count() == 0
    assert screen.errors == []


@pytest.mark.thorough
@pytest.mark.parametrize("width", [1920, 390])
def test_it_does_not_scroll_sideways(zhewang: Server, screen: Screen, width: int) -> None:
    page = screen.page
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{zhewang.url}/indicator/case_on_time_rate?lang=en")
    page.wait_for_selector(".standing", timeout=LONG_MS)
    assert page.evaluate("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth")
