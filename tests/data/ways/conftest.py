"""A town with a watched folder, one with a broker's messages, one with a database's view."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from data.profile import Profile, load_profile
from data.ways import pull
from tests.data.ways import linking, pulling
from tests.data.ways.brokers import PROGRAM, Mosquitto, running
from tests.data.ways.postgres import PROGRAMS, Postgres
from tests.data.ways.watching import REPOSITORY, TOWN, Watch


@pytest.fixture
def watch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watch]:
    monkeypatch.setenv("YIPING_VAR", str(tmp_path / "var"))
    squares = REPOSITORY / "tests" / "profiles" / "fuzhou.geojson"
    (tmp_path / "squares.geojson").write_text(squares.read_text())
    (tmp_path / "town.toml").write_text(TOWN)
    (tmp_path / "inbox").mkdir()
    watch = Watch(load_profile(str(tmp_path / "town.toml")))
    yield watch
    watch.store.close()


@pytest.fixture
def broker(tmp_path: Path, require: Callable[[bool, str], None]) -> Iterator[Mosquitto]:
    require(PROGRAM.exists(), "Mosquitto is not installed: apt-get install mosquitto")
    yield from running(tmp_path)


@pytest.fixture
def linked_place(tmp_path: Path, broker: Mosquitto, monkeypatch: pytest.MonkeyPatch) -> Profile:
    return linking.declared(tmp_path, broker, monkeypatch)


@pytest.fixture(scope="module")
def postgres(require: Callable[[bool, str], None]) -> Iterator[Postgres]:
    require(bool(PROGRAMS), "PostgreSQL is not installed: apt-get install postgresql")
    # Not under pytest's own folder: only its owner may enter that.
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        made = Postgres(Path(name) / "postgres")
        made.start()
        try:
            yield made
        finally:
            made.stop()


@pytest.fixture
def database(postgres: Postgres) -> Postgres:
    postgres.execute("DROP TABLE IF EXISTS orders CASCADE", pulling.TABLE, pulling.VIEW)
    return postgres


@pytest.fixture
def pulled_place(tmp_path: Path, database: Postgres, monkeypatch: pytest.MonkeyPatch) -> Profile:
    monkeypatch.setenv("YIPING_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("TEST_DATABASE", database.url.render_as_string(hide_password=False))
    monkeypatch.setattr(pull, "ROWS", 600)
    monkeypatch.setattr(pull, "LONGEST_PAUSE_SECONDS", 0.1)
    return pulling.declared(tmp_path)
