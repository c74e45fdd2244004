"""Whatever a file holds, it is read, or refused in a sentence: no other error, and every row is accounted for."""

import gzip
import io
import json
import warnings
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.fault import Fault
from data.feeds.declaration import Feed
from data.feeds.read import read_feed
from data.feeds.stream import Held

EXAMPLES = settings(max_examples=120, derandomize=True, deadline=None, database=None)
NAMES = ("case_id", "reported_at", "category", "lon", "lat", "rating", "urgent", "place")
ODD = (
    *("", " ", "1", "-1", "1e308", "-1e309", "nan", "NaN", "inf", "-Infinity", "9" * 400, "0x10", "1_000", "１２"),
    *("0000-01-01", "0001-01-01T00:00Z", "9999-12-31T23:59:59.999999+14:00", "2026-02-30", "2026-03-04T25:00"),
    *("2026-03-04T09:00:00+99:99", "2026-03-04T09:00:00.1234567890", "1.23E+17", "是", "a\x00b", "\x1b[0m", "\x7f"),
    *("\ufeff", "\u202e", "\ud800", '"', '""', "'", ",", "\n", "\r", "\r\n", "\t", ";", "=1+1", "\\", "%s", "{}"),
)
Value = str | float | int | bool | None | list[Any] | dict[str, Any]
texts = st.one_of(st.sampled_from(ODD), st.text(max_size=8))
values: st.SearchStrategy[Value] = st.one_of(
    texts,
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.just(10**400),
    st.just([1]),
    st.just({"a": {"b": None}}),
)
rows = st.lists(st.dictionaries(st.sampled_from((*NAMES, "other", "")), values, max_size=6), max_size=6)
Edits = list[tuple[int, int, bytes]]
edits = st.lists(
    st.tuples(
        st.integers(0, 1 << 20), st.integers(0, 40), st.binary(max_size=6) | st.sampled_from((b'"', b"\n", b"\x00"))
    ),
    max_size=4,
)


def read(name: str, content: bytes, **keys: Any) -> tuple[int, int] | str:
    """The rows taken and refused of a file, or the Fault's sentence."""
    feed = Feed(**{"id": "f", "schema": "cases", "stale_after": "1d", **keys})
    taken = refused = 0
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            for chunk in read_feed(feed, Held(name, content), "Asia/Shanghai"):
                assert chunk.read == chunk.rows.num_rows + len(chunk.rejects)
                chunk.rows.validate(full=True)
                for reject in chunk.rejects:
                    json.dumps([reject.reason, reject.column, reject.raw]).encode()
                    assert reject.reason
                    assert len(reject.reason) < 500
                taken += chunk.rows.num_rows
                refused += len(chunk.rejects)
    except Fault as fault:
        sentence = str(fault)
    else:
        return taken, refused
    assert 0 < len(sentence.encode()) < 8000
    return sentence


def edited(content: bytes, changes: Edits) -> bytes:
    """The content with a few bytes here and there replaced by others."""
    for place, size, new in changes:
        at = place % (len(content) + 1)
        content = content[:at] + new + content[at + size :]
    return content


def text_of(value: Value) -> str:
    return "" if value is None else str(value)


def as_csv(table: list[dict[str, Value]]) -> bytes:
    lines = [",".join(NAMES), *(",".join(text_of(row.get(name)) for name in NAMES) for row in table)]
    return "\n".join(lines).encode("utf-8", "surrogatepass")


def as_json(table: list[dict[str, Value]]) -> bytes:
    return json.dumps(table).encode()


def as_lines(table: list[dict[str, Value]]) -> bytes:
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in table).encode("utf-8", "surrogatepass")


def as_geojson(table: list[dict[str, Value]]) -> bytes:
    features = [
        {
            "type": "Feature",
            "properties": row,
            "geometry": {"type": "Point", "coordinates": [row.get("lon"), row.get("lat")]},
        }
        for row in table
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def as_xlsx(table: list[dict[str, Value]]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(NAMES)
    for row in table:
        cells = [row.get(name) for name in NAMES]
        sheet.append([None if not writable(one) else one for one in cells])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def writable(value: Value) -> bool:
    if isinstance(value, str):
        return value.isprintable() and not value.startswith("=")
    return isinstance(value, bool) or (isinstance(value, int | float) and abs(value) < 1e300)


def as_parquet(table: list[dict[str, Value]]) -> bytes:
    texts = {
        name: pa.array([text_of(row.get(name)).encode("utf-8", "replace").decode() for row in table], pa.string())
        for name in NAMES
    }
    numbers = pa.array([one if isinstance(one := row.get("lon"), float) else None for row in table], pa.float64())
    written = io.BytesIO()
    pq.write_table(pa.table({**texts, "lon": numbers}), written)
    return written.getvalue()


FORMATS: dict[str, Callable[[list[dict[str, Value]]], bytes]] = {
    "f.csv": as_csv,
    "f.json": as_json,
    "f.jsonl": as_lines,
    "f.geojson": as_geojson,
    "f.parquet": as_parquet,
    "f.xlsx": as_xlsx,
}


@pytest.mark.parametrize("name", FORMATS)
def test_odd_values_are_taken_or_refused(name: str) -> None:
    @EXAMPLES
    @given(rows)
    def check(table: list[dict[str, Value]]) -> None:
        read(name, FORMATS[name](table))

    check()


@pytest.mark.parametrize("name", FORMATS)
def test_damaged_files_are_read_or_refused(name: str) -> None:
    @EXAMPLES
    @given(rows, edits, st.booleans())
    def check(table: list[dict[str, Value]], changes: Edits, packed: bool) -> None:
        content = FORMATS[name](table)
        read(f"{name}.gz", edited(gzip.compress(content), changes)) if packed else read(name, edited(content, changes))

    check()


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16", "big5"])
@pytest.mark.parametrize("name", ["f.csv", "f.json", "f.jsonl", "f.xlsx", "f.parquet"])
def test_any_bytes_at_all_are_read_or_refused(name: str, encoding: str) -> None:
    @settings(EXAMPLES, max_examples=60)
    @given(st.binary(max_size=200))
    def check(content: bytes) -> None:
        read(name, content, encoding=encoding)

    check()


@pytest.mark.parametrize("times", [["iso"], ["unix"], ["unix_ms"], ["excel"], ["%Y-%m-%d %H:%M:%S"], ["%d/%m/%y %z"]])
def test_no_text_of_a_time_or_a_number_is_too_odd(times: list[str]) -> None:
    @EXAMPLES
    @given(st.lists(st.tuples(texts, st.floats(allow_nan=True) | st.integers() | texts), min_size=1, max_size=8))
    def check(pairs: list[tuple[str, float | int | str]]) -> None:
        table: list[dict[str, Value]] = [
            {"case_id": "1", "reported_at": when, "lon": number, "lat": number} for when, number in pairs
        ]
        found = read("f.json", as_json(table), times=times)
        assert isinstance(found, str) or sum(found) == len(table)

    check()


def test_a_zip_with_a_workbook_s_name_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("xl/workbook.xml", "<" * 1000)
    assert isinstance(read("f.xlsx", packed.getvalue()), str)
