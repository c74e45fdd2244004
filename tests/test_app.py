"""The command line as scripts and cron use it: what it prints, where, and how it exits."""

import csv
import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app import main

REPOSITORY = Path(__file__).resolve().parents[1]
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
path = "cases.csv"
stale_after = "1d"
"""
CASES = """case_id,reported_at,due_at,closed_at,lon,lat
a,2026-03-02T08:00,2026-03-03T08:00,2026-03-02T20:00,119.25,26.05
b,2026-03-02T09:00,2026-03-03T09:00,2026-03-03T10:00,119.25,26.05
c,not a time,,,119.35,26.05
d,2026-03-04T10:00,2026-03-09T10:00,,119.35,26.05
"""


@pytest.fixture
def town(tmp_path: Path) -> Path:
    squares = REPOSITORY / "tests" / "profiles" / "fuzhou.geojson"
    (tmp_path / "squares.geojson").write_text(squares.read_text())
    (tmp_path / "cases.csv").write_text(CASES)
    (tmp_path / "town.toml").write_text(TOWN)
    return tmp_path / "town.toml"


def run(town: Path, command: str, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(REPOSITORY / "app.py"), command, "--profile", str(town), *words],
        env={**os.environ, "YIPING_VAR": str(town.parent / "var")},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.fixture
def called(
    town: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., subprocess.CompletedProcess[str]]:
    """`called(command, *words)`: the same in this process, which has loaded its libraries already."""
    monkeypatch.setenv("YIPING_VAR", str(town.parent / "var"))

    def call(command: str, *words: str) -> subprocess.CompletedProcess[str]:
        try:
            code = main([command, "--profile", str(town), *words])
        except SystemExit as ended:
            code = int(ended.code or 0)
        told = capsys.readouterr()
        return subprocess.CompletedProcess(words, code, told.out, told.err)

    return call


def test_load_and_measure(town: Path, called: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    loaded = run(town, "load")
    assert loaded.returncode == 0, loaded.stderr
    assert loaded.stdout == "cases: read 4, accepted 3, updated 0, duplicate 0, rejected 1, unplaced 0\n"
    assert "cases.csv line 4" in loaded.stderr
    again = called("load", f"cases={town.parent / 'cases.csv'}")
    assert again.stdout == "cases: read 4, accepted 0, updated 0, duplicate 3, rejected 1, unplaced 0\n"

    measured = run(town, "measure", "--level", "village", "--format", "json")
    assert measured.returncode == 0, measured.stderr
    rows = json.loads(measured.stdout)
    keys = {"indicator", "level", "place", "value", "numerator", "denominator", "unit", "period", "as_of", "stale"}
    assert all(row.keys() == keys for row in rows)
    found = {(row["indicator"], row["place"]): row for row in rows}
    rate = found["case_on_time_rate", "鼓楼区"]
    assert (rate["value"], rate["numerator"], rate["denominator"], rate["unit"]) == (50, 1, 2, "%")
    assert rate["as_of"] == "2026-03-04T02:00:00+00:00"
    assert found["case_on_time_rate", "台江区"]["value"] is None
    assert found["case_satisfaction_rate", "鼓楼区"]["value"] is None

    table = called("measure", "--format", "csv", "--as-of", "2026-03-02T12:00")
    by_name = {row["indicator"]: row for row in csv.DictReader(table.stdout.splitlines())}
    assert by_name["case_open"]["value"] == "2.0"


def test_a_fault_is_said_on_standard_error_without_a_traceback(town: Path) -> None:
    ended = run(town, "load", "cases=nowhere.csv")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "nowhere.csv" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("load", "hotline=cases.csv"), 1, 'no feed "hotline"'),
        (("load", "cases"), 2, "FEED=FILE"),
        (("serve", "--port", "99999"), 2, "--port"),
        (("measure", "--as-of", "yesterday"), 2, '"yesterday" is no time'),
        (("measure", "--level", "grid"), 1, 'no level "grid"'),
        (("measure", "--level", "county"), 2, "invalid choice"),
        (("token",), 2, "SOURCE"),
        (("token", "hotline"), 1, 'no feed "hotline"'),
    ],
)
def test_each_fault_has_its_code_and_its_words(
    called: Callable[..., subprocess.CompletedProcess[str]], words: tuple[str, ...], code: int, said: str
) -> None:
    ended = called(*words)
    assert ended.returncode == code
    assert said in ended.stderr


def test_check_names_what_is_wrong_and_fails(
    town: Path, called: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    ended = called("check")
    assert ended.returncode == 1
    assert "line 4" in ended.stdout
    assert "not a time" in ended.stdout
    (town.parent / "cases.csv").write_text(CASES.replace("not a time", "2026-03-03T10:00"))
    mended = called("check")
    assert (mended.returncode, mended.stdout) == (0, "town: nothing wrong\n")


def test_a_token_is_printed_once_and_kept_hashed(
    town: Path, called: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    first, second = run(town, "token", "cases"), called("token", "cases")
    assert first.returncode == 0
    assert len(first.stdout.strip()) >= 40
    assert first.stdout != second.stdout
    stored = (town.parent / "var" / "town" / "store.duckdb").read_bytes()
    assert second.stdout.strip().encode() not in stored


def test_a_wall_of_unknown_indicators_refuses_to_start(town: Path) -> None:
    town.write_text(TOWN + '\n[wall]\nheadline = ["case_reportde_today"]\n')
    ended = run(town, "serve")
    assert ended.returncode == 1
    assert "case_reportde_today" in ended.stderr


def test_a_port_that_is_taken_is_said(town: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ended = run(town, "serve", "--port", str(taken.getsockname()[1]))
    assert ended.returncode == 1
    assert "--port" in ended.stderr
