"""Parquet files."""

import gzip
import io
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data.fault import Fault

Take = Callable[..., Any]
NOON = datetime(2026, 2, 3, 4, tzinfo=UTC)


def parquet(**columns: Any) -> bytes:
    buffer = io.BytesIO()
    pq.write_table(pa.table(columns), buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (pa.array([NOON], pa.timestamp("us", "UTC")), NOON),
        (pa.array([NOON], pa.timestamp("ns", "Asia/Shanghai")), NOON),
        (pa.array([datetime(2026, 2, 3, 12)], pa.timestamp("ms")), NOON),
        (pa.array([date(2026, 2, 3)]), NOON - timedelta(hours=12)),
        (pa.array(["2026-02-03 12:00"]).dictionary_encode(), NOON),
    ],
)
def test_times_keep_their_type(take: Take, values: pa.Array, expected: datetime) -> None:
    content = parquet(case_id=pa.array([7.0]), reported_at=values, phone=pa.array(["1"]))
    for name in ("c.parquet", "c.parquet.gz"):
        packed = gzip.compress(content) if name.endswith("gz") else content
        (row,) = take(packed, name, zone="Asia/Shanghai", times=["%d/%m/%Y"]).rows
        assert row == {"case_id": "7", "reported_at": expected, "line": 1}


@pytest.mark.parametrize(
    ("value", "text"),
    [(7, "7"), (7.5, "7.5"), (Decimal("7.50"), "7.50"), (True, "true"), (b"7", "7"), ([1, 2], "[1, 2]"), (None, None)],
)
def test_values_of_every_type_become_text(take: Take, value: Any, text: str | None) -> None:
    (row,) = take(parquet(case_id=["1"], reported_at=[NOON], title=[value]), "c.parquet").rows
    assert row.get("title") == text


def test_fields_of_structures_are_reached_with_dots(take: Take) -> None:
    content = parquet(
        case_id=["1"], at=[{"open": NOON, "more": {"text": "x"}}], **{"a.b": ["own"], "a": [{"b": "nested"}]}
    )
    columns = {"case_id": "case_id", "reported_at": "at.open", "title": "at.more.text", "party": "a.b"}
    (row,) = take(content, "c.parquet", columns=columns).rows
    assert row == {"case_id": "1", "reported_at": NOON, "title": "x", "party": "own", "line": 1}
    with pytest.raises(Fault, match=r'no column "at\.close"'):
        take(content, "c.parquet", columns={**columns, "reported_at": "at.close"})


def test_doubles_come_through_unchanged(take: Take) -> None:
    numbers = [0.1, 1e308, -1.5e-300, 119.12345678901234, 2.0**60, float("nan"), float("inf")]
    content = parquet(vehicle_id=["1"] * 7, fixed_at=[NOON] * 7, lon=numbers, lat=[1.0] * 7)
    taken = take(content, "c.parquet", schema="patrol_fixes")
    assert [row["lon"] for row in taken.rows] == numbers[:5]
    assert [reject.line for reject in taken.rejects] == [6, 7]


def test_what_is_no_parquet(take: Take) -> None:
    content = parquet(case_id=["1"], reported_at=[NOON.astimezone(timezone.utc)])  # noqa: UP017
    for wrong in (b"a,b\n1,2\n", content[: len(content) // 2], content[:4] + bytes(50) + content[54:]):
        with pytest.raises(Fault, match=r"c\.parquet: is no Parquet file or a damaged one"):
            take(wrong, "c.parquet")
