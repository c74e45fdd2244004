"""The pictures of the documentation: each shipped profile's wall, served here and seen in Debian's Chromium."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

REPOSITORY = Path(__file__).resolve().parents[1]
IMAGES = REPOSITORY / "docs" / "images"
READY_S = 120
SETTLE_MS = 8000
VIEWS = (
    ("wall-{name}-1920x1080", "/wall?lang=zh", 1920, 1080),
    ("wall-{name}-1920x1080-en", "/wall?lang=en", 1920, 1080),
    ("wall-{name}-1920x1080-light", "/wall?lang=zh&theme=light", 1920, 1080),
    ("wall-{name}-390x844", "/wall?lang=zh", 390, 844),
    ("indicator-{name}-1440x900", "/indicator/case_on_time_rate?lang=zh", 1440, 900),
)
FLAGS = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-background-networking"]


@contextmanager
def served(name: str) -> Iterator[str]:
    """The address of a server of this profile, in a folder of its own, once it is ready."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        server = subprocess.Popen(
            [sys.executable, "app.py", "serve", "--profile", name, "--port", str(port)],
            cwd=REPOSITORY,
            env={**os.environ, "YIPING_VAR": folder},
        )
        try:
            for _ in range(READY_S):
                try:
                    urlopen(f"http://127.0.0.1:{port}/readyz").close()
                    break
                except URLError:
                    time.sleep(1)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait()


def take(name: str, url: str) -> None:
    """Takes every view of the profile `name` served at `url`."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for file, path, width, height in VIEWS:
            page = browser.new_page(viewport={"width": width, "height": height}, locale="zh-CN")
            page.goto(url + path)
            page.wait_for_timeout(SETTLE_MS)
            page.screenshot(path=IMAGES / f"{file.format(name=name)}.png")
            page.close()
        browser.close()


if __name__ == "__main__":
    IMAGES.mkdir(exist_ok=True)
    for profile in sorted((REPOSITORY / "data" / "profiles").glob("*.toml")):
        with served(profile.stem) as address:
            take(profile.stem, address)
