"""The pictures of the documentation: each shipped profile's wall (or those that are named), served here and seen in
Debian's Chromium."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import cast
from urllib.error import URLError
from urllib.request import urlopen

from PIL import Image
from playwright.sync_api import sync_playwright

REPOSITORY = Path(__file__).resolve().parents[1]
IMAGES = REPOSITORY / "docs" / "images"
READY_S = 120
LONG_MS = 120_000
SETTLE_MS = 6000
# The map has been drawn; a wall's is fitted to its box, which others do not have.
DRAWN = """() => {
  const box = document.querySelector('.map-fit');
  const maps = [...document.querySelectorAll('.js-plotly-plot')]
    .map((one) => one._fullLayout?.map?._subplot?.map).filter(Boolean);
  if (!maps.every((one) => one.loaded())) return false;
  if (!box) return Boolean(document.querySelector('main'));
  return box.dataset.fitted === `${box.clientWidth}×${box.clientHeight}`;
}"""
# Of every place; and of the default in every other way.
VIEWS = (
    ("wall-{name}-1920x1080", "/wall?lang=zh", 1920, 1080),
    ("wall-{name}-3840x2160", "/wall?lang=zh", 3840, 2160),
    ("wall-{name}-2560x1440", "/wall?lang=zh", 2560, 1440),
    ("wall-{name}-5760x1080", "/wall?lang=zh", 5760, 1080),
    ("wall-{name}-390x844", "/wall?lang=zh", 390, 844),
    ("wall-{name}-1920x1080-en", "/wall?lang=en", 1920, 1080),
)
DEFAULT = "zhewang"
MORE = (
    ("wall-{name}-1920x1080-light", "/wall?lang=zh&theme=light", 1920, 1080),
    ("wall-{name}-3840x1080", "/wall?lang=zh", 3840, 1080),
    ("map-{name}-1920x1080", "/map?lang=zh&layers=cases,patrols,cameras", 1920, 1080),
    ("coverage-{name}-1920x1080", "/coverage?lang=zh", 1920, 1080),
    ("resources-{name}-1920x1080", "/resources?lang=zh&show=access", 1920, 1080),
    ("hotspots-{name}-1920x1080", "/hotspots?lang=zh&days=28", 1920, 1080),
    ("home-{name}-1920x1080", "/?lang=zh", 1920, 1080),
    ("home-{name}-390x844", "/?lang=zh", 390, 844),
    ("indicator-{name}-1920x1080", "/indicator/case_on_time_rate?lang=zh", 1920, 1080),
    ("explore-{name}-1920x1080", "/explore?lang=zh", 1920, 1080),
    ("satisfaction-{name}-1920x1080", "/satisfaction?lang=zh", 1920, 1080),
)
COLOURS = (192, 96, 48)  # of a picture: the walls have few, and a file is a third as large
MOST_BYTES = 400_000
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
    """Takes every view of the profile `name` served at `url`; one page is resized where its address stays the same."""
    with sync_playwright() as playwright:
        executable = shutil.which("chromium-headless-shell") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        page = browser.new_page(locale="zh-CN")
        shown = ""
        for file, path, width, height in (*VIEWS, *(MORE if name == DEFAULT else ())):
            page.set_viewport_size({"width": width, "height": height})
            if path != shown:
                page.goto(url + path)
                shown = path
            page.wait_for_function(DRAWN, timeout=LONG_MS)
            page.wait_for_timeout(SETTLE_MS)
            picture = Image.open(BytesIO(page.screenshot(timeout=LONG_MS))).convert("RGB")
            (IMAGES / f"{file.format(name=name)}.png").write_bytes(small(picture))
        browser.close()


def small(picture: Image.Image) -> bytes:
    """The picture as a PNG, of fewer colours where it would be too large."""
    data = b""
    for colours in COLOURS:
        file = BytesIO()
        picture.quantize(palette=palette(picture, colours), dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
        data = file.getvalue()
        if len(data) <= MOST_BYTES:
            break
    return data


def palette(picture: Image.Image, colours: int) -> Image.Image:
    """The most frequent colours as they are: means of neighbours would turn the few red points into amber."""
    counted = sorted(picture.getcolors(picture.width * picture.height) or [], reverse=True)
    kept = Image.new("P", (1, 1))
    kept.putpalette([part for _, colour in counted[:colours] for part in cast(tuple[int, int, int], colour)])
    return kept


if __name__ == "__main__":
    IMAGES.mkdir(exist_ok=True)
    every = sorted(path.stem for path in (REPOSITORY / "data" / "profiles").glob("*.toml"))
    for profile in sys.argv[1:] or every:
        with served(profile) as address:
            take(profile, address)
