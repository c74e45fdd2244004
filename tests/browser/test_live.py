"""What happens is on the wall: an event by the product's own way in, and a new day at midnight."""

import signal
from pathlib import Path

import httpx
from playwright.sync_api import Page

from tests.browser.served import Watched
from tests.data.ways.pushed import Server as Pushed

LONG_MS = 60_000
SHOWS = "([id, text]) => document.querySelector(`.card[data-indicator=${id}] .value`)?.textContent === text"
WALL = '[wall]\nheadline = ["case_reported_today", "case_total"]\nmap = "case_total"\ntrend = "case_reported_today"'


def wait_for(page: Page, indicator: str, text: str) -> None:
    page.wait_for_function(SHOWS, arg=[indicator, text], timeout=LONG_MS)


def test_a_case_that_is_pushed_over_http_is_on_the_wall_without_a_reload(page: Page, tmp_path: Path) -> None:
    town = Pushed(tmp_path, more=WALL)
    try:
        page.goto(f"{town.url}/wall?lang=en")
        wait_for(page, "case_total", "1")
        page.evaluate("() => { window.stillHere = true }")
        case = {"case_id": "new", "reported_at": "2026-03-04T09:00", "category": "市容", "lon": 119.25, "lat": 26.05}
        answer = httpx.post(
            f"{town.url}/api/v1/feeds/cases",
            json=case,
            headers={"Authorization": f"Bearer {town.tokens['cases']}"},
            trust_env=False,
        )
        assert answer.json()["accepted"] == 1
        wait_for(page, "case_total", "2")
        assert page.evaluate("() => window.stillHere")
    finally:
        town.stop(signal.SIGTERM)


def test_at_midnight_today_starts_from_nothing_without_a_reload(page: Page, tmp_path: Path) -> None:
    town = Watched()
    try:
        town.run("moved", str(tmp_path), "2026-03-01T23:59:50+08:00")
        page.goto(f"{town.url}/wall?lang=en")
        wait_for(page, "case_reported_today", "3")
        page.evaluate("() => { window.stillHere = true }")
        assert page.locator(".trend-plot").first.get_attribute("aria-label")
        town.tell("2026-03-02T00:00:05+08:00")
        wait_for(page, "case_reported_today", "0")
        assert page.locator('.card[data-indicator="case_total"] .value').inner_text() == "4"
        town.tell("2026-03-02T10:05:00+08:00")
        wait_for(page, "case_reported_today", "1")
        assert page.evaluate("() => window.stillHere")
    finally:
        town.stop()
