"""A disk that is full or cannot be written: said, survived, and gone on from; nothing acknowledged is lost."""

import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.data.ways.pushed import Server

ROWS = 500


@pytest.fixture
def small_disk(tmp_path: Path, require: Callable[[bool, str], None]) -> Iterator[Path]:
    """A disk of 64 MB, mounted where the town writes to."""
    disk = tmp_path / "var"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(disk)]
    able = os.geteuid() == 0 and subprocess.run(command, capture_output=True, check=False).returncode == 0
    require(able, "only root may mount a small disk")
    yield disk
    subprocess.run(["umount", "--lazy", disk], check=True)


def rows(number: int) -> list[dict[str, Any]]:
    return [
        {"case_id": f"{number}-{n}", "reported_at": "2026-03-04T09:00", "lon": 119.2 + n / 10**5, "lat": 26.05}
        for n in range(ROWS)
    ]


def fill(file: Path) -> None:
    """Takes all the room that is left."""
    size = shutil.disk_usage(file.parent).free
    with file.open("wb", buffering=0) as whole:
        os.posix_fallocate(whole.fileno(), 0, size)


def test_a_full_disk_is_said_and_survived(tmp_path: Path, small_disk: Path) -> None:
    server = Server(tmp_path)
    acknowledged = []

    def send(number: int) -> httpx.Response:
        answer = server.post("cases", rows(number))
        if answer.is_success:
            acknowledged.append(number)
        return answer

    try:
        assert send(0).is_success
        for times in (1, 2):
            fill(small_disk / "full")
            refused = [one for one in (send(times * 10 + n) for n in range(4)) if not one.is_success]
            assert refused
            for answer in refused:
                assert answer.status_code == httpx.codes.SERVICE_UNAVAILABLE
                assert int(answer.headers["Retry-After"]) > 0
                assert "the disk is full" in answer.json()["error"]
            assert server.web.get("/readyz").is_success
            assert server.web.get("/api/v1/readings").is_success
            assert "the disk is full" in (tmp_path / "said.txt").read_text()
            (small_disk / "full").unlink()
            server.wait_for(lambda number=times * 10 + 9: send(number).is_success)
        server.wait_for(lambda: server.reported() == 1 + ROWS * len(acknowledged))
        fill(small_disk / "full")
        assert not send(30).is_success
        server.stop(signal.SIGKILL)
        (small_disk / "full").unlink()
        server.start()
        server.wait_for(lambda: server.reported() == 1 + ROWS * len(acknowledged))
        server.wait_for(lambda: send(31).is_success)
        for number in acknowledged:
            assert server.post("cases", rows(number)).json()["duplicate"] == ROWS
    finally:
        server.stop(signal.SIGTERM)


@pytest.mark.thorough
def test_a_disk_that_can_only_be_read_is_said_at_the_start(tmp_path: Path, small_disk: Path) -> None:
    town = Server(tmp_path, running=False)
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    for command in ("load", "serve"):
        process = town.run(command, *(["--port", "0"] if command == "serve" else []))
        process.communicate(timeout=60)
        assert process.returncode == 1
    said = (tmp_path / "said.txt").read_text()
    assert said.count("store.duckdb: cannot be opened") == 2
    assert said.count("Read-only file system") == 2
    assert "Traceback" not in said
