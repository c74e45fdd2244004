"""A real MQTT broker on a free port, and what publishes to it."""

import os
import pwd
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from paho.mqtt import publish
from paho.mqtt.enums import MQTTProtocolVersion

from tests.ports import free_port

PROGRAM = Path("/usr/sbin/mosquitto")
USER, PASSWORD = "yiping", "p@ss/wörd"


class Mosquitto:
    """Keeps sessions and messages over its own restarts; nobody comes in without a password."""

    def __init__(self, folder: Path, certificate: Path | None = None) -> None:
        self.folder = folder
        self.port = free_port()
        self.certificate = certificate
        self.process: subprocess.Popen[bytes] | None = None
        folder.mkdir()
        subprocess.run(["mosquitto_passwd", "-b", "-c", folder / "users", USER, PASSWORD], check=True)
        tls = f"certfile {certificate}\nkeyfile {certificate.with_suffix('.key')}\n" if certificate else ""
        (folder / "mosquitto.conf").write_text(
            f"user {pwd.getpwuid(os.getuid()).pw_name}\nlistener {self.port} 127.0.0.1\n{tls}"
            f"allow_anonymous false\npassword_file {folder / 'users'}\n"
            f"persistence true\npersistence_location {folder}/\n"
        )

    def start(self) -> None:
        with (self.folder / "said.txt").open("ab") as said:
            self.process = subprocess.Popen(
                [PROGRAM, "-c", self.folder / "mosquitto.conf"], stdout=said, stderr=subprocess.STDOUT
            )
        end = time.monotonic() + 20
        while time.monotonic() < end:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.02)
        raise AssertionError((self.folder / "said.txt").read_text())

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(20)
            self.process = None

    def publish(self, topic: str, payloads: Sequence[str | bytes], qos: int = 1) -> None:
        """Returns once the broker has taken them."""
        trusted = {"ca_certs": str(self.certificate)} if self.certificate else None
        publish.multiple(
            [(topic, one, qos, False) for one in payloads],
            hostname="localhost" if trusted else "127.0.0.1",
            port=self.port,
            auth={"username": USER, "password": PASSWORD},
            protocol=MQTTProtocolVersion.MQTTv5,
            tls=trusted,  # type: ignore[arg-type]
        )


def certificate(folder: Path) -> Path:
    """A certificate of its own authority for localhost; its key lies beside it."""
    path = folder / "broker.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost", "-keyout", path.with_suffix(".key"), "-out", path],
        check=True,
        capture_output=True,
    )  # fmt: skip
    assert ssl.create_default_context(cafile=path)
    return path


def running(folder: Path, tls: bool = False) -> Iterator[Mosquitto]:
    broker = Mosquitto(folder / "broker", certificate(folder) if tls else None)
    broker.start()
    try:
        yield broker
    finally:
        broker.stop()
