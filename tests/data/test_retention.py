"""Old samples shrink to days, and no number becomes wrong by it: it is what it was, or missing."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from data.board import Board, catalogue_of
from data.fault import Fault
from data.feeds.column import ARROW
from data.feeds.schema import SCHEMAS
from data.intake import Counts, take_rows
from data.profile import Profile, load_profile
from data.retention import BATCHES, POSTS, REJECTS, VERSIONS, Retention
from data.store import Store
from data.survey import Survey
from tests.data.squares import SOUTH, WEST, write_place

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 3, 18, 6, 30, tzinfo=UTC)  # a Wednesday, 14:30 there
HORIZON = datetime(2026, 3, 8, tzinfo=SHANGHAI)
DAYS = 40
OWN = """
[[indicators]]
id = "fixes_week"
title = { zh = "本周定位", en = "Fixes this week" }
meaning = { zh = "本周定位数", en = "Fixes of the week" }
rows = "SELECT fixed_at AS counted_at, * FROM patrol_fixes"
measure = "count(*)"
unit = { zh = "次", en = "times" }
period = "week"
"""
SAMPLED = ("patrol_fixes", "readings")


def place(folder: Path, keep: str | None, own: str = OWN) -> Profile:
    path = write_place(folder)
    text = path.read_text()
    for table in SAMPLED if keep else ():
        text = text.replace(f'schema = "{table}"\n', f'schema = "{table}"\nkeep = "{keep}"\n')
    path.write_text(text + own)
    return load_profile(str(path))


def rows_of(table: str, given: dict[str, list[object]]) -> pa.Table:
    many = len(next(iter(given.values())))
    columns = SCHEMAS[table].all_columns
    return pa.table({one.name: pa.array(given.get(one.name, [None] * many), ARROW[one.kind]) for one in columns})


def fixes() -> pa.Table:
    """Vehicles that drive at some hours of most days; one was seen for the last time long ago."""
    rng = np.random.default_rng(20260318)
    begin = NOW - timedelta(days=DAYS)
    times = sorted({begin + timedelta(seconds=int(one)) for one in rng.uniform(0, DAYS * 86_400, 1500)})
    vehicles = [f"car {rng.integers(6)}" if at > begin + timedelta(days=4) else "gone" for at in times]
    kinds = ["vessel" if vehicle == "car 5" else "vehicle" for vehicle in vehicles]
    return rows_of(
        "patrol_fixes",
        {
            "vehicle_id": list(vehicles),
            "fixed_at": list(times),
            "kind": list(kinds),
            "on_duty": [True] * len(times),
            "speed_km_h": [float(one) for one in rng.integers(0, 60, len(times))],
            "lon": [float(one) for one in rng.uniform(WEST, WEST + 0.036, len(times))],
            "lat": [float(one) for one in rng.uniform(SOUTH, SOUTH + 0.012, len(times))],
        },
    )


def readings() -> pa.Table:
    """Gauges that speak daily, one that speaks every three weeks, and one that fell silent out of range."""
    given: list[tuple[object, ...]] = [("silent", NOW - timedelta(days=35), 9.0)]
    given += [("seldom", NOW - timedelta(days=days), 9.0 if days > 5 else 1.0) for days in (38, 17, 1)]
    given += [("daily", NOW - timedelta(days=days, hours=1), 5.0 + days % 7) for days in range(DAYS)]
    names = ("device_id", "read_at", "value")
    columns = {name: list(one) for name, one in zip(names, zip(*given, strict=True), strict=True)}
    return rows_of("readings", columns | {"quantity": ["level"] * len(given)})


def devices() -> pa.Table:
    ids: list[object] = ["silent", "seldom", "daily"]
    given: dict[str, list[object]] = {"device_id": ids, "kind": ["gauge"] * 3, "low": [0.0] * 3, "high": [8.0] * 3}
    return rows_of("devices", given | {"quantity": ["level"] * 3})


def fill(store: Store) -> None:
    for table, rows in (("patrol_fixes", fixes()), ("readings", readings()), ("devices", devices())):
        take_rows(store, store.profile.feed(table), rows)


def kept(store: Store, now: datetime = NOW) -> int:
    """Does all of a day's upkeep; in how many slices."""
    retention, slices = Retention(store), 1
    while retention.slice(now):
        slices += 1
    return slices


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The town with forty days of samples, of which ten are to be kept."""
    monkeypatch.setenv("YIPING_VAR", str(tmp_path / "var"))
    opened = Store.open(place(tmp_path, "10d"))
    fill(opened)
    yield opened
    opened.close()


def numbers(board: Board, ids: list[str]) -> pd.DataFrame:
    """(indicator, level, place) × the trend and the year ago."""
    found = {
        (one.indicator.id, level, one.place): (*one.trend, one.year_ago)
        for level in board.measured
        for one in board.readings(level)
        if one.indicator.id in ids
    }
    return pd.DataFrame.from_dict(found, orient="index", dtype=float)


def test_every_number_stays_or_is_missing(store: Store) -> None:
    sampled = [one.id for one in catalogue_of(store.profile).indicators if any(name in one.rows for name in SAMPLED)]
    survey = Survey(store, catalogue_of(store.profile))
    before = numbers(survey.board(NOW), sampled)
    kept(store)
    further = survey.board(NOW + timedelta(seconds=1))
    after = numbers(Survey(store, catalogue_of(store.profile)).board(NOW), sampled)
    gone = after.isna() & before.notna()
    assert ((before == after) | gone | before.isna()).all().all()
    now = after.loc[[key for key in after.index if key[1] == "town"]]
    assert now[11].to_dict() == pytest.approx(before[11][now.index].to_dict(), nan_ok=True)
    for id, first in (("fixes_week", 10), ("patrol_vehicles_today", 1)):
        missing = after.isna().loc[[(id, "town", "方格镇")]].iloc[0]
        assert missing.tolist() == [n < first for n in range(12)] + [True]
        assert gone.loc[[(id, "town", "方格镇")]].iloc[0].tolist()[first - 1]
    # What lasts until the next sample is known up to the horizon, though its sample is older.
    out = after.loc[[("sensor_extraordinary", "town", "方格镇")]].iloc[0]
    assert out.tolist()[6:12] == [3, 3, 2, 2, 1, 1]
    assert out.notna().sum() == 11
    assert further.reading("fixes_week").trend[8:10] == (None, None)


def test_days_hold_what_the_rows_did(store: Store) -> None:
    frame = fixes().to_pandas()
    kept(store)
    frame["day"] = frame["fixed_at"].dt.tz_convert(SHANGHAI).dt.date
    old = frame[frame["fixed_at"] < HORIZON]
    expected = old.groupby(["day", "vehicle_id"])["speed_km_h"].agg(["count", "min", "max", "sum"])
    found = store.connection.execute(
        "SELECT day, vehicle_id, sum(samples)::BIGINT AS count, min(speed_km_h_min) AS min, max(speed_km_h_max) AS max,"
        " sum(speed_km_h_mean * samples) AS sum FROM patrol_fixes_days GROUP BY ALL ORDER BY ALL"
    ).df()
    found["day"] = found["day"].dt.date
    pd.testing.assert_frame_equal(found.set_index(["day", "vehicle_id"]), expected, check_dtype=False)
    left = store.connection.execute("SELECT vehicle_id, fixed_at FROM patrol_fixes ORDER BY fixed_at")
    left = left.to_arrow_table().to_pandas()
    carried = left[left["fixed_at"] < HORIZON]
    assert len(left) - len(carried) == len(frame) - len(old)
    assert set(carried["vehicle_id"]) == set(old["vehicle_id"])
    assert carried["vehicle_id"].is_unique
    last = store.connection.execute("SELECT value_last FROM readings_days WHERE device_id = 'silent'").fetchall()
    assert last == [(9.0,)]
    placed = store.connection.execute("SELECT DISTINCT village FROM patrol_fixes_days ORDER BY ALL").fetchall()
    assert [one for (one,) in placed if one] == ["v1", "v2", "v3"]


def test_a_row_that_comes_behind_the_horizon_is_refused_and_said(store: Store) -> None:
    kept(store)
    days = store.connection.execute("SELECT * FROM patrol_fixes_days ORDER BY ALL").fetchall()
    counts: Counts = take_rows(store, store.profile.feed("patrol_fixes"), fixes())
    late = sum(at < HORIZON for at in fixes()["fixed_at"].to_pylist())
    assert (counts.read, counts.rejected, counts.duplicate) == (len(fixes()), late, len(fixes()) - late)
    said = store.connection.execute("SELECT DISTINCT reason FROM rejects").fetchall()
    assert len(said) == 1
    assert "have shrunk to days" in said[0][0]
    kept(store, NOW + timedelta(days=1))
    again = store.connection.execute("SELECT * FROM patrol_fixes_days WHERE day < '2026-03-08' ORDER BY ALL").fetchall()
    assert again == days


def test_it_runs_once_a_day_in_slices_and_goes_on_after_a_stop(store: Store) -> None:
    seconds = iter(range(10_000))
    retention = Retention(store, clock=lambda: next(seconds) * 0.2)
    for _ in range(3):
        assert retention.slice(NOW)
    shrunk = store.connection.execute("SELECT count(DISTINCT day) FROM patrol_fixes_days").fetchall()[0][0]
    assert 1 <= shrunk <= 6
    kept(store)
    whole = store.connection.execute("SELECT count(*) FROM patrol_fixes_days").fetchall()
    assert Retention(store).slice(NOW + timedelta(hours=12)) is False  # 2:30 at night
    kept(store, NOW + timedelta(hours=13))
    assert store.connection.execute("SELECT count(*) FROM patrol_fixes_days").fetchall() > whole


def test_old_notes_go_after_their_time(store: Store) -> None:
    connection = store.connection
    old = {"rejects": REJECTS, "batches": BATCHES, "posts": POSTS, "cases_versions": VERSIONS}
    for table, age in old.items():
        columns = connection.execute(f"DESCRIBE {table}").fetchall()
        for days in (1, -1):
            stamp = NOW - age - timedelta(days=days)
            values = {"TIMESTAMP WITH TIME ZONE": stamp, "VARCHAR": f"{days}", "BIGINT": 0, "UBIGINT": 0}
            row = [values.get(kind, 0) for _, kind, *_ in columns]
            connection.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)
    kept(store)
    for table in old:
        column = {"posts": "key", "batches": "file", "rejects": "file", "cases_versions": "case_id"}[table]
        found = {name for (name,) in connection.execute(f"SELECT {column} FROM {table}").fetchall()}
        assert found - {"live"} == {"-1"}
    assert connection.execute("SELECT max(batch) FROM batches").fetchall() == [(3,)]


@pytest.mark.parametrize(
    ("keep", "own", "said"),
    [
        ("3d", "", "vessel_online_rate needs 8 days of patrol_fixes"),
        ("9d", OWN.replace('"week"', '"year"'), 'fixes_week needs 366 days of patrol_fixes: write "366d"'),
        ("900d", OWN.replace('"week"', '"total"'), "fixes_week counts rows of patrol_fixes however old"),
        ("900d", OWN.replace('"week"', '"now"'), "fixes_week counts rows of patrol_fixes however old"),
    ],
)
def test_a_keep_that_is_too_short_for_an_indicator_is_refused(tmp_path: Path, keep: str, own: str, said: str) -> None:
    with pytest.raises(Fault, match=said):
        catalogue_of(place(tmp_path, keep, own))


@pytest.mark.parametrize(
    ("table", "keep", "said"),
    [
        ("cases", "900d", "history needs every row of cases, only patrol_fixes and readings can shrink"),
        ("readings", "12h", 'write "1d" or more'),
        ("readings", "soon", "is not a duration"),
    ],
)
def test_a_keep_that_makes_no_sense_is_refused(tmp_path: Path, table: str, keep: str, said: str) -> None:
    path = write_place(tmp_path)
    path.write_text(path.read_text().replace(f'schema = "{table}"\n', f'schema = "{table}"\nkeep = "{keep}"\n'))
    with pytest.raises(Fault, match=said) as refused:
        load_profile(str(path))
    assert f"feeds[{table}]" in str(refused.value)
