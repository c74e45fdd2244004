"""A real PostgreSQL on a free port, made for the test."""

import os
import shutil
import subprocess
from pathlib import Path

import sqlalchemy as sa

from tests.ports import free_port

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
USER, PASSWORD = "reader", "p@ss/wörd"


class Postgres:
    """It refuses to run as root: then user postgres runs it, in a folder that this user can reach."""

    def __init__(self, folder: Path) -> None:
        self.bin = PROGRAMS[-1].parent
        self.folder = folder
        self.port = free_port()
        folder.mkdir(parents=True)
        self.prefix: list[str] = []
        if os.getuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
            self.prefix = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        word = folder / "password"
        word.write_text(PASSWORD)
        word.chmod(0o644)
        # No sync: what a test writes may go with the machine.
        self.run("initdb", "-D", self.data, "-U", USER, "-A", "scram-sha-256", f"--pwfile={word}", "-E", "UTF8",
                 "--locale=C", "--no-sync")  # fmt: skip

    @property
    def data(self) -> str:
        return str(self.folder / "data")

    @property
    def url(self) -> sa.URL:
        return sa.URL.create("postgresql+psycopg", USER, PASSWORD, "127.0.0.1", self.port, "postgres")

    def run(self, program: str, *words: str) -> None:
        environment = {"PATH": os.environ["PATH"], "LC_ALL": "C", "TZ": "America/New_York"}
        command = [*self.prefix, str(self.bin / program), *words]
        subprocess.run(command, check=True, capture_output=True, cwd=self.folder, env=environment, timeout=60)

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
        self.run("pg_ctl", "-D", self.data, "-w", "-l", str(self.folder / "log"), "-o", options, "start")

    def stop(self) -> None:
        self.run("pg_ctl", "-D", self.data, "-w", "-m", "immediate", "stop")

    def execute(self, *statements: str) -> None:
        engine = sa.create_engine(self.url, poolclass=sa.NullPool)
        with engine.begin() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)
