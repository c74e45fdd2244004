"""A wall that nobody touches for months: it comes back by itself, and says when it is not live."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Screen
from tests.browser.served import Watched, watched_server
from tests.browser.wire import Wire

LONG_MS = 60_000
SHOWS = "([id, text]) => document.querySelector(`.card[data-indicator=${id}] .value`)?.textContent === text"
MARKED = "() => { window.stillHere = true }"
NO_WEBGL = """() => {
  const { getContext } = HTMLCanvasElement.prototype;
  HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
    return kind.startsWith("webgl") ? null : getContext.call(this, kind, ...more);
  };
}"""


@pytest.fixture(scope="module")
def server() -> Iterator[Watched]:
    with watched_server() as started:
        yield started


def open_wall(page: Page, url: str) -> None:
    """With a clock that the test can move: what a wall waits for need not be waited for."""
    page.clock.install()
    page.goto(f"{url}/wall?lang=en")
    page.wait_for_selector(".map-fit[data-fitted]", timeout=LONG_MS)
    page.wait_for_function("() => document.querySelector('.clock .time').textContent", timeout=LONG_MS)
    page.evaluate(MARKED)


def wait_for(page: Page, indicator: str, text: str) -> None:
    page.wait_for_function(SHOWS, arg=[indicator, text], timeout=LONG_MS)


def age(page: Page) -> str:
    """What the footer says of the one feed; a text of two parts, of which one is shown."""
    return " ".join(page.locator(".feed").inner_text().split())


def test_a_cut_network_and_a_sleep_are_said_the_ages_grow_and_it_goes_on_once_mended(
    server: Watched, page: Page
) -> None:
    with Wire(server.port) as wire:
        open_wall(page, wire.url)
        server.publish({"case_open": 500.0})
        wait_for(page, "case_open", "500")
        assert age(page) == "Cases now"
        wire.cut()
        server.publish({"case_open": 501.0})
        # As if the lid had been shut for the time.
        page.clock.fast_forward("00:30:00")
        page.wait_for_selector("#not-live:not([hidden])", timeout=LONG_MS)
        assert page.locator("#not-live").inner_text().startswith("Not live since ")
        assert age(page) == "Cases 30 min ago"
        page.clock.fast_forward("03:00:00")
        page.wait_for_function("() => document.querySelector('.feed').innerText.includes('3 h ago')", timeout=LONG_MS)
        assert not page.evaluate(SHOWS, ["case_open", "501"])
        wire.mend()
        wait_for(page, "case_open", "501")
        page.wait_for_selector("#not-live", state="hidden", timeout=LONG_MS)
        assert age(page) == "Cases now"


def test_the_wall_has_its_map_where_there_is_no_webgl(server: Watched, screen: Screen) -> None:
    page = screen.page
    page.add_init_script(f"({NO_WEBGL})()")
    open_wall(page, server.url)
    assert page.locator(".map-places path[class^=ramp]").count() == 4
    server.publish({"case_open": 504.0})
    wait_for(page, "case_open", "504")
    assert screen.errors == []


def test_a_restart_of_the_same_version_keeps_the_page_and_another_version_loads_it_once(
    server: Watched, page: Page
) -> None:
    open_wall(page, server.url)
    server.stop()
    page.clock.fast_forward("00:01:00")
    page.wait_for_selector("#not-live:not([hidden])", timeout=LONG_MS)
    server.start()
    server.publish({"case_open": 505.0})
    wait_for(page, "case_open", "505")
    assert page.evaluate("() => window.stillHere")
    loads: list[str] = []
    page.on("load", lambda _: loads.append("load"))
    server.stop()
    page.clock.fast_forward("00:01:00")
    server.start("two")
    page.wait_for_function("() => document.querySelector('.wall')?.dataset.version === 'two'", timeout=LONG_MS)
    server.publish({"case_open": 506.0})
    wait_for(page, "case_open", "506")
    assert loads == ["load"]
    assert not page.evaluate("() => window.stillHere")


def test_an_indicator_that_cannot_be_drawn_is_one_grey_card(server: Watched, screen: Screen) -> None:
    page = screen.page
    open_wall(page, server.url)
    card = page.locator('.card[data-indicator="broken"]')
    assert card.get_attribute("data-state") == "none"
    assert card.locator(".value").inner_text() == "—"
    assert "Broken" in card.inner_text()
    assert page.locator(".card").count() == 6
    server.publish({"broken": 5.0, "case_open": 507.0})
    wait_for(page, "case_open", "507")
    assert screen.errors == []


@pytest.mark.thorough
def test_a_page_that_was_open_for_a_day_is_loaded_anew_in_the_quiet_hour(server: Watched, page: Page) -> None:
    open_wall(page, server.url)
    hour: int = page.evaluate("() => (new Date().getUTCHours() + 8) % 24")
    page.clock.fast_forward(f"{(27 - hour) % 24 + 24}:00:00")
    page.wait_for_timeout(3000)
    assert page.evaluate("() => window.stillHere")  # the hour before
    page.clock.fast_forward("01:00:00")
    page.wait_for_function("() => !window.stillHere", timeout=LONG_MS)
    page.wait_for_selector(".card", timeout=LONG_MS)


def test_what_dash_keeps_of_every_tick_is_let_go(server: Watched, page: Page) -> None:
    kept = "() => window.dash_stores.reduce((sum, one) => sum + one.getState().history.past.length, 0)"
    open_wall(page, server.url)
    seen = []
    for number in range(7000, 7005):
        server.publish({"case_open": float(number)})
        wait_for(page, "case_open", f"{number:,}")
        seen.append(page.evaluate(kept))
    assert max(seen) > 0, "Dash keeps nothing any more: history.js can go"
    page.clock.run_for(11_000)
    assert page.evaluate(kept) == 0
