"""The browser that the other tests look through: WebGL is there, and what leaves the host is noticed."""

import functools
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Screen

WEBGL = "() => { const c = document.createElement('canvas'); return !!(c.getContext('webgl2')) }"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    """The address of a page that holds `body`, served from this machine."""
    handler = functools.partial(SimpleHTTPRequestHandler, directory=tmp_path)
    (tmp_path / "index.html").write_text(
        "<meta charset=utf-8><title>一屏</title><link rel=icon href=data:,>"
        "<p id=cjk style='font-size:40px;display:inline-block'>网格</p>",
        encoding="utf-8",
    )
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_page_at_home_is_clean_and_has_webgl(screen: Screen, site: str) -> None:
    screen.page.goto(site)
    assert screen.page.evaluate(WEBGL)
    assert screen.page.title() == "一屏"
    assert screen.page.evaluate("[innerWidth, innerHeight]") == [1920, 1080]
    assert screen.outside == []
    assert screen.errors == []


@pytest.mark.parametrize(
    "script",
    [
        "fetch('https://tiles.example.org/1.png').catch(() => 0)",
        "new WebSocket('wss://example.org/live')",
        "new Worker(URL.createObjectURL(new Blob([\"fetch('https://example.org/w').catch(() => 0)\"])))",
    ],
    ids=["fetch", "websocket", "worker"],
)
def test_what_leaves_the_host_is_recorded(screen: Screen, site: str, script: str) -> None:
    screen.page.goto(site)
    screen.page.evaluate(f"() => {{ {script} }}")
    screen.page.wait_for_timeout(500)
    assert [url for url in screen.outside if "example.org" in url]


def test_errors_of_scripts_are_recorded(screen: Screen, site: str) -> None:
    screen.page.goto(site)
    screen.page.evaluate("() => { console.error('red'); setTimeout(() => { throw new Error('late') }) }")
    screen.page.wait_for_timeout(200)
    assert len(screen.errors) == 2


def test_page_is_of_the_screen(page: Page, screen: Screen) -> None:
    assert page is screen.page
