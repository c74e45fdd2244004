"""A `watched` server as a test holds it: started on its port, stopped, started again, given boards."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import httpx

from tests.browser.conftest import REPOSITORY
from tests.ports import free_port


class Watched:
    """`url` stays the same from one run of the server to the next."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, version: str = "one") -> None:
        self.run("watched", version)

    def run(self, module: str, *words: str) -> None:
        """Starts one of the servers of this folder and waits until it is ready."""
        command = [sys.executable, "-m", f"tests.browser.{module}", str(self.port), *words]
        environment = os.environ | {"PYTHONPATH": "."}
        self.process = subprocess.Popen(command, cwd=REPOSITORY, stdin=subprocess.PIPE, env=environment)
        for _ in range(300):
            assert self.process.poll() is None
            with suppress(httpx.TransportError):
                if httpx.get(f"{self.url}/readyz", trust_env=False).status_code == httpx.codes.OK:
                    return
            time.sleep(0.2)
        raise TimeoutError("the server is not ready")

    def stop(self) -> None:
        if self.process is not None and self.process.stdin is not None:
            self.process.kill()
            self.process.wait()
            self.process.stdin.close()

    def publish(self, values: dict[str, float | None], as_of: str | None = None) -> None:
        line: dict[str, Any] = {"values": values, "as_of": as_of}
        self.tell(json.dumps(line))

    def tell(self, line: str) -> None:
        assert self.process is not None
        assert self.process.stdin is not None
        self.process.stdin.write(f"{line}\n".encode())
        self.process.stdin.flush()


@contextmanager
def watched_server() -> Iterator[Watched]:
    server = Watched()
    try:
        server.start()
        yield server
    finally:
        server.stop()
