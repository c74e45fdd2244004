"""The real files: each is read through a declaration alone, and agrees with a plain reading of it."""

import csv
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from data.feeds.declaration import Feed
from data.feeds.read import Reject, read_feed

Take = Callable[..., Any]
NEW_YORK = "America/New_York"
NYC = {
    "case_id": "unique_key",
    "reported_at": "created_date",
    "closed_at": "closed_date",
    "category": "complaint_type",
    "subcategory": "descriptor",
    "lon": "longitude",
    "lat": "latitude",
    "place": "community_board",
    "party": "agency",
}
BOSTON = {
    "case_id": "CASE_ENQUIRY_ID",
    "reported_at": "OPEN_DT",
    "due_at": "TARGET_DT",
    "closed_at": "CLOSED_DT",
    "category": "SUBJECT",
    "subcategory": "REASON",
    "lon": "LONGITUDE",
    "lat": "LATITUDE",
    "source": "Source",
}
SOURCES = {"Constituent Call": "hotline", "Citizens Connect App": "snapshot", "*": "other"}


def boston(**keys: Any) -> Feed:
    return Feed.model_validate({"id": "b", "schema": "cases", "stale_after": "1d", "columns": BOSTON, **keys})


def test_boston_against_pandas(shared_data: Path) -> None:
    path = shared_data / "boston311" / "boston_311_2015.csv.gz"
    feed = boston(times=["%m/%d/%Y %I:%M:%S %p"], values={"source": SOURCES})
    chunks = list(read_feed(feed, path, NEW_YORK))
    rejects: list[Reject] = [reject for chunk in chunks for reject in chunk.rejects]
    assert rejects == []
    taken = pd.concat([chunk.rows.to_pandas() for chunk in chunks], ignore_index=True)
    plain = pd.read_csv(path, dtype=str, keep_default_na=False, usecols=list(BOSTON.values()))
    assert len(taken) == len(plain) == 121_145
    assert taken["line"].tolist() == list(range(2, 121_147))
    for name in ("reported_at", "due_at", "closed_at"):
        local = pd.to_datetime(plain[BOSTON[name]].replace("", None), format="%m/%d/%Y %I:%M:%S %p")
        # Of the hour that passes twice, the first passing: daylight time.
        instants = local.dt.tz_localize(NEW_YORK, ambiguous=True).dt.tz_convert("UTC")
        pd.testing.assert_series_equal(taken[name], instants.astype(taken[name].dtype), check_names=False)
    for name in ("case_id", "category", "subcategory"):
        assert taken[name].fillna("").tolist() == plain[BOSTON[name]].str.strip().tolist()
    for name in ("lon", "lat"):
        assert taken[name].tolist() == plain[BOSTON[name]].astype(float).tolist()
    assert taken["source"].tolist() == [SOURCES.get(source, "other") for source in plain["Source"]]


def test_new_york_is_the_same_as_csv_and_as_json(take: Take, shared_data: Path) -> None:
    folder = shared_data / "nyc311"
    table, document = (
        take(folder / f"nyc311_1000_2024-05-26.{suffix}", zone=NEW_YORK, columns=NYC) for suffix in ("csv", "json")
    )
    assert len(table.rows) == 1000
    assert table.rejects == document.rejects == []
    assert [{**row, "line": row["line"] - 1} for row in table.rows] == document.rows


def test_new_york_with_titles_for_headers(take: Take, shared_data: Path) -> None:
    path = shared_data / "nyc311" / "nyc311_924_2022-05-01.csv"
    columns = {"case_id": "Unique Key", "reported_at": "Created Date", "lon": "Longitude", "lat": "Latitude"}
    taken = take(path, zone=NEW_YORK, columns=columns, times=["%m/%d/%Y %I:%M:%S %p"])
    with path.open(encoding="utf-8", newline="") as file:
        plain = list(csv.DictReader(file))
    assert len(plain) == 924
    assert taken.ids == [row["Unique Key"] for row in plain]
    first = datetime.strptime(plain[0]["Created Date"], "%m/%d/%Y %I:%M:%S %p").replace(tzinfo=ZoneInfo(NEW_YORK))
    assert taken.rows[0]["reported_at"] == first


def test_cabs_without_header_are_named_by_their_files(take: Take, shared_data: Path) -> None:
    columns = {"vehicle_id": {"file": "stem", "match": "new_(.*)"}, "fixed_at": "unix", "lon": "lon", "lat": "lat",
               "kind": {"const": "vehicle"}, "on_duty": "occupied"}  # fmt: skip
    keys = {"schema": "patrol_fixes", "delimiter": " ", "header": ["lat", "lon", "occupied", "unix"], "times": ["unix"]}
    count = 0
    for path in sorted((shared_data / "taxi_sf").glob("new_*.txt")):
        taken = take(path, columns=columns, **keys)
        assert taken.rejects == []
        lat, lon, occupied, seconds = path.read_text().splitlines()[-1].split(" ")
        assert taken.rows[-1] == {
            "vehicle_id": path.stem.removeprefix("new_"),
            "fixed_at": datetime.fromtimestamp(int(seconds), UTC),
            "kind": "vehicle",
            "on_duty": occupied == "1",
            "lon": float(lon),
            "lat": float(lat),
            "line": len(taken.rows),
        }
        count += len(taken.rows)
    assert count == 110_714


def test_gauges_with_their_ordinary_range(take: Take, shared_data: Path) -> None:
    path = shared_data / "gauges_uk" / "station_data_2026.json"
    columns = {"device_id": "stationReference", "kind": {"const": "sensor"}, "lon": "long", "lat": "lat",
               "low": "stageScale.typicalRangeLow", "high": "stageScale.typicalRangeHigh"}  # fmt: skip
    taken = take(path, schema="devices", records="items", columns=columns)
    plain = json.loads(path.read_text(encoding="utf-8"))["items"]
    odd = [number for number, item in enumerate(plain, 1) if isinstance(item["lat"], list)]
    assert [reject.line for reject in taken.rejects] == odd
    assert len(taken.rows) == 2331 - len(odd)
    scales = [item.get("stageScale") for number, item in enumerate(plain, 1) if number not in odd]
    highs = [scale.get("typicalRangeHigh") if isinstance(scale, dict) else None for scale in scales]
    assert [row.get("high") for row in taken.rows] == highs


def test_readings_that_are_missing_or_lists_are_rejected(take: Take, shared_data: Path) -> None:
    path = shared_data / "gauges_uk" / "level_data_2026.json"
    columns = {"device_id": "stationReference", "quantity": "notation", "read_at": "latestReading.dateTime",
               "value": "latestReading.value"}  # fmt: skip
    taken = take(path, schema="readings", records="items", columns=columns)
    plain = [item.get("latestReading", {}) for item in json.loads(path.read_text(encoding="utf-8"))["items"]]
    good = [reading for reading in plain if isinstance(reading.get("value"), float)]
    assert [row["value"] for row in taken.rows] == [reading["value"] for reading in good]
    assert [row["read_at"] for row in taken.rows] == [datetime.fromisoformat(reading["dateTime"]) for reading in good]
    assert len(taken.rejects) == 3726 - len(good) > 0


def test_cameras(take: Take, shared_data: Path) -> None:
    path = shared_data / "cameras_nyc" / "nyc_dot_cameras.json"
    columns = {"device_id": "id", "kind": {"const": "camera"}, "name": "content", "lon": "longitude", "lat": "latitude"}
    taken = take(path, schema="devices", records="markers", columns=columns)
    assert (len(taken.rows), taken.rejects) == (723, [])
    assert taken.rows[0]["name"] == "1 Ave @ 110 St"


def test_the_hotline_has_an_id_by_its_content(take: Take, shared_data: Path) -> None:
    path = shared_data / "hotline_fuzhou" / "fuzhou_12345_river_complaints.csv"
    content = ["区", "河流", "标题", "时间", "投诉件内容"]
    columns = {"case_id": {"digest": content}, "reported_at": "时间", "title": "标题", "place": "区"}
    taken = take(path, zone="Asia/Shanghai", columns=columns)
    frame = pd.read_csv(path, encoding="utf-8-sig", dtype=str)
    assert (len(taken.rows), taken.rejects) == (1203, [])
    assert [row["place"] for row in taken.rows] == frame["区"].tolist()
    distinct = frame[content].drop_duplicates()
    assert len(set(taken.ids)) == len(distinct)
    assert all(row["reported_at"].hour == 16 for row in taken.rows)


def test_rejects_of_a_real_file_hold_nothing_that_is_not_mapped(shared_data: Path) -> None:
    path = shared_data / "boston311" / "boston_311_2015.csv.gz"
    feed = boston(times=["iso"])
    first = next(iter(read_feed(feed, path, NEW_YORK)))
    street = pd.read_csv(path, nrows=1)["LOCATION_STREET_NAME"][0]
    assert first.rows.num_rows == 0
    assert street not in repr(first.rejects[0])
    assert {*first.rejects[0].raw} == {*BOSTON.values()}
