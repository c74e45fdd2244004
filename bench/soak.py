"""Seven days of a wall in twenty minutes: four boards a second, a midnight every few minutes, a playlist beside it.

Prints the browser's heap, DOM nodes and listeners and the server's memory at intervals, and how far the end is from the
state after warm-up; the goal is 5 %. Usage: PYTHONPATH=. python bench/soak.py [--minutes 20]
"""

import argparse
import json
import os
import platform
import shutil
import time
from datetime import UTC, datetime, timedelta

import psutil
from playwright.sync_api import CDPSession, Page, sync_playwright

from tests.browser.conftest import ARGUMENTS
from tests.browser.served import watched_server

DAYS = 7
BOARDS_A_SECOND = 4
WARM = 0.25  # of the time
SAMPLES = 24
GOAL = 0.05
PLAYLIST = "play=wall:4s,indicator/case_open:3s,catalogue:3s"


def sample(session: CDPSession, server: psutil.Process) -> dict[str, float]:
    """Heap (MB, after a collection), nodes, listeners of one page, and the server's resident memory (MB)."""
    session.send("HeapProfiler.collectGarbage")
    counted = session.send("Memory.getDOMCounters")
    heap = session.send("Runtime.getHeapUsage")["usedSize"]
    return {
        "heap MB": heap / 1e6,
        "nodes": counted["nodes"],
        "listeners": counted["jsEventListeners"],
        "server MB": server.memory_info().rss / 1e6,
    }


def main() -> None:
    words = argparse.ArgumentParser()
    words.add_argument("--minutes", type=float, default=20)
    minutes = words.parse_args().minutes
    executable = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    print(f"machine: {os.cpu_count()} cores, {platform.machine()}; {minutes:g} minutes stand for {DAYS} days")
    with watched_server() as server, sync_playwright() as playwright:
        assert server.process is not None
        process = psutil.Process(server.process.pid)
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        pages: dict[str, Page] = {"wall": browser.new_page(), "playlist": browser.new_page()}
        for name, page in pages.items():
            page.goto(f"{server.url}/wall?lang=en&{PLAYLIST if name == 'playlist' else ''}")
            page.wait_for_selector(".card")
        sessions = {name: page.context.new_cdp_session(page) for name, page in pages.items()}
        begun, begin = time.monotonic(), datetime.now(UTC)
        seconds, boards = minutes * 60, 0
        found: list[dict[str, dict[str, float]]] = []
        while (passed := time.monotonic() - begun) < seconds:
            moment = begin + timedelta(days=DAYS) * (passed / seconds)
            server.publish({"case_open": float(boards % 997), "people": float(boards % 89)}, moment.isoformat())
            boards += 1
            pages["wall"].wait_for_timeout(1000 / BOARDS_A_SECOND)
            # Like with like: the playlist is looked at while it shows its wall.
            if passed >= seconds * len(found) / SAMPLES and pages["playlist"].locator(".wall").count():
                found.append({name: sample(session, process) for name, session in sessions.items()})
                print(json.dumps({"s": round(passed), **{n: rounded(one) for n, one in found[-1].items()}}), flush=True)
        shown = pages["wall"].locator('.card[data-indicator="case_open"] .value').inner_text()
        print(f"{boards} boards; the wall shows {shown}, sent was {(boards - 1) % 997}")
        browser.close()
    report(found)


def rounded(one: dict[str, float]) -> dict[str, float]:
    return {key: round(value, 1) for key, value in one.items()}


def report(found: list[dict[str, dict[str, float]]]) -> None:
    """The mean of the last quarter against that of the quarter after warm-up."""
    part = max(1, len(found) // 4)
    warm, end = found[int(len(found) * WARM) :][:part], found[-part:]
    for page in found[0]:
        for key in found[0][page]:
            before, after = (sum(one[page][key] for one in ones) / len(ones) for ones in (warm, end))
            change = after / before - 1
            verdict = "flat" if change <= GOAL else "GROWS"
            print(f"{page:<10}{key:<12}{before:10.1f} {after:10.1f}  {change:+.1%}  {verdict}")


if __name__ == "__main__":
    main()
