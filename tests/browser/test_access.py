"""Everybody can read it: contrast, names and roles by axe's rules, reached by keyboard alone, still for who asks so."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Screen
from tests.browser.served import Watched, watched_server

LONG_MS = 60_000
GRAVE = ("serious", "critical")
PAGES = {
    "/wall": ".wall .trend-plot",
    "/wall?visitor=1": ".wall .trend-plot",
    "/alarms": ".page",
    "/feeds": ".page",
    "/catalogue": ".page.catalogue .entry",
    "/indicator/case_open": ".page .trend-plot",
    "/": ".page.leader .tile",
    "/place/village/v1": ".page.portrait .panel",
    "/briefing": ".briefing-form [role=radiogroup]",
}
CORE = ("/wall", "/indicator/case_open")  # the others are looked at before a release
FEW, MORE = (("dark", "zh"), ("light", "en")), (("dark", "en"), ("light", "zh"))
FAULTS = """async (grave) => (await axe.run({ resultTypes: ['violations'] })).violations
  .filter((one) => grave.includes(one.impact))
  .flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 160)} ${node.any[0]?.message ?? ''}`))"""
# The focused element, and whether its outline is drawn.
FOCUSED = """() => {
  const style = getComputedStyle(document.activeElement);
  const drawn = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1;
  return [document.activeElement.dataset.indicator ?? document.activeElement.tagName, drawn];
}"""


@pytest.fixture(scope="module")
def server() -> Iterator[Watched]:
    with watched_server() as started:
        # One number of every state: in order, to be watched, past its limit, missing.
        started.publish({"case_on_time": 60.0, "people": None})
        yield started


@pytest.fixture
def bare(browser: Browser) -> Iterator[Page]:
    """A page that lets a test run a script of its own in it."""
    context = browser.new_context(viewport={"width": 1920, "height": 1080}, bypass_csp=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(
    ("path", "views"),
    [
        *[(one, FEW) for one in CORE],
        *[pytest.param(one, MORE if one in CORE else FEW + MORE, marks=pytest.mark.thorough) for one in PAGES],
    ],
)
def test_axe_finds_nothing_grave_in_either_theme_and_language(
    server: Watched, bare: Page, path: str, views: tuple[tuple[str, str], ...]
) -> None:
    faults: dict[str, Any] = {}
    for theme, language in views:
        bare.goto(f"{server.url}{path}{'&' if '?' in path else '?'}lang={language}&theme={theme}")
        bare.wait_for_selector(PAGES[path], timeout=LONG_MS)
        bare.wait_for_function("() => document.documentElement.lang", timeout=LONG_MS)
        bare.evaluate(AXE_SCRIPT)
        faults[f"{theme} {language}"] = bare.evaluate(FAULTS, GRAVE)
    assert {key: found for key, found in faults.items() if found} == {}


def test_every_card_is_reached_by_keyboard_is_seen_to_be_and_opens(server: Watched, page: Page) -> None:
    page.goto(f"{server.url}/wall?lang=en&theme=light")
    page.wait_for_selector(".card", timeout=LONG_MS)
    seen: dict[str, bool] = {}
    for _ in range(40):
        page.keyboard.press("Tab")
        name, drawn = page.evaluate(FOCUSED)
        seen[name] = seen.get(name, True) and drawn
    assert {"case_open", "case_on_time", "case_few", "persons", "people", "broken"} <= set(seen)
    assert all(drawn for name, drawn in seen.items() if name not in ("BODY", "HTML"))
    page.locator('.card[data-indicator="case_open"]').focus()
    page.keyboard.press("Enter")
    page.wait_for_selector('.page[data-indicator="case_open"]', timeout=LONG_MS)
    assert page.locator(".page").get_attribute("data-theme") == "light"


def test_who_asks_for_less_motion_sees_none(server: Watched, screen: Screen) -> None:
    page = screen.page
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{server.url}/wall?lang=en")
    page.wait_for_selector(".map-fit[data-fitted]", timeout=LONG_MS)
    server.publish({"case_open": 61.0, "case_on_time": 60.0, "people": None})
    card = page.locator('.card[data-indicator="case_open"]')
    page.wait_for_function(
        "() => document.querySelector('.card[data-indicator=case_open] .value').textContent === '61'", timeout=LONG_MS
    )
    assert (
        card.evaluate(
            "async (card) => { await new Promise(requestAnimationFrame); return card.getAnimations().length }"
        )
        == 0
    )
    assert page.evaluate("() => document.getAnimations().length") == 0
    assert screen.errors == []


def test_a_state_is_told_by_a_sign_and_in_words_as_well_as_by_colour(server: Watched, page: Page) -> None:
    page.goto(f"{server.url}/wall?lang=en")
    card = page.locator('.card[data-indicator="case_on_time"]')
    card.wait_for(timeout=LONG_MS)
    assert card.get_attribute("data-state") == "bad"
    assert card.locator(".sign").inner_text() == "▲"
    assert "past its limit" in str(card.get_attribute("aria-label"))
