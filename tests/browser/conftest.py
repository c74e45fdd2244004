"""A real browser (Debian's Chromium, driven by Playwright) and the product it looks at."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from tests.ports import free_port

REPOSITORY = Path(__file__).resolve().parents[2]
READY_WITHIN_S = 180
STOPPED_WITHIN_S = 15

# The files that look at a shipped profile follow each other: its history is simulated before its server is ready.
SHIPPED = ("test_catalogue", "test_indicator", "test_wall", "test_wall_sizes")

ARGUMENTS = [
    "--no-sandbox",
    # MapLibre needs WebGL, and a test machine has no graphics card.
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    # Pages are put together without it: the graphics card in software is for the maps alone, and twice as slow.
    "--disable-gpu-compositing",
    # The browser's own calls home would hide the product's; what the product asks for outside finds no host.
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-proxy-server",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


@dataclass
class Screen:
    """A page, with what it did that it should not: addresses off 127.0.0.1, and errors of its scripts."""

    page: Page
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def watch(self) -> None:
        """Starts recording; what the page does before goes unseen."""
        self.page.context.on("request", lambda request: self._request(request.url))
        self.page.on("websocket", lambda socket: self._request(socket.url))
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _request(self, url: str) -> None:
        # data: and blob: have no host.
        if urlsplit(url).hostname not in {None, "127.0.0.1"}:
            self.outside.append(url)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(f"{message.text} ({message.location.get('url', '')})")


@dataclass(frozen=True)
class Server:
    """A product that answers: its address without a closing slash, its process, the folder it writes to."""

    url: str
    process: subprocess.Popen[bytes]
    var: Path


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks the browser's tests and runs them last.

    While Playwright's sync interface is open the thread has a running event loop, and `asyncio.run` of a
    later test would be refused.
    """
    folder = Path(__file__).parent
    for item in items:
        if folder in item.path.parents:
            item.add_marker("browser")
    items.sort(key=place_of)


def place_of(item: pytest.Item) -> int:
    """0 for a test without a browser, then those of shipped profiles, which take longest, then the others."""
    if item.get_closest_marker("browser") is None:
        return 0
    return 1 if item.path.stem in SHIPPED else 2


@pytest.fixture(scope="session")
def browser(require: Callable[[bool, str], None]) -> Iterator[Browser]:
    """Debian's Chromium, headless, with WebGL in software; nothing is downloaded.

    Its headless shell is the same browser without windows, and lighter; where it is not packaged, the whole will do.
    """
    found = [shutil.which(name) for name in ("chromium-headless-shell", "chromium", "chromium-browser")]
    executable = next((one for one in found if one is not None), None)
    require(executable is not None, "no Chromium on the path: apt-get install chromium-headless-shell fonts-noto-cjk")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def screen(browser: Browser) -> Iterator[Screen]:
    """A fresh page of 1920×1080 of a browser set to Chinese, recorded."""
    with opened(browser) as fresh:
        yield fresh


@contextmanager
def opened(browser: Browser) -> Iterator[Screen]:
    """A page as `screen` is one, for as long as somebody needs it."""
    context = browser.new_context(
        viewport={"width": 1920, "height": 1080},
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
    )
    watched = Screen(context.new_page())
    watched.watch()
    yield watched
    context.close()


@pytest.fixture
def page(screen: Screen) -> Page:
    """The page of `screen`, for tests that need nothing else of it."""
    return screen.page


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Server]]:
    """`serve(profile)`: the product on a free port of 127.0.0.1, ready.

    One server at a time, which stays for as long as the same profile is asked for: an idle one measures, too.
    """
    running: dict[str, Server] = {}

    def start(profile: str) -> Server:
        for other in running.keys() - {profile}:
            _stop(running.pop(other).process)
        if profile not in running or running[profile].process.poll() is not None:
            running[profile] = _start(profile, tmp_path_factory.mktemp("var"))
            _wait_until_ready(running[profile])
        return running[profile]

    yield start
    for server in running.values():
        _stop(server.process)


def _start(profile: str, var: Path) -> Server:
    port = free_port()
    command = [sys.executable, "app.py", "serve", "--profile", profile, "--port", str(port)]
    with _output(var).open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=REPOSITORY,
            env=os.environ | {"YIPING_VAR": str(var)},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    return Server(f"http://127.0.0.1:{port}", process, var)


def _output(var: Path) -> Path:
    # Beside the folder, not in it: what the product writes is the product's.
    return var.with_suffix(".log")


def _wait_until_ready(server: Server) -> None:
    deadline = time.monotonic() + READY_WITHIN_S
    while server.process.poll() is None and time.monotonic() < deadline:
        try:
            if httpx.get(f"{server.url}/readyz", timeout=5, trust_env=False).status_code == httpx.codes.OK:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.2)
    ended = server.process.poll()
    _stop(server.process)
    reason = f"not ready within {READY_WITHIN_S} s" if ended is None else f"ended with exit code {ended}"
    output = _output(server.var).read_text(encoding="utf-8", errors="replace")
    pytest.fail(f"the server {reason}; its output:\n{output}", pytrace=False)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOPPED_WITHIN_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
