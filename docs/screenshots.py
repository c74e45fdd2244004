"""The pictures of the documentation, taken from a running server in Debian's Chromium."""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

IMAGES = Path(__file__).parent / "images"
SETTLE_MS = 8000
VIEWS = (
    ("wall-{name}-1920x1080", "/wall?lang=zh", 1920, 1080),
    ("wall-{name}-1920x1080-en", "/wall?lang=en", 1920, 1080),
    ("wall-{name}-1920x1080-light", "/wall?lang=zh&theme=light", 1920, 1080),
    ("wall-{name}-390x844", "/wall?lang=zh", 390, 844),
    ("indicator-{name}-1440x900", "/indicator/case_on_time_rate?lang=zh", 1440, 900),
)
FLAGS = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-background-networking"]


def main(name: str, url: str) -> None:
    """Takes every view of the profile `name` served at `url`."""
    IMAGES.mkdir(exist_ok=True)
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
    main(*sys.argv[1:3])
