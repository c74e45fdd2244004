"""Fifty displays on one server, a hundred cases a second by HTTP: from the event's sending to the number on the screen.

Two displays are real browsers, whose screens are read after each frame; the others speak Dash's WebSocket protocol.
Usage: PYTHONPATH=. python bench/displays.py [--seconds 60] [--profile zhewang] [--browsers 2]
"""

import argparse
import asyncio
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import httpx
import numpy as np
import psutil
from playwright.async_api import Page, async_playwright
from websockets.asyncio.client import connect
from websockets.typing import Origin

from tests.browser.conftest import ARGUMENTS, REPOSITORY
from tests.ports import free_port

BROWSERS, LIGHT = 2, 48
EVENTS_A_SECOND = 100
GOAL_S = 1.0
CARD = "case_total"
REQUEST = {
    "output": "wall-stream.data",
    "outputs": {"id": "wall-stream", "property": "data"},
    "changedPropIds": ["wall-view.data"],
    "state": [],
}
# Records the card's number and the time after each frame that changes it.
WATCH = """(card) => {
  window.seen = [];
  let last = '';
  const look = () => {
    const text = document.querySelector(`.card[data-indicator=${card}] .value`)?.textContent ?? '';
    if (text !== last) window.seen.push([Date.now() / 1000, Number(text.replaceAll(',', ''))]);
    last = text;
    requestAnimationFrame(look);
  };
  look();
}"""
Seen = list[tuple[float, float]]


class Display:
    """A light display: `seen` are times and numbers, `sizes` the bytes of each message."""

    def __init__(self) -> None:
        self.seen: Seen = []
        self.sizes: list[int] = []

    async def watch(self, url: str, number: int) -> None:
        view = {"language": "zh", "number": 0, "started_at": "", "round": str(number)}
        inputs = [{"id": "wall-view", "property": "data", "value": view}]
        request = {"type": "callback_request", "rendererId": f"light-{number}", "requestId": f"light-{number}-1"}
        async with connect(
            f"{url.replace('http', 'ws')}/_dash-ws-callback", origin=Origin(url), max_size=None
        ) as socket:
            await socket.send(json.dumps({**request, "payload": {**REQUEST, "inputs": inputs}}))
            async for text in socket:
                self.sizes.append(len(text))
                messages = json.loads(text)
                for message in messages if isinstance(messages, list) else [messages]:
                    await self.take(socket, message)

    async def take(self, socket: Any, message: dict[str, Any]) -> None:
        if message["type"] == "get_props_request":
            answer = {"type": "get_props_response", "requestId": message["requestId"]}
            view = {"round": message["rendererId"].removeprefix("light-")}
            await socket.send(json.dumps({**answer, "rendererId": message["rendererId"], "payload": {"data": view}}))
        elif message["type"] == "set_props" and message["payload"]["componentId"] == "wall-tick":
            slots = json.loads(message["payload"]["props"]["data"]["news"]).get("slots", {})
            if f"card-{CARD}" in slots:
                self.seen.append((time.time(), number_in(slots[f"card-{CARD}"])))


def number_in(component: Any) -> float:
    """The figure of a card as it is sent."""
    if isinstance(component, dict):
        props = component.get("props", {})
        if str(props.get("className", "")).startswith("value"):
            return float(str(props["children"]).replace(",", ""))
        return number_in(props.get("children"))
    found = [number_in(one) for one in component] if isinstance(component, list) else []
    return max(found, default=-1.0)


@contextmanager
def served(profile: str, folder: str) -> Iterator[tuple[str, str, psutil.Process]]:
    """The product's address, a token for its cases, and its process."""
    environment = {**os.environ, "YIPING_VAR": folder}
    words = [sys.executable, "app.py"]
    made = subprocess.run([*words, "token", "cases", "--profile", profile], cwd=REPOSITORY, env=environment, check=True,
                          capture_output=True, text=True)  # fmt: skip
    port = free_port()
    command = [*words, "serve", "--profile", profile, "--port", str(port)]
    server = subprocess.Popen(command, cwd=REPOSITORY, env=environment, stdout=subprocess.DEVNULL)
    try:
        url = f"http://127.0.0.1:{port}"
        for _ in range(600):
            try:
                if httpx.get(f"{url}/readyz", trust_env=False).is_success:
                    break
            except httpx.TransportError:
                pass
            time.sleep(0.2)
        yield url, made.stdout.strip(), psutil.Process(server.pid)
    finally:
        server.terminate()
        server.wait()


async def send(url: str, token: str, seconds: float) -> list[float]:
    """When each case was sent; a batch of ten every tenth of a second."""
    sent: list[float] = []
    headers = {"Authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(base_url=url, headers=headers, timeout=60, trust_env=False) as web:
        begun, posts = time.monotonic(), []
        for batch in range(round(seconds * EVENTS_A_SECOND / 10)):
            await asyncio.sleep(max(0.0, begun + batch / 10 - time.monotonic()))
            now = datetime.now(UTC).isoformat()
            rows = [{"case_id": f"bench-{batch}-{n}", "reported_at": now, "category": "市容"} for n in range(10)]
            sent += [time.time()] * 10
            posts.append(asyncio.create_task(web.post("/api/v1/feeds/cases", json=rows)))
        answers = [one.json() for one in await asyncio.gather(*posts)]
    assert sum(one.get("accepted", 0) for one in answers) == len(sent), answers[:3]
    return sent


def delays(sent: list[float], seen: Seen, base: float) -> list[float]:
    """Seconds until a display showed at least so many more cases; the town's own cases come on top and shorten none
    by more than their few a minute."""
    times, counts = np.array([at for at, _ in seen]), np.array([count - base for _, count in seen])
    first = np.searchsorted(np.maximum.accumulate(counts), np.arange(1, len(sent) + 1))
    return [float(times[one] - at) for one, at in zip(first, sent, strict=True) if one < len(times)]


async def measure(url: str, token: str, process: psutil.Process, seconds: float, browsers: int) -> None:
    displays = [Display() for _ in range(LIGHT)]
    watching = [asyncio.create_task(one.watch(url, number)) for number, one in enumerate(displays)]
    async with async_playwright() as playwright:
        executable = shutil.which("chromium-headless-shell") or shutil.which("chromium")
        browser = await playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        pages: list[Page] = [await browser.new_page() for _ in range(browsers)]
        for page in pages:
            await page.goto(f"{url}/wall")
            await page.wait_for_selector(".card", timeout=60_000)
            await page.evaluate(WATCH, CARD)
        while not all(one.seen for one in displays):
            await asyncio.sleep(0.2)
        base = displays[0].seen[-1][1]
        for one in displays:
            one.sizes.clear()
        process.cpu_percent()
        sent = await send(url, token, seconds)
        cpu = process.cpu_percent()
        await asyncio.sleep(5)
        screens: list[Seen] = [await page.evaluate("() => window.seen") for page in pages]
        await browser.close()
    for task in watching:
        task.cancel()
    await asyncio.gather(*watching, return_exceptions=True)
    report("to 48 light displays", [delays(sent, one.seen, base) for one in displays], len(sent))
    if browsers:
        report(f"to {browsers} screens", [delays(sent, one, base) for one in screens], len(sent))
    sizes = np.array([size for one in displays for size in one.sizes])
    print(f"messages: {len(sizes) / LIGHT / seconds:.1f} a second to each, median {np.median(sizes):,.0f} B, "
          f"p99 {np.percentile(sizes, 99):,.0f} B")  # fmt: skip
    print(f"server: {cpu:.0f} % of a core, {process.memory_info().rss / 1e6:,.0f} MB")


def report(name: str, found: list[list[float]], expected: int) -> None:
    every = np.array([one for display in found for one in display])
    lost = expected * len(found) - len(every)
    half, most = np.percentile(every, [50, 99])
    verdict = "reached" if most < GOAL_S and not lost else "MISSED"
    print(f"{name:<24} p50 {half:.2f} s  p99 {most:.2f} s  never shown {lost}  goal p99 < {GOAL_S:g} s: {verdict}")


def main() -> None:
    words = argparse.ArgumentParser()
    words.add_argument("--seconds", type=float, default=60)
    words.add_argument("--profile", default="zhewang")
    words.add_argument("--browsers", type=int, default=BROWSERS)
    asked = words.parse_args()
    print(f"machine: {os.cpu_count()} cores, {platform.machine()}; {asked.profile}, {EVENTS_A_SECOND} events a second")
    with tempfile.TemporaryDirectory() as folder, served(asked.profile, folder) as (url, token, process):
        asyncio.run(measure(url, token, process, asked.seconds, asked.browsers))


if __name__ == "__main__":
    main()
