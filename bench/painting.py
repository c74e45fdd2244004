"""How long a wall takes until all of it is painted, for the first time and once more, and the longest task of its main
thread while ticks come; beside it, Plotly's map of the same polygons alone, from a file.

Usage: PYTHONPATH=. python bench/painting.py [PROFILE]
"""

import json
import os
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from playwright.sync_api import Browser, BrowserContext, sync_playwright
from plotly.offline import get_plotlyjs

from components import choropleth
from data.ground import ground_of
from data.profile import load_profile
from docs.screenshots import DRAWN, served
from geo.places import read_places
from tests.browser.conftest import ARGUMENTS

LONG_MS = 60_000
COLD_S, WARM_S, TASK_MS = 4, 2, 50
LOADS, WATCHED_S = 3, 60
TASK = "ThreadControllerImpl::RunTask"
Task = tuple[float, float]  # ms by the clock, and of the processor
ALONE = """<!doctype html><meta charset="utf-8"><script src="plotly.min.js"></script>
<div id="map" style="width:960px;height:640px"></div>
<script>Plotly.newPlot("map", FIGURE.data, FIGURE.layout)</script>"""
LOADED = "() => document.querySelector('#map')?._fullLayout?.map?._subplot?.map?.loaded()"


def main() -> None:
    name = next(iter(sys.argv[1:]), "zhewang")
    executable = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    print(f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; Chromium draws in software")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        with alone(name, Path(folder)) as url:
            map_first, map_again, _ = loads(browser, url, LOADED, 0)
        with served(name) as url:
            first, again, tasks = loads(browser, f"{url}/wall?lang=zh", DRAWN, WATCHED_S)
        browser.close()
    print(f"{name}: first complete paint {first:.2f} s (goal {COLD_S}), again {again:.2f} s (goal {WARM_S})")
    print(f"  Plotly's map alone: {map_first:.2f} s, again {map_again:.2f} s; "
          f"ratio {first / map_first:.1f} and {again / map_again:.1f}")  # fmt: skip
    longest, busy = max(one for one, _ in tasks), max(one for _, one in tasks)
    many = sum(one > TASK_MS for one, _ in tasks)
    print(f"  {WATCHED_S} s of ticks, the server on the same cores: longest task {longest:.0f} ms (goal {TASK_MS}), "
          f"{many} of over {TASK_MS} ms; longest without waiting for a core {busy:.0f} ms")  # fmt: skip


def loads(browser: Browser, url: str, ready: str, watched_s: float) -> tuple[float, float, list[Task]]:
    """Seconds of a load by a browser that has nothing, and by one that was here before, the best of a few; and the
    tasks of the time after."""
    firsts: list[float] = []
    agains: list[float] = []
    tasks: list[Task] = []
    for turn in range(LOADS):
        context = browser.new_context(viewport={"width": 1920, "height": 1080}, locale="zh-CN")
        firsts.append(load(context, url, ready, 0)[0])
        seconds, tasks = load(context, url, ready, watched_s if turn == LOADS - 1 else 0)
        agains.append(seconds)
        context.close()
    return min(firsts), min(agains), tasks


def load(context: BrowserContext, url: str, ready: str, watched_s: float) -> tuple[float, list[Task]]:
    page = context.new_page()
    begun = time.perf_counter()
    page.goto(url)
    page.wait_for_function(ready, timeout=LONG_MS)
    seconds = time.perf_counter() - begun
    tasks: list[Task] = []
    if watched_s and (browser := context.browser):
        page.wait_for_timeout(5000)
        browser.start_tracing(page=page, categories=["toplevel"])
        page.wait_for_timeout(watched_s * 1000)
        tasks = tasks_in(json.loads(browser.stop_tracing())["traceEvents"])
    page.close()
    return seconds, tasks


def tasks_in(events: list[dict[str, Any]]) -> list[Task]:
    """The tasks of the pages' main threads."""
    named = [one for one in events if one["name"] == "thread_name" and one["args"]["name"] == "CrRendererMain"]
    threads = {(one["pid"], one["tid"]) for one in named}
    mine = [one for one in events if (one["pid"], one["tid"]) in threads and one["name"] == TASK and "dur" in one]
    return [(one["dur"] / 1000, one.get("tdur", 0) / 1000) for one in mine]


@contextmanager
def alone(name: str, folder: Path) -> Iterator[str]:
    """The address of a page that holds nothing but the map."""
    profile = load_profile(name)
    places = read_places(profile.level_sources())
    level = [one.id for one in places.levels if one.id != "micro_grid"][-1]
    ground = ground_of(places, level)
    values = [n % 5 for n in range(len(ground.places["features"]))]
    figure = choropleth.figure(ground, values, "dark")
    for source in figure["layout"]["map"]["style"]["sources"].values():
        source["data"] = ground.hatch if "/hatch." in source["data"] else ground.borders
    (folder / "plotly.min.js").write_text(get_plotlyjs())
    (folder / "map.html").write_text(ALONE.replace("FIGURE", f"({json.dumps(figure)})"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/map.html"
    finally:
        server.shutdown()
        server.server_close()


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing."""


if __name__ == "__main__":
    main()
