"""A town with a watched folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from data.profile import load_profile
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
