"""The first start of the default profile, from an empty folder to a wall that is ready, simulation included."""

import os
import platform
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

REPOSITORY = Path(__file__).resolve().parents[1]
LIMIT_S = 120


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def seconds_until_ready(folder: str) -> float:
    """Starts the server on `folder` and waits for /readyz; the server is stopped again."""
    port = free_port()
    begun = time.perf_counter()
    server = subprocess.Popen(
        [sys.executable, "app.py", "serve", "--port", str(port)],
        cwd=REPOSITORY,
        env={**os.environ, "YIPING_VAR": folder},
        stdout=subprocess.DEVNULL,
    )
    try:
        while time.perf_counter() - begun < LIMIT_S:
            try:
                with urlopen(f"http://127.0.0.1:{port}/readyz") as answer:
                    if answer.status == 200:
                        return time.perf_counter() - begun
            except URLError:
                time.sleep(0.05)
        raise TimeoutError(f"not ready after {LIMIT_S} s")
    finally:
        server.terminate()
        server.wait()


def main() -> None:
    print(f"machine: {os.cpu_count()} cores, {platform.machine()}; zhewang, seven years of simulated feeds")
    with tempfile.TemporaryDirectory() as folder:
        print(f"{'first run, simulation included':<34}{seconds_until_ready(folder):7.1f} s   (goal 15 s)")
        print(f"{'second run, the store is there':<34}{seconds_until_ready(folder):7.1f} s")


if __name__ == "__main__":
    main()
