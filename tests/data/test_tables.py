"""A store of an older version is opened, brought up to date and measured."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest

from data.board import catalogue_of
from data.fault import Fault
from data.profile import Profile, load_profile
from data.store import Store
from data.survey import build_board
from data.tables import VERSION
from tests.data.batches import BEGIN, content, loaded, take
from tests.data.squares import write_place

OLD_CASE = """
case_id VARCHAR, reported_at TIMESTAMPTZ, updated_at TIMESTAMPTZ, source VARCHAR, category VARCHAR,
subcategory VARCHAR, colour VARCHAR, urgent BOOLEAN, title VARCHAR, party VARCHAR, solved_level VARCHAR,
registered_at TIMESTAMPTZ, dispatched_at TIMESTAMPTZ, accepted_at TIMESTAMPTZ, arrived_on_site_at TIMESTAMPTZ,
handled_at TIMESTAMPTZ, closed_at TIMESTAMPTZ, checked_at TIMESTAMPTZ, rated_at TIMESTAMPTZ, archived_at TIMESTAMPTZ,
due_at TIMESTAMPTZ, suspended_at TIMESTAMPTZ, resumed_at TIMESTAMPTZ, returned_at TIMESTAMPTZ,
reworked_at TIMESTAMPTZ, extended_at TIMESTAMPTZ, escalated_at TIMESTAMPTZ, supervised_at TIMESTAMPTZ,
rating BIGINT, solved BOOLEAN, lon DOUBLE, lat DOUBLE, place VARCHAR,
spot INTEGER NOT NULL, placed_by UTINYINT NOT NULL, implausible UTINYINT NOT NULL,
digest UBIGINT NOT NULL, feed VARCHAR NOT NULL, batch BIGINT NOT NULL, arrived_at TIMESTAMPTZ NOT NULL
"""
OLD_TABLES = f"""
CREATE TABLE meta (name VARCHAR PRIMARY KEY, value VARCHAR NOT NULL);
CREATE TABLE spots (spot INTEGER, village VARCHAR, grid VARCHAR, micro_grid VARCHAR);
CREATE TABLE places (
    level VARCHAR, place VARCHAR, name VARCHAR, parent VARCHAR, kind VARCHAR, spot INTEGER, area_m2 DOUBLE);
CREATE TABLE batches (
    batch BIGINT, feed VARCHAR, file VARCHAR, begun_at TIMESTAMPTZ, arrived_at TIMESTAMPTZ, read BIGINT,
    accepted BIGINT, updated BIGINT, duplicate BIGINT, rejected BIGINT, unplaced BIGINT, implausible BIGINT);
CREATE TABLE rejects (
    batch BIGINT, feed VARCHAR, file VARCHAR, line BIGINT, source_column VARCHAR, reason VARCHAR, raw VARCHAR,
    arrived_at TIMESTAMPTZ);
CREATE TABLE delivered (feed VARCHAR, name VARCHAR);
CREATE TABLE tokens (source VARCHAR PRIMARY KEY, hash VARCHAR NOT NULL, made_at TIMESTAMPTZ);
CREATE TABLE cases ({OLD_CASE});
CREATE TABLE cases_versions ({OLD_CASE}, replaced_at TIMESTAMPTZ);
"""


@pytest.fixture
def profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Profile:
    monkeypatch.setenv("YIPING_VAR", str(tmp_path / "var"))
    return load_profile(str(write_place(tmp_path)))


def write_old(profile: Profile) -> None:
    """What version 1 wrote for the rows of the store that there is: its tables and columns, fingerprints over those."""
    path = profile.var / "store.duckdb"
    new = path.rename(path.with_name("new.duckdb"))
    with duckdb.connect(str(path)) as connection:
        connection.execute(f"SET TimeZone = 'UTC'; {OLD_TABLES}; ATTACH '{new}' AS new")
        for table in (
            "meta",
            "spots",
            "places",
            "batches",
            "rejects",
            "delivered",
            "tokens",
            "cases",
            "cases_versions",
        ):
            columns = ", ".join(row[0] for row in connection.execute(f"DESCRIBE {table}").fetchall())
            connection.execute(f"INSERT INTO {table} SELECT {columns} FROM new.{table}")
        connection.execute("UPDATE meta SET value = '1' WHERE name = 'version'")
        connection.execute("UPDATE cases SET digest = hash(case_id, title)")
        connection.execute("UPDATE cases_versions SET digest = hash(case_id, title)")
    new.unlink()


def test_a_store_of_version_1_goes_on_as_if_it_had_been_of_today(profile: Profile, tmp_path: Path) -> None:
    loaded(profile, 2).close()
    write_old(profile)
    store = Store.open(profile)
    assert store.meta("version") == str(VERSION)
    take(store, 2)
    take(store, 3)
    board = build_board(store, catalogue_of(profile), BEGIN + timedelta(hours=8))
    found = content(store.connection)
    store.close()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("YIPING_VAR", str(tmp_path / "clean"))
        clean = loaded(profile, 2)
        take(clean, 2)
        take(clean, 3)
        expected = build_board(clean, catalogue_of(profile), BEGIN + timedelta(hours=8))
        assert named(found["cases"]) == named(content(clean.connection)["cases"])
        assert named(found["cases_versions"]) == named(content(clean.connection)["cases_versions"])
        assert found["batches"] == content(clean.connection)["batches"]
        clean.close()
    values = {one.indicator.id: one.value for one in board.readings() if not one.indicator.id.startswith("quality_")}
    for one in expected.readings():
        assert one.indicator.id not in values or values[one.indicator.id] == one.value


def named(rows: list[tuple[object, ...]]) -> list[list[str]]:
    """What rows hold, whatever the order of their columns."""
    return sorted(sorted(map(repr, row)) for row in rows)


def test_a_store_of_a_later_version_is_refused(profile: Profile) -> None:
    store = loaded(profile, 1)
    store.set_meta("version", str(VERSION + 1))
    store.close()
    with pytest.raises(Fault, match=f"of version {VERSION + 1}, this program reads {VERSION}"):
        Store.open(profile)


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """A folder on a disk that can only be read. Skips where this machine does not let us have one."""
    bound = subprocess.run(["mount", "--bind", "-o", "ro", folder, folder], capture_output=True, check=False)
    if bound.returncode:
        pytest.skip("needs the right to mount")
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", folder], capture_output=True, check=True)
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


def test_a_disk_that_can_only_be_read_is_said(profile: Profile) -> None:
    loaded(profile, 1).close()
    with read_only(profile.var), pytest.raises(Fault, match="Read-only file system"):
        Store.open(profile)
    Store.open(profile).close()
