"""Real files of other places, each through a profile alone; and what a batch may never do to the store."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest

from data.board import catalogue_of
from data.fault import Fault
from data.intake import Counts, take_file, take_profile
from data.profile import load_profile
from data.store import Store
from data.survey import build_board

PROFILES = Path(__file__).parents[1] / "profiles"
Open = Callable[[str], Store]


@pytest.fixture
def open_profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Opens the store of a profile file in a folder of its own."""
    monkeypatch.setenv("YIPING_VAR", str(tmp_path / "var"))
    stores = []

    def opened(profile: str) -> Store:
        stores.append(Store.open(load_profile(profile)))
        return stores[-1]

    yield opened
    for store in stores:
        store.close()


def summed(counts: Counts) -> bool:
    return counts.read == counts.accepted + counts.updated + counts.duplicate + counts.rejected


def test_new_york_by_csv_and_by_json_is_the_same(open_profile: Open, shared_data: Path) -> None:
    store = open_profile(str(PROFILES / "new_york.toml"))
    feed = store.profile.feed("requests")
    folder = shared_data / "nyc311"
    first = take_file(store, feed, folder / "nyc311_1000_2024-05-26.csv")
    again = take_file(store, feed, folder / "nyc311_1000_2024-05-26.json")
    assert (first.accepted, first.rejected) == (1000, 0)
    assert (again.duplicate, again.updated, again.accepted) == (1000, 0, 0)
    rows = store.connection.execute("SELECT case_id, grid FROM cases JOIN spots USING (spot)").df()
    raw = pd.read_csv(folder / "nyc311_1000_2024-05-26.csv", dtype=str)
    board = raw["community_board"].str.extract(r"^(\d\d) (\w+)")
    boroughs = {"MANHATTAN": "1", "BRONX": "2", "BROOKLYN": "3", "QUEENS": "4", "STATEN": "5"}
    recorded = (board[1].map(boroughs) + board[0]).rename("recorded")
    both = rows.merge(pd.concat([raw["unique_key"], recorded], axis=1), left_on="case_id", right_on="unique_key")
    known = both.dropna(subset=["recorded", "grid"])
    known = known[known["recorded"].isin(set(store.spotter.places.level("grid").frame["id"]))]
    assert len(known) > 900
    assert (known["recorded"] == known["grid"]).mean() >= 0.985


def test_the_other_places_load_through_their_profiles(open_profile: Open, shared_data: Path) -> None:
    assert shared_data
    found: dict[str, Counts] = {}
    for profile in ("new_york", "san_francisco", "england", "fuzhou"):
        store = open_profile(str(PROFILES / f"{profile}.toml"))
        found |= {f"{profile}.{counts.feed}": counts for counts in take_profile(store)}
        again = list(take_profile(store))
        assert all(counts.accepted == counts.updated == 0 for counts in again), again
    assert all(summed(counts) for counts in found.values())
    assert found["new_york.requests_2022"].accepted == 924
    assert found["new_york.cameras"].accepted == 723
    assert found["san_francisco.cabs"].accepted == 110_714
    assert found["england.gauges"].accepted + found["england.gauges"].rejected == 2331
    assert found["england.levels"].read == 3726
    assert found["fuzhou.complaints"].read == 1203
    assert found["fuzhou.complaints"].unplaced == 0


def items(path: Path) -> pd.DataFrame:
    return pd.DataFrame(json.loads(path.read_text())["items"])


def test_gauges_out_of_their_range_equal_pandas(open_profile: Open, shared_data: Path) -> None:
    store = open_profile(str(PROFILES / "england.toml"))
    list(take_profile(store))
    board = build_board(store, catalogue_of(store.profile))
    stations = items(shared_data / "gauges_uk" / "station_data_2026.json")
    scale = stations["stageScale"].apply(lambda one: one if isinstance(one, dict) else {}).apply(pd.Series)
    stations = stations.assign(low=scale["typicalRangeLow"], high=scale["typicalRangeHigh"])
    stations = stations[stations["lat"].apply(lambda one: isinstance(one, float))]
    readings = items(shared_data / "gauges_uk" / "level_data_2026.json")
    latest = readings["latestReading"].apply(lambda one: one if isinstance(one, dict) else {}).apply(pd.Series)
    readings = readings.assign(value=pd.to_numeric(latest["value"], errors="coerce"))
    both = readings.dropna(subset=["value"]).merge(stations, on="stationReference")
    outside = (both["value"] < both["low"]) | (both["value"] > both["high"])
    assert board.reading("sensor_extraordinary").value == outside.sum() > 100


def test_fuzhou_is_placed_by_the_names_of_its_districts(open_profile: Open, shared_data: Path) -> None:
    store = open_profile(str(PROFILES / "fuzhou.toml"))
    list(take_profile(store))
    board = build_board(store, catalogue_of(store.profile))
    raw = pd.read_csv(shared_data / "hotline_fuzhou" / "fuzhou_12345_river_complaints.csv", encoding="utf-8-sig")
    expected = raw.drop_duplicates(["标题", "时间", "投诉件内容"]).groupby("区").size()
    for district, cases in expected.items():
        assert board.reading("case_total", "village", str(district)).value == cases


def test_cabs_lie_in_the_squares_that_geopandas_says(open_profile: Open, shared_data: Path) -> None:
    store = open_profile(str(PROFILES / "san_francisco.toml"))
    feed = store.profile.feed("cabs")
    take_file(store, feed, shared_data / "taxi_sf" / "new_abboip.txt")
    rows = store.connection.execute("SELECT lon, lat, grid FROM patrol_fixes JOIN spots USING (spot)").df()
    squares = gpd.read_file(PROFILES / "san_francisco.geojson")
    points = gpd.GeoDataFrame(rows, geometry=gpd.points_from_xy(rows["lon"], rows["lat"], crs=4326))
    hits = gpd.sjoin(points, squares, predicate="intersects")
    hits = hits.sort_values("index_right")
    first = hits[~hits.index.duplicated()]["id"]
    assert (rows.loc[first.index, "grid"] == first).all()


CASES = """
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


@pytest.fixture
def small(tmp_path: Path, open_profile: Open) -> tuple[Store, Path]:
    """A store of two villages and an empty cases.csv to write."""
    (tmp_path / "squares.geojson").write_text((PROFILES / "fuzhou.geojson").read_text())
    (tmp_path / "small.toml").write_text(CASES)
    return open_profile(str(tmp_path / "small.toml")), tmp_path / "cases.csv"


HEADER = "case_id,reported_at,updated_at,closed_at,lon,lat,place\n"


def take(small: tuple[Store, Path], rows: str) -> Counts:
    store, path = small
    path.write_text(HEADER + rows)
    counts = take_file(store, store.profile.feed("cases"), path)
    assert summed(counts)
    return counts


def test_a_newer_version_replaces_and_the_older_stays(small: tuple[Store, Path]) -> None:
    take(small, "a,2026-01-01T08:00,,,119.25,26.05,\n")
    counts = take(small, "a,2026-01-01T08:00,,2026-01-02T08:00,119.25,26.05,\n")
    assert (counts.accepted, counts.updated, counts.duplicate) == (0, 1, 0)
    store = small[0]
    assert store.connection.execute("SELECT count(closed_at), count(*) FROM cases").fetchall() == [(1, 1)]
    kept = "SELECT closed_at, replaced_at >= arrived_at FROM cases_versions"
    assert store.connection.execute(kept).fetchall() == [(None, True)]


def test_an_older_version_that_comes_late_is_kept_but_not_current(small: tuple[Store, Path]) -> None:
    take(small, "a,2026-01-01T08:00,2026-01-03T08:00,2026-01-02T08:00,119.25,26.05,\n")
    take(small, "a,2026-01-01T08:00,2026-01-02T08:00,,119.25,26.05,\n")
    store = small[0]
    assert store.connection.execute("SELECT count(closed_at) FROM cases").fetchall() == [(1,)]
    assert store.connection.execute("SELECT count(*) FROM cases_versions").fetchall() == [(1,)]


def test_two_versions_in_one_file_load_twice_without_change(small: tuple[Store, Path]) -> None:
    rows = "a,2026-01-01T08:00,,,119.25,26.05,\na,2026-01-01T08:00,,2026-01-02T08:00,119.25,26.05,\n"
    first = take(small, rows)
    assert (first.read, first.accepted, first.updated) == (2, 1, 1)
    again = take(small, rows)
    assert (again.accepted, again.updated, again.duplicate) == (0, 0, 2)
    assert small[0].connection.execute("SELECT count(*) FROM cases_versions").fetchall() == [(1,)]


def test_points_that_cannot_be_real_are_kept_counted_and_placed_by_name(small: tuple[Store, Path]) -> None:
    rows = "a,2026-01-01T08:00,,,0,0,\nb,2026-01-01T08:00,,,26.05,119.25,台江区\nc,2026-01-01T08:00,,,119,26,\n"
    default = "".join(f"d{n},2026-01-01T09:00,,,119.25,26.05,\n" for n in range(150))
    spread = "".join(f"e{n},2026-01-01T09:00,,,119.2{n:04d}1,26.05,\n" for n in range(1500))
    counts = take(small, rows + default + spread)
    assert (counts.accepted, counts.implausible, counts.unplaced) == (1653, 153, 152)
    found = small[0].connection.execute(
        "SELECT case_id, implausible, village FROM cases LEFT JOIN spots USING (spot) "
        "WHERE case_id IN ('a', 'b', 'c', 'd0')"
    )
    assert sorted(found.fetchall()) == [("a", 1, None), ("b", 2, "台江区"), ("c", 3, None), ("d0", 6, None)]


def test_a_batch_that_fails_leaves_the_store_as_it_was(small: tuple[Store, Path]) -> None:
    take(small, "a,2026-01-01T08:00,,,119.25,26.05,\n")
    store, path = small
    before = store.connection.execute("SELECT count(*) FROM batches").fetchall()
    path.write_text("id,when\nx,2026-01-01\n")
    with pytest.raises(Fault, match="case_id"):
        take_file(store, store.profile.feed("cases"), path)
    assert store.connection.execute("SELECT count(*) FROM batches").fetchall() == before
    assert store.connection.execute("SELECT count(*) FROM cases").fetchall() == [(1,)]


def test_an_encoding_that_the_file_is_not_in_is_said(small: tuple[Store, Path]) -> None:
    store, path = small
    path.write_text(HEADER + "a,2026-01-01T08:00,,,119.25,26.05,\n")
    feed = store.profile.feed("cases").model_copy(update={"encoding": "utf-16"})
    with pytest.raises(Fault, match="is not utf-16"):
        take_file(store, feed, path)


def test_a_store_belongs_to_one_profile(small: tuple[Store, Path], open_profile: Open) -> None:
    store, path = small
    store.close()
    other = path.parent / "elsewhere"
    other.mkdir()
    (other / "squares.geojson").write_text((PROFILES / "fuzhou.geojson").read_text())
    (other / "small.toml").write_text(CASES)
    with pytest.raises(Fault, match="another file name"):
        open_profile(str(other / "small.toml"))


def test_rows_are_placed_anew_when_the_polygons_change(small: tuple[Store, Path], open_profile: Open) -> None:
    take(small, "a,2026-01-01T08:00,,,119.25,26.05,\nb,2026-01-01T08:00,,,0,0,台江区\n")
    store, path = small
    store.close()
    squares = path.parent / "squares.geojson"
    squares.write_text(squares.read_text().replace("鼓楼区", "新区"))
    again = open_profile(str(path.parent / "small.toml"))
    found = again.connection.execute("SELECT case_id, village FROM cases JOIN spots USING (spot) ORDER BY case_id")
    assert found.fetchall() == [("a", "新区"), ("b", "台江区")]


def test_rejects_are_kept_with_line_reason_and_only_the_mapped_columns(small: tuple[Store, Path]) -> None:
    store, path = small
    path.write_text(
        "case_id,reported_at,phone,name\na,2026-01-01T08:00,13800000000,张三\nb,32/13/2026,13900000000,李四\n"
    )
    counts = take_file(store, store.profile.feed("cases"), path)
    assert (counts.accepted, counts.rejected) == (1, 1)
    ((line, reason, raw),) = store.connection.execute("SELECT line, reason, raw FROM rejects").fetchall()
    assert line == 3
    assert "32/13/2026" in reason
    assert "13900000000" not in raw
    assert "李四" not in raw
