"""Alarms in a real browser: acknowledged by keys alone, seen on the wall at once, heard only where allowed."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx
import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import REPOSITORY, Screen
from tests.ports import free_port

LONG_MS = 60_000
PLACE = ZoneInfo("Asia/Shanghai")  # of the held town
# Counts contexts and tones instead of sounding; `suspended` as a browser that waits for a gesture.
STUB = """
  window.contexts = 0; window.tones = 0; window.held = false;
  const node = () => ({ connect: (next) => next, gain: { setValueAtTime() {}, exponentialRampToValueAtTime() {} } });
  window.AudioContext = class {
    constructor() { window.contexts += 1; this.currentTime = 0; this.destination = node(); }
    get state() { return window.held ? "suspended" : "running"; }
    resume() { return Promise.resolve(); }
    createGain() { return node(); }
    createOscillator() { return { ...node(), frequency: {}, start() { window.tones += 1; }, stop() {} }; }
  };
"""
NEW = "number => document.querySelector('#alarms .alarms')?.dataset.new === number"


@contextmanager
def held(var: Path, *quiet: str) -> Iterator[tuple[str, Callable[[float], None]]]:
    """The address of a town whose share on time is what is told to it."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "tests.browser.held_alarms", str(port), *quiet]
    environment = os.environ | {"PYTHONPATH": ".", "YIPING_VAR": str(var)}
    with subprocess.Popen(command, cwd=REPOSITORY, stdin=subprocess.PIPE, env=environment) as process:

        def tell(share: float) -> None:
            assert process.stdin is not None
            process.stdin.write(f"{share}\n".encode())
            process.stdin.flush()

        try:
            for _ in range(300):
                assert process.poll() is None
                with suppress(httpx.TransportError):
                    if httpx.get(f"{url}/readyz", trust_env=False).status_code == httpx.codes.OK:
                        break
                time.sleep(0.2)
            yield url, tell
        finally:
            process.kill()


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Callable[[float], None]]]:
    with held(tmp_path_factory.mktemp("var")) as served:
        yield served


def alarms(url: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = httpx.get(f"{url}/api/v1/alarms", trust_env=False).json()
    return found


def bell(page: Page, state: str) -> None:
    page.wait_for_selector(f'#bell[data-state="{state}"]', timeout=LONG_MS)


def test_an_alarm_is_acknowledged_by_keys_alone_and_every_wall_shows_it(
    town: tuple[str, Callable[[float], None]], screen: Screen, browser: Browser
) -> None:
    url, tell = town
    wall = screen.page
    wall.goto(f"{url}/wall?lang=en")
    wall.wait_for_function(NEW, arg="", timeout=LONG_MS)
    tell(60.0)
    wall.wait_for_function(NEW, arg="1", timeout=LONG_MS)
    assert wall.locator("#alarms .of-indicator.is-new").inner_text().replace("\n", " ").startswith("▲")
    assert wall.locator("#alarms [role=status]").text_content() == "1 new alarms: On time"
    context = browser.new_context(viewport={"width": 390, "height": 844})
    desk = context.new_page()
    desk.goto(f"{url}/alarms?lang=en&theme=light")
    desk.wait_for_selector(".to-acknowledge", timeout=LONG_MS)
    for _ in range(20):
        desk.keyboard.press("Tab")
        if desk.evaluate("() => document.activeElement.className") == "to-acknowledge":
            break
    desk.keyboard.press("Enter")
    desk.wait_for_function("() => document.activeElement.id === 'acknowledge-word'", timeout=LONG_MS)
    desk.keyboard.press("Enter")
    desk.get_by_text("Write a word first").wait_for(timeout=LONG_MS)
    desk.keyboard.type("on it <b>now</b>")
    desk.keyboard.press("Shift+Tab")
    desk.keyboard.type("Duty 2")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    desk.wait_for_selector("[data-alarm='1'].is-known", timeout=LONG_MS)
    assert desk.locator(".said").inner_text().endswith("Duty 2: on it <b>now</b>")
    assert desk.locator("#acknowledge").is_hidden()
    assert desk.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    wall.wait_for_function(NEW, arg="", timeout=LONG_MS)
    shown = wall.locator("#alarms .of-indicator.is-known")
    assert shown.inner_text().startswith("✓")
    assert str(shown.get_attribute("title")).endswith("Duty 2: on it <b>now</b>")
    (kept,) = alarms(url)
    assert (kept["acknowledged_by"], kept["word"]) == ("Duty 2", "on it <b>now</b>")
    context.close()
    assert screen.outside == []
    assert screen.errors == []


@pytest.mark.thorough
def test_what_is_being_typed_survives_another_alarm_and_escape_leads_back(tmp_path: Path, page: Page) -> None:
    with held(tmp_path) as (url, tell):
        tell(60.0)
        page.goto(f"{url}/alarms?lang=zh")
        page.locator("[data-alarm='1'] .to-acknowledge").press("Enter", timeout=LONG_MS)
        page.wait_for_function("() => document.activeElement.id === 'acknowledge-word'", timeout=LONG_MS)
        page.keyboard.type("正在")
        tell(-1.0)
        page.wait_for_selector("[data-alarm='2']", timeout=LONG_MS)
        page.keyboard.type("核实")
        assert page.locator("#acknowledge-word").input_value() == "正在核实"
        page.keyboard.press("Escape")
        page.wait_for_selector("#acknowledge[hidden]", state="attached", timeout=LONG_MS)
        page.wait_for_function("() => document.activeElement.className === 'to-acknowledge'", timeout=LONG_MS)
        assert len(alarms(url)) == 2


@pytest.mark.thorough
def test_nothing_sounds_before_the_bell_was_clicked_and_each_new_alarm_once_after(
    tmp_path: Path, screen: Screen
) -> None:
    page = screen.page
    page.add_init_script(STUB)
    with held(tmp_path) as (url, tell):
        page.goto(f"{url}/wall?lang=en")
        bell(page, "off")
        tell(60.0)
        page.wait_for_function(NEW, arg="1", timeout=LONG_MS)
        page.wait_for_timeout(2500)  # the script looks each second
        assert page.evaluate("() => window.contexts") == 0
        page.locator("#bell").focus()
        page.keyboard.press("Enter")
        bell(page, "on")
        assert page.evaluate("() => [window.contexts, window.tones]") == [1, 2]
        page.wait_for_timeout(2500)
        assert page.evaluate("() => window.tones") == 2
        page.locator("#bell").click()
        bell(page, "off")
        tell(-1.0)
        page.wait_for_function("() => document.querySelector('#alarms .alarms').dataset.new.includes('2')")
        page.wait_for_timeout(2500)
        assert page.evaluate("() => window.tones") == 2
        # The display remembers that it may; a browser that holds the sound back until a click is told of.
        page.locator("#bell").click()
        bell(page, "on")
        page.add_init_script("window.held = true;")
        page.reload()
        bell(page, "blocked")
        assert page.evaluate("() => window.tones") == 0
        page.evaluate("() => { window.held = false }")
        bell(page, "on")
        page.wait_for_function("() => window.tones === 2", timeout=LONG_MS)
    assert screen.outside == []


@pytest.mark.thorough
def test_quiet_hours_are_quiet(tmp_path: Path, page: Page) -> None:
    now = datetime.now(PLACE)
    begin, end = (f"{now + timedelta(hours=hours):%H:%M}" for hours in (-1, 2))
    page.add_init_script(STUB)
    with held(tmp_path, f"{begin}-{end}") as (url, tell):
        page.goto(f"{url}/wall?lang=en")
        bell(page, "off")
        tell(60.0)
        page.wait_for_function(NEW, arg="1", timeout=LONG_MS)
        page.locator("#bell").click()
        bell(page, "quiet")
        page.wait_for_timeout(2500)
        assert page.evaluate("() => window.tones") == 0
