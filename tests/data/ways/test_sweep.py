"""What a killed server leaves behind."""

from pathlib import Path

import pytest

from data.profile import load_profile
from data.ways.http import PREFIX, sweep


def test_bodies_of_a_killed_server_are_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YIPING_VAR", str(tmp_path))
    profile = load_profile()
    body = profile.var / f"{PREFIX}abc" / "body.json"
    body.parent.mkdir(parents=True)
    body.write_text("{}")
    (profile.var / "store.duckdb").write_text("rows")
    sweep(profile)
    assert [one.name for one in profile.var.iterdir()] == ["store.duckdb"]
