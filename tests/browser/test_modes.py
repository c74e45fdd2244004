"""What a kiosk's address asks for: modules, scale, a round of pages, a hall with visitors; nonsense is said plainly."""

from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Screen
from tests.browser.served import Watched, watched_server

LONG_MS = 60_000
CARDS = "() => [...document.querySelectorAll('.card')].map((card) => card.dataset.indicator)"
BOX = (
    "() => { const b = document.querySelector('.wall').getBoundingClientRect(); return [b.x, b.y, b.width, b.height] }"
)
SECRET = "4,711"  # what the number of persons is drawn as


@pytest.fixture(scope="module")
def server() -> Iterator[Watched]:
    with watched_server() as started:
        yield started


def open_wall(page: Page, server: Watched, query: str) -> None:
    page.goto(f"{server.url}/wall?lang=en&{query}")
    page.wait_for_selector(".card", timeout=LONG_MS)


@pytest.mark.thorough
@pytest.mark.parametrize("name", ["people", "PEOPLE", "人员"])
def test_only_the_cards_of_the_named_modules_are_shown(server: Watched, page: Page, name: str) -> None:
    open_wall(page, server, f"modules={name}")
    assert set(page.evaluate(CARDS)) == {"persons", "people", "broken"}
    assert page.locator(".notices").count() == 0
    server.publish({"people": 31.0})
    page.wait_for_function(
        "() => document.querySelector('.card[data-indicator=people] .value').textContent === '31'", timeout=LONG_MS
    )


def test_what_the_address_cannot_have_is_said_and_never_run(server: Watched, screen: Screen) -> None:
    markup = "<img src=x onerror=window.ran=1>"
    query = (
        f"profile=elsewhere&modules=nowhere,{markup}&scale=huge&rotate=1ms&theme={markup}&play=wall:30s,etc/passwd:5s"
    )
    open_wall(screen.page, server, query)
    said = screen.page.locator(".notices").inner_text()
    for word in ("elsewhere", "nowhere", markup, "huge", "1ms", "etc/passwd:5s", "Cases of all", "Sample town"):
        assert word in said
    assert len(screen.page.evaluate(CARDS)) == 6
    assert screen.page.evaluate("() => window.ran") is None
    assert screen.page.locator(".notices img").count() == 0
    assert screen.errors == []


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("scale", "box"),
    [
        ("fit", (0, 60, 1600, 900)),
        ("fill", (0, 0, 1600, 1020)),
        ("x", (0, 0, 1600, 900)),
        ("y", (0, 0, 1020 * 16 / 9, 1020)),
    ],
)
def test_the_picture_of_16_to_9_goes_on_another_screen(
    server: Watched, page: Page, scale: str, box: tuple[float, ...]
) -> None:
    page.set_viewport_size({"width": 1600, "height": 1020})
    open_wall(page, server, f"scale={scale}")
    assert page.evaluate(BOX) == pytest.approx(box, abs=1)


@pytest.mark.thorough
def test_a_playlist_goes_round_in_one_page_past_one_that_cannot_be_drawn_and_stays_live(
    server: Watched, page: Page
) -> None:
    open_wall(page, server, "play=wall:2s,indicator/case_open:2s,indicator/broken:2s,catalogue:2s")
    page.evaluate("() => { window.stillHere = true; window.before = history.length }")
    for _ in range(2):
        page.wait_for_selector('.page[data-indicator="case_open"]', timeout=LONG_MS)
        page.wait_for_selector(".page.catalogue", timeout=LONG_MS)
        page.wait_for_selector(".wall", timeout=LONG_MS)
    server.publish({"case_open": 88.0})
    page.wait_for_function(
        "() => document.querySelector('.card[data-indicator=case_open] .value')?.textContent === '88'", timeout=LONG_MS
    )
    assert page.evaluate("() => window.stillHere")
    assert page.evaluate("() => history.length === window.before")
    assert page.evaluate("() => new URL(location).searchParams.get('play')")


def test_a_visitor_is_sent_nothing_of_persons_and_of_the_few(server: Watched, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    received: list[str] = []
    page.on("response", lambda response: received.append(response.text()) if "_dash-update" in response.url else None)
    open_wall(page, server, "")
    assert any(SECRET in text for text in received)
    assert {"persons", "case_few"} <= set(page.evaluate(CARDS))
    received.clear()
    open_wall(page, server, "visitor=1")
    assert "Visitor mode" in page.locator(".notices").inner_text()
    assert set(page.evaluate(CARDS)) == {"case_open", "case_on_time", "people", "broken"}
    server.publish({"people": 32.0, "persons": 4712.0})
    page.wait_for_function(
        "() => document.querySelector('.card[data-indicator=people] .value').textContent === '32'", timeout=LONG_MS
    )
    assert set(page.evaluate(CARDS)) == {"case_open", "case_on_time", "people", "broken"}
    assert received
    assert not any(SECRET in text or "刑满" in text for text in received)
    page.goto(f"{server.url}/indicator/persons?lang=en&visitor=1")
    page.wait_for_selector(".page", timeout=LONG_MS)
    assert "not shown in visitor mode" in page.locator(".page").inner_text()
    context.close()


def test_a_server_that_is_asked_nonsense_answers(server: Watched) -> None:
    for query in ("lang=a&lang=b", "modules=&play=&rotate=%00", "visitor=%F0%9F%91%BB", "scale[]=1"):
        answer = httpx.get(f"{server.url}/wall?{query}", trust_env=False)
        assert answer.status_code == httpx.codes.OK
