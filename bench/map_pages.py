"""How long the pages of maps take in a browser with software rendering, until the map rests; the longest answer that
each waits for; and how smoothly the map moves with 10,000 points."""

import os
import platform
import shutil
import sys
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, Request, sync_playwright

from docs.screenshots import FLAGS, served

BOSTON = Path(__file__).resolve().parents[1] / "tests" / "profiles" / "boston.toml"
PATHS = ("/map?lang=zh", "/coverage?lang=zh", "/resources?lang=zh", "/hotspots?lang=zh")
RESTS = (
    "() => document.querySelector('.map-free[data-idle]') || document.querySelector('#resources-main > p.quiet + *')"
)
LONG_MS = 120_000
POINTS, PAN_S = 10_000, 4
FRAMES = """async ([points, seconds]) => {
  const map = document.querySelector("#map-box .js-plotly-plot")._fullLayout.map._subplot.map;
  const bounds = map.getBounds();
  const features = Array.from({ length: points }, () => ({
    type: "Feature",
    properties: { state: "vehicle", lit: false },
    geometry: { type: "Point", coordinates: [
      bounds.getWest() + Math.random() * (bounds.getEast() - bounds.getWest()),
      bounds.getSouth() + Math.random() * (bounds.getNorth() - bounds.getSouth()),
    ] },
  }));
  map.getSource("patrols").setData({ type: "FeatureCollection", features });
  await new Promise((done) => map.once("idle", done));
  let frames = 0;
  map.on("render", () => (frames += 1));
  const begun = performance.now();
  map.panBy([600, 0], { duration: 1000 * seconds, easing: (t) => Math.sin(4 * Math.PI * t) });
  await new Promise((done) => map.once("moveend", done));
  return (1000 * frames) / (performance.now() - begun);
}"""


def main() -> None:
    load = os.getloadavg()[0]
    print(f"{platform.machine()}, {os.cpu_count()} cores, load {load:.1f} before; Chromium draws in software")
    places = sys.argv[1:] or ["zhewang", *([str(BOSTON)] if BOSTON.is_file() else [])]
    with sync_playwright() as playwright:
        for name in places:
            with served(name) as url:
                browser = playwright.chromium.launch(
                    executable_path=shutil.which("chromium-headless-shell") or shutil.which("chromium"), args=FLAGS
                )
                print(Path(name).stem)
                for path in PATHS:
                    measure(browser, url, path)
                browser.close()


def measure(browser: Browser, url: str, path: str) -> None:
    """One page, for the first time and once more, as somebody who comes back sees it."""
    context = browser.new_context(viewport={"width": 1920, "height": 1080}, locale="zh-CN")
    page = context.new_page()
    answers: list[float] = []

    def answered(request: Request) -> None:
        if "_dash-update-component" in request.url:
            answers.append(request.timing["responseStart"] - request.timing["requestStart"])

    page.on("requestfinished", answered)
    first = opened(page, url + path)
    slowest = max(answers, default=0.0) / 1000
    again = opened(page, url + path)
    frames = ""
    if path.startswith("/map"):
        frames = f", {page.evaluate(FRAMES, [POINTS, PAN_S]):5.1f} frames a second with {POINTS:,} points (goal 30)"
    print(f"  {path:<20}{first:6.2f} s, again {again:6.2f} s (goal 3), an answer {slowest:5.2f} s{frames}")
    context.close()


def opened(page: Page, address: str) -> float:
    begun = time.perf_counter()
    page.goto(address)
    page.wait_for_function(RESTS, timeout=LONG_MS)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
