"""Excel workbooks."""

import gzip
import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from data.fault import Fault

Take = Callable[..., Any]
COLUMNS = {"case_id": "编号", "reported_at": "时间", "title": "标题"}
HEADER = ["编号", "时间", "标题", "电话"]


def book(*rows: list[Any], title: str = "数据", before: str | None = None) -> bytes:
    whole = Workbook()
    sheet = whole.active
    sheet.title = title
    if before:
        whole.create_sheet(before, 0)
    for row in rows:
        sheet.append(row)
    buffer = io.BytesIO()
    whole.save(buffer)
    return buffer.getvalue()


def test_native_dates_numbers_and_blank_rows(take: Take) -> None:
    content = book(
        HEADER,
        [1234.0, datetime(2026, 2, 3, 12, 30), "河", "13800000000"],
        [],
        ["", None, "", None],
        ["007", "03/02/2026", 5.5, None, "beyond the header"],
        [None, None, None, None],
    )
    for name in ("c.xlsx", "c.xlsx.gz"):
        taken = take(gzip.compress(content) if name.endswith("gz") else content, name, zone="Asia/Shanghai",
                     columns=COLUMNS, times=["%d/%m/%Y"])  # fmt: skip
        assert taken.rows == [
            {"case_id": "1234", "reported_at": datetime(2026, 2, 3, 4, 30, tzinfo=UTC), "title": "河", "line": 2},
            {"case_id": "007", "reported_at": datetime(2026, 2, 2, 16, tzinfo=UTC), "title": "5.5", "line": 5},
        ]


def test_the_first_sheet_or_the_named_one(take: Take) -> None:
    content = book(HEADER, [1, "2026-01-01", "x"], before="封面")
    assert take(content, "c.xlsx", columns=COLUMNS, sheet="数据").ids == ["1"]
    with pytest.raises(Fault, match='the sheet "封面" is empty'):
        take(content, "c.xlsx", columns=COLUMNS)
    with pytest.raises(Fault, match='no sheet "x": the workbook has "封面", "数据"'):
        take(content, "c.xlsx", columns=COLUMNS, sheet="x")


def test_a_missing_column(take: Take) -> None:
    with pytest.raises(Fault, match=r'c\.xlsx: no column "编号" \(needed for case_id\).*the file has: "号"'):
        take(book(["号", "时间", "标题"]), "c.xlsx", columns=COLUMNS)


def test_a_title_above_the_header_is_skipped(take: Take) -> None:
    content = book(["某镇工单台账"], [], HEADER, [1, "2026-01-01", "x"])
    taken = take(content, "c.xlsx", columns=COLUMNS, skip=1)
    assert (taken.ids, taken.lines) == (["1"], [4])
    with pytest.raises(Fault, match="set skip"):
        take(content, "c.xlsx", columns=COLUMNS)


def test_without_header(take: Take) -> None:
    taken = take(book([1, "2026-01-01", "x"]), "c.xlsx", header=False, columns={"case_id": "1", "reported_at": "2"})
    assert (taken.ids, taken.lines) == (["1"], [1])


def test_what_is_no_workbook(take: Take) -> None:
    content = book(HEADER, *([[number, "2026-01-01", f"text {number}"] for number in range(500)]))
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as parts:
        parts.writestr("readme.txt", "x")
    for wrong in (b"a,b\n1,2\n", b"\xd0\xcf\x11\xe0" + bytes(600), content[: len(content) // 2], zipped.getvalue()):
        with pytest.raises(Fault, match=r"c\.xlsx: is no \.xlsx workbook"):
            take(wrong, "c.xlsx", columns=COLUMNS)
    spoilt = bytearray(content)
    place = content.index(b"sheet1.xml") + 60
    spoilt[place : place + 40] = bytes(40)
    with pytest.raises(Fault, match=r"c\.xlsx: .*fetch it again|c\.xlsx: is no"):
        take(bytes(spoilt), "c.xlsx", columns=COLUMNS)
    with pytest.raises(Fault, match="empty"):
        take(b"", "c.xlsx", columns=COLUMNS)


def test_a_workbook_of_more_strings_than_memory_holds(take: Take, tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(book(HEADER))
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as parts,
        parts.open("xl/more/sharedStrings.xml", "w") as part,
    ):
        for _ in range(101):
            part.write(bytes(1 << 20))
    with pytest.raises(Fault, match="101 MB of strings: export it as CSV"):
        take(path, columns=COLUMNS)
