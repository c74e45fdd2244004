"""The wall as a person sees it: complete, readable, alive, and asking nobody outside."""

import base64
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress

import httpx
import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import REPOSITORY, Screen, Server, opened
from tests.ports import free_port

LONG_MS = 60_000
DRAWN = "() => document.querySelector('.map-fit[data-fitted]') && document.querySelector('.card')"

CARDS = """(cards) => cards.map((card) => [
  card.dataset.indicator, card.dataset.state, card.dataset.asOf, card.querySelector('.value').textContent,
])"""

# The town as it is drawn is as large as the names are told, and just fits its box.
FITTED = """() => {
  const box = document.querySelector('.map-fit');
  const drawn = box.querySelector('svg .map-borders').getBoundingClientRect();
  const named = parseFloat(getComputedStyle(box).getPropertyValue('--world')) * Number(box.dataset.width);
  const filled = Math.max(drawn.width / box.clientWidth, drawn.height / box.clientHeight);
  return Math.abs(drawn.width / named - 1) < 0.02 && filled > 0.9 && filled <= 1;
}"""

COLOURS = """async (png) => {
  const image = new Image();
  image.src = 'data:image/png;base64,' + png;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d');
  canvas.drawImage(image, 0, 0);
  const pixels = canvas.getImageData(0, 0, image.width, image.height).data;
  const counts = {};
  for (let n = 0; n < pixels.length; n += 4) {
    const key = [pixels[n], pixels[n + 1], pixels[n + 2]].join();
    counts[key] = (counts[key] || 0) + 1;
  }
  return Object.values(counts).filter((count) => count > 2000).length;
}"""


def open_wall(page: Page, url: str) -> None:
    page.goto(url)
    page.wait_for_function(DRAWN, timeout=LONG_MS)


@pytest.fixture(scope="module")
def zhewang(serve: Callable[[str], Server]) -> Server:
    return serve("zhewang")


@pytest.fixture(scope="module")
def shown(zhewang: Server, browser: Browser) -> Iterator[Screen]:
    """The wall in Chinese, opened once for all tests that leave it as it is."""
    with opened(browser) as screen:
        open_wall(screen.page, f"{zhewang.url}/wall")
        yield screen


@pytest.fixture(scope="module")
def held() -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    port = free_port()
    command = [sys.executable, "-m", "tests.browser.held", str(port)]
    url = f"http://127.0.0.1:{port}"
    environment = os.environ | {"PYTHONPATH": "."}
    with subprocess.Popen(command, cwd=REPOSITORY, stdin=subprocess.PIPE, env=environment) as process:
        try:
            for _ in range(300):
                assert process.poll() is None
                with suppress(httpx.TransportError):
                    if httpx.get(f"{url}/readyz", trust_env=False).status_code == httpx.codes.OK:
                        break
                time.sleep(0.2)
            yield url, process
        finally:
            process.kill()


def tell(process: "subprocess.Popen[bytes]", number: int) -> None:
    """The number of open cases that the held server shows next."""
    assert process.stdin is not None
    process.stdin.write(f"{number}\n".encode())
    process.stdin.flush()


def test_it_shows_every_card_in_order_of_the_board_and_asks_nobody_outside(shown: Screen) -> None:
    cards = shown.page.eval_on_selector_all(".card", CARDS)
    assert len(cards) >= 30
    assert len({id for id, *_ in cards}) == len(cards)
    for id, state, as_of, value in cards:
        assert state in {"normal", "watch", "bad", "stale", "none"}, id
        assert (value in {"—", "<5"}) == (state == "none"), id
        assert as_of is not None, id
    assert "演示数据" in shown.page.locator("header").inner_text()
    assert shown.outside == []
    assert shown.errors == []


def test_a_card_and_its_page_show_the_same_number(zhewang: Server, shown: Screen, page: Page) -> None:
    # A number that no feed moves from one minute to the next.
    on_wall = shown.page.locator('.card[data-indicator="camera_count"] .value').inner_text()
    page.goto(f"{zhewang.url}/indicator/camera_count")
    assert page.locator(".page header .value").inner_text() == on_wall


def test_the_map_is_drawn_in_several_colours(shown: Screen) -> None:
    picture = base64.b64encode(shown.page.locator(".map-fit").screenshot()).decode()
    assert shown.page.evaluate(COLOURS, picture) >= 5


def test_points_are_drawn_over_the_map_and_follow_the_ticks(shown: Screen) -> None:
    page = shown.page
    canvas = page.locator(".map-points")
    page.wait_for_function("() => Number(document.querySelector('.map-points').dataset.drawn) > 200", timeout=LONG_MS)
    first = canvas.evaluate("canvas => canvas.toDataURL()")
    page.wait_for_function(
        "first => document.querySelector('.map-points').toDataURL() !== first", arg=first, timeout=LONG_MS
    )


@pytest.mark.thorough
@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (2560, 1080), (390, 844)])
def test_the_map_fills_its_box_and_its_names_go_with_it(zhewang: Server, page: Page, width: int, height: int) -> None:
    open_wall(page, f"{zhewang.url}/wall")
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_function(FITTED, timeout=LONG_MS)


def test_numbers_and_labels_have_the_size_that_is_read_from_afar(shown: Screen) -> None:
    limits = {".card .value": 22, ".card .label": 13, ".feed": 13, ".charts span": 13, ".map-labels span": 13}
    for selector, least in limits.items():
        sizes = shown.page.eval_on_selector_all(
            selector, "all => all.map(one => parseFloat(getComputedStyle(one).fontSize))"
        )
        assert min(sizes) >= least, selector


def test_it_is_live_without_a_reload(shown: Screen) -> None:
    page = shown.page
    page.evaluate("() => { window.stillHere = true }")
    first = page.locator("#data-time").inner_text()
    page.wait_for_function(
        "first => document.querySelector('#data-time').textContent !== first", arg=first, timeout=LONG_MS
    )
    assert page.evaluate("() => window.stillHere")
    assert shown.errors == []


def test_a_change_reaches_its_card_the_map_and_nothing_else(
    held: tuple[str, "subprocess.Popen[bytes]"], screen: Screen
) -> None:
    page, (url, process) = screen.page, held
    open_wall(page, f"{url}/wall?lang=en")
    page.evaluate("""() => {
      window.touched = new Set();
      new MutationObserver((all) => all.forEach((one) => {
        const slot = (one.target.nodeType === 1 ? one.target : one.target.parentElement).closest('.slot');
        if (slot) window.touched.add(slot.id);
      })).observe(document.querySelector('.wall main'), { subtree: true, childList: true, characterData: true });
    }""")
    tell(process, 4321)
    card = page.locator('.card[data-indicator="case_open"]')
    page.wait_for_function(
        "() => document.querySelector('.card[data-indicator=case_open] .value').textContent === '4,321'",
        timeout=LONG_MS,
    )
    assert card.get_attribute("data-moved") is not None
    assert page.locator('.card[data-indicator="case_on_time"]').get_attribute("data-moved") is None
    touched: list[str] = page.evaluate("() => [...window.touched]")
    assert "card-case_open" in touched
    assert "card-case_on_time" not in touched
    page.wait_for_selector(".map-places a:first-child .ramp-5", timeout=LONG_MS)
    # A display that is slow loses ticks: what only the lost one told is asked for again.
    page.evaluate("""() => {
      const { wall } = window.dash_clientside, { tick } = wall;
      wall.tick = () => { wall.tick = tick; window.lost = true; };
    }""")
    tell(process, 1)
    page.wait_for_function("() => window.lost", timeout=LONG_MS)
    tell(process, 2)
    page.wait_for_selector(".map-places a:first-child path:not(.ramp-5)", timeout=LONG_MS)
    assert screen.outside == []


@pytest.mark.thorough
def test_a_server_that_stops_answering_is_told_and_found_again(zhewang: Server, shown: Screen) -> None:
    page = shown.page
    os.kill(zhewang.process.pid, signal.SIGSTOP)
    try:
        page.wait_for_selector("#not-live:not([hidden])", timeout=LONG_MS)
        assert page.locator("#not-live").inner_text().startswith("未连接 · 停在 ")
        assert page.locator(".card").count() >= 30
    finally:
        os.kill(zhewang.process.pid, signal.SIGCONT)
    page.wait_for_selector("#not-live[hidden]", state="attached", timeout=LONG_MS)


def test_the_same_board_is_on_every_display(held: tuple[str, "subprocess.Popen[bytes]"], browser: Browser) -> None:
    url, process = held
    contexts = [browser.new_context() for _ in range(3)]
    pages = [context.new_page() for context in contexts]
    for page in pages:
        page.goto(f"{url}/wall")
        page.wait_for_selector(".card", timeout=LONG_MS)
    tell(process, 77)
    for page in pages:
        page.wait_for_function(
            "() => document.querySelector('.card[data-indicator=case_open] .value').textContent === '77'",
            timeout=LONG_MS,
        )
    for context in contexts:
        context.close()
