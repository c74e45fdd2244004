"""The same content in every format gives the same rows; nothing undeclared ever comes along; the counts add up."""

import csv
import gzip
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from data.fault import Fault
from data.feeds.declaration import Feed
from data.feeds.read import read_feed

Take = Callable[..., Any]
COLUMNS = {"case_id": "编号", "reported_at": "时间", "title": "标题", "lon": "经度", "lat": "纬度", "solved": "解决"}
HEADER = ["编号", "时间", "标题", "经度", "纬度", "解决", "姓名", "电话", "身份证"]
CASES = {"id": "f", "schema": "cases", "stale_after": "1d"}
SECRETS = ["张三", "13800000000", "320721199001011234"]
TABLE = [
    ["1", "2026-02-03 12:00:00", '垃圾, "满"\n了', "119.1", "35.0625", "是", *SECRETS],
    ["2", "2026-02-04 00:00:00", "", "", "", "", *SECRETS],
    ["3", "2026-02-05 23:59:59", "é", "119.2", "35.5", "否", *SECRETS],
    ["4", "no time", "é", "119.2", "35.5", "否", *SECRETS],
]


def delimited(delimiter: str = ",", header: bool = True) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter)
    writer.writerows([HEADER, *TABLE] if header else TABLE)
    return buffer.getvalue()


def records() -> list[dict[str, Any]]:
    return [dict(zip(HEADER, row, strict=True)) for row in TABLE]


def workbook() -> bytes:
    book = Workbook()
    for row in [HEADER, *TABLE]:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def parquet() -> bytes:
    buffer = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(records()), buffer)
    return buffer.getvalue()


def geojson() -> str:
    features = [{"type": "Feature", "properties": record, "geometry": None} for record in records()]
    return json.dumps({"type": "FeatureCollection", "features": features})


WAYS: dict[str, tuple[str | bytes, str, dict[str, Any]]] = {
    "csv": (delimited(), "c.csv", {}),
    "bom": ("\ufeff" + delimited(), "c.csv", {}),
    "gb18030": (delimited().encode("gb18030"), "c.csv", {"encoding": "gb18030"}),
    "tsv": (delimited("\t"), "c.tsv", {"delimiter": "\t"}),
    "spaces": (delimited(" "), "c.txt", {"delimiter": " "}),
    "headless": (delimited(header=False), "c.txt", {"header": HEADER}),
    "xlsx": (workbook(), "c.xlsx", {}),
    "json": (json.dumps(records(), ensure_ascii=False), "c.json", {}),
    "json in gb18030": (json.dumps(records(), ensure_ascii=False).encode("gb18030"), "c.json", {"encoding": "gb18030"}),
    "nested": (json.dumps({"data": {"items": records()}}), "c.json", {"records": "data.items"}),
    "jsonl": ("\n".join(json.dumps(record) for record in records()), "c.jsonl", {}),
    "geojson": (geojson(), "c.geojson", {}),
    "parquet": (parquet(), "c.parquet", {}),
    "any suffix": (delimited(), "c.dat", {"format": "csv"}),
}


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("way", WAYS)
def test_every_format_gives_the_same_rows_and_no_undeclared_word(take: Take, way: str, packed: bool) -> None:
    content, name, keys = WAYS[way]
    data = content.encode() if isinstance(content, str) else content
    taken = take(
        gzip.compress(data) if packed else data, name + ".gz" * packed, "Asia/Shanghai", columns=COLUMNS, **keys
    )
    assert [{k: v for k, v in row.items() if k not in ("line", "reported_at")} for row in taken.rows] == [
        {"case_id": "1", "title": '垃圾, "满"\n了', "lon": 119.1, "lat": 35.0625, "solved": True},
        {"case_id": "2"},
        {"case_id": "3", "title": "é", "lon": 119.2, "lat": 35.5, "solved": False},
    ]
    assert [f"{row['reported_at']:%d %H:%M:%S}" for row in taken.rows] == ["03 04:00:00", "03 16:00:00", "05 15:59:59"]
    (reject,) = taken.rejects
    assert reject.raw == dict(zip(HEADER[:6], TABLE[3][:6], strict=True))
    assert not any(secret in repr(taken) for secret in [*SECRETS, "姓名", "电话", "身份证"])


def test_a_suffix_that_says_nothing(take: Take) -> None:
    with pytest.raises(Fault, match=r'c\.dat: a file of what format\? Set format = "csv"'):
        take(delimited(), "c.dat")


def test_a_second_file_with_other_headers(take: Take) -> None:
    assert len(take(delimited(), columns=COLUMNS).rows) == 3
    with pytest.raises(Fault, match='no column "时间"'):
        take(delimited().replace("时间", "日期"), columns=COLUMNS)


def test_the_zone_of_the_feed_wins_over_that_of_the_profile(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text(delimited(), encoding="utf-8")
    for own, hour in (("Asia/Shanghai", 4), (None, 17)):
        feed = Feed.model_validate({**CASES, "columns": COLUMNS, "zone": own})
        (chunk,) = read_feed(feed, path, "America/New_York")
        assert chunk.rows["reported_at"][0].as_py().hour == hour


def test_many_rows_come_in_chunks_in_order(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    count = 200_001
    path.write_text("case_id,reported_at\n" + "".join(f"{one},2026-01-01\n" for one in range(count)))
    feed = Feed.model_validate(CASES)
    chunks = list(read_feed(feed, path, "UTC"))
    assert max(chunk.read for chunk in chunks) <= 150_000
    assert sum(chunk.read for chunk in chunks) == count
    lines = pa.concat_arrays([piece for chunk in chunks for piece in chunk.rows["line"].chunks])
    assert lines.to_pylist() == list(range(2, count + 2))


CELL = st.text(st.characters(codec="utf-8"), max_size=8) | st.sampled_from(["", "2026-01-01", "1", '"', "5,5", "nan"])


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(CELL, min_size=4, max_size=6), max_size=15))
def test_the_counts_add_up_whatever_the_cells(take: Take, table: list[list[str]]) -> None:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(["case_id", "reported_at", "lon", "lat", "phone"])
    writer.writerows(table)
    taken = take(buffer.getvalue())
    assert len(taken.rows) + len(taken.rejects) == sum(any(row) or len(row) > 1 for row in table)
    for row in taken.rows:
        assert row["case_id"]
        assert ("lon" in row) == ("lat" in row)
