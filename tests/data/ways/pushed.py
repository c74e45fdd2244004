"""A little town in a process of its own, to which rows are pushed over HTTP."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.ports import free_port

REPOSITORY = Path(__file__).resolve().parents[3]
TOWN = """
title = { zh = "试", en = "Test" }
clock = "data"

[[levels]]
id = "village"
title = { zh = "村", en = "Village" }
path = "squares.geojson"

[[feeds]]
id = "cases"
schema = "cases"
path = "first.csv"
stale_after = "1d"

[[feeds]]
id = "hotline"
schema = "cases"
encoding = "gb18030"
times = ["%Y年%m月%d日 %H:%M"]
stale_after = "1d"
columns = { case_id = "工单号", reported_at = "来电时间", category = "类别", lon = "经度", lat = "纬度" }
"""
STARTED_WITHIN_S = 180
HEADER = "case_id,reported_at,category,lon,lat\n"
FIRST = HEADER + "first,2026-03-04T08:00,市容,119.25,26.05\n"


class Server:
    """The product's own process, serving the little town of a folder."""

    def __init__(self, folder: Path, running: bool = True, more: str = "") -> None:
        self.folder = folder
        squares = REPOSITORY / "tests" / "profiles" / "fuzhou.geojson"
        (folder / "squares.geojson").write_text(squares.read_text())
        (folder / "town.toml").write_text(TOWN + more)
        (folder / "first.csv").write_text(FIRST)
        self.tokens = {feed: self.run("token", feed).communicate()[0].strip() for feed in ("cases", "hotline")}
        if running:
            self.start()

    def run(self, command: str, *words: str) -> subprocess.Popen[str]:
        program = [sys.executable, str(REPOSITORY / "app.py"), command, "--profile", str(self.folder / "town.toml")]
        with (self.folder / "said.txt").open("a") as said:
            return subprocess.Popen(
                [*program, *words],
                env={**os.environ, "YIPING_VAR": str(self.folder / "var")},
                stdout=subprocess.PIPE,
                stderr=said,
                text=True,
            )

    def start(self) -> None:
        self.launch()
        self.wait_for(lambda: self.web.get("/readyz").is_success, STARTED_WITHIN_S)

    def launch(self) -> None:
        """Starts the process without waiting for it; it listens at another port each time."""
        port = free_port()
        self.process = self.run("serve", "--port", str(port))
        self.url = f"http://127.0.0.1:{port}"
        self.web = httpx.Client(base_url=self.url, timeout=60, trust_env=False)

    def wait_for(self, true: Any, within_s: float = 60) -> None:
        end = time.monotonic() + within_s
        while time.monotonic() < end and self.process.poll() is None:
            try:
                if true():
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.05)
        pytest.fail((self.folder / "said.txt").read_text() or f"it did not come about in {within_s:.0f} s")

    def stop(self, how: signal.Signals) -> None:
        self.web.close()
        self.process.send_signal(how)
        self.process.communicate(timeout=60)

    def post(self, feed: str, content: Any, headers: dict[str, str] | None = None) -> httpx.Response:
        body = content if isinstance(content, bytes | str) else json.dumps(content, ensure_ascii=False)
        known = {"Authorization": f"Bearer {self.tokens[feed]}", "Content-Type": "application/json"}
        return self.web.post(f"/api/v1/feeds/{feed}", content=body, headers=known | (headers or {}))

    def reported(self) -> float | None:
        """The cases of the newest day, as the board has them now."""
        rows = self.web.get("/api/v1/readings").json()
        values: dict[str, float | None] = {row["indicator"]: row["value"] for row in rows}
        return values["case_reported_today"]
