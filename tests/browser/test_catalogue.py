"""The catalogue in a real browser: found as one types, by keyboard alone, asking nobody outside."""

from collections.abc import Callable

import pytest

from tests.browser.conftest import Screen, Server

LONG_MS = 60_000
SHOWN = "() => [...document.querySelectorAll('.entry:not([hidden])')].map((one) => one.dataset.indicator)"
COUNTED = "count => document.querySelector('#catalogue-count')?.textContent.startsWith(count)"


@pytest.fixture(scope="module")
def zhewang(serve: Callable[[str], Server]) -> Server:
    return serve("zhewang")


@pytest.mark.thorough
def test_it_is_searched_as_one_types_and_the_address_keeps_the_words(zhewang: Server, screen: Screen) -> None:
    page = screen.page
    page.goto(f"{zhewang.url}/catalogue?lang=en")
    page.wait_for_selector("#catalogue-count:not(:empty)", timeout=LONG_MS)
    every = page.evaluate(SHOWN)
    assert len(every) >= 30
    page.keyboard.press("/")
    page.keyboard.type("按期 CASE_on")
    page.wait_for_function("all => document.querySelectorAll('.entry:not([hidden])').length < all", arg=len(every))
    page.wait_for_function("() => new URL(location).searchParams.get('q') === '按期 CASE_on'", timeout=LONG_MS)
    found = page.evaluate(SHOWN)
    assert "case_on_time_rate" in found
    assert all(one.startswith("case_on_time") for one in found)
    assert page.evaluate(COUNTED, str(len(found)))
    page.keyboard.press("Escape")
    page.wait_for_function("all => document.querySelectorAll('.entry:not([hidden])').length === all", arg=len(every))
    page.keyboard.type("nothing of the kind")
    page.wait_for_function(COUNTED, arg="No indicator")
    assert screen.outside == []
    assert screen.errors == []


@pytest.mark.thorough
def test_the_keyboard_alone_leads_to_an_indicator_and_back(zhewang: Server, screen: Screen) -> None:
    page = screen.page
    page.goto(f"{zhewang.url}/catalogue?q=case_on_time_rate&theme=light")
    page.wait_for_function(COUNTED, arg="1 ", timeout=LONG_MS)
    assert page.evaluate(SHOWN) == ["case_on_time_rate"]
    page.locator("#catalogue-search").press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector('.page[data-indicator="case_on_time_rate"][data-theme="light"]', timeout=LONG_MS)
    page.locator('nav a[href^="/catalogue"]').first.click()
    page.wait_for_selector('.catalogue[data-theme="light"] .entry', timeout=LONG_MS)
    assert screen.errors == []


@pytest.mark.thorough
@pytest.mark.parametrize("width", [1920, 390])
def test_nothing_is_cut_and_it_does_not_scroll_sideways(zhewang: Server, screen: Screen, width: int) -> None:
    page = screen.page
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{zhewang.url}/catalogue?lang=en")
    page.wait_for_selector("#catalogue-count:not(:empty)", timeout=LONG_MS)
    assert page.evaluate("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    cut = """all => all.filter((one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth)
      .map((one) => one.textContent)"""
    assert page.eval_on_selector_all(".entry, .entry > div, .entry p, .module h2", cut) == []
