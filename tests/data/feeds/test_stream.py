"""Encodings: every usual one gives the same text, a wrong one is named with the right one, a bad byte costs its row."""

from collections.abc import Callable
from typing import Any

import pytest

from data.fault import Fault

Take = Callable[..., Any]
TEXT = "编号,时间,标题\n" + "".join(f"{one},2026-02-03,河道有垃圾，第{one}件\n" for one in range(1, 30))
COLUMNS = {"case_id": "编号", "reported_at": "时间", "title": "标题"}


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "gb2312", "big5hkscs", "utf-16", "utf-16-le"]
)
def test_every_encoding_gives_the_same_rows(take: Take, encoding: str) -> None:
    text = TEXT.translate({ord("编"): "編", ord("号"): "號", ord("时"): "時", ord("间"): "間", ord("标"): "標",
                           ord("题"): "題", ord("圾"): "圾"}) if "big5" in encoding else TEXT  # fmt: skip
    columns = dict(zip(COLUMNS, text.split("\n")[0].split(","), strict=True))
    taken = take(text.encode(encoding), encoding=encoding, columns=columns)
    assert [row["case_id"] for row in taken.rows] == [str(one) for one in range(1, 30)]
    assert taken.rows[6]["title"] == "河道有垃圾，第7件"
    assert taken.rejects == []


def test_characters_only_in_gb18030(take: Take) -> None:
    taken = take(TEXT.replace("河道", "㑇𠮷").encode("gb18030"), encoding="gb2312", columns=COLUMNS)
    assert taken.rows[0]["title"].startswith("㑇𠮷")


def test_a_byte_order_mark_is_believed(take: Take) -> None:
    assert len(take(TEXT.encode("utf-8-sig"), encoding="gb18030", columns=COLUMNS).rows) == 29


@pytest.mark.parametrize(
    ("written", "declared", "says"),
    [
        ("gb18030", "utf-8", 'line 1: byte 0xB1 is not utf-8: set encoding = "gb18030"'),
        ("utf-8", "gb18030", 'set encoding = "utf-8"'),
        ("utf-8", "gbk", 'set encoding = "utf-8"'),
        ("utf-16", "utf-8", 'set encoding = "utf-16"'),
    ],
)
def test_another_encoding_is_named(take: Take, written: str, declared: str, says: str) -> None:
    with pytest.raises(Fault, match=r"^cases\.csv: ") as fault:
        take(TEXT.encode(written), encoding=declared, columns=COLUMNS)
    assert says in str(fault.value)


def test_another_encoding_below_a_plain_header_is_named(take: Take) -> None:
    text = TEXT.replace("编号,时间,标题", "case_id,reported_at,title")
    with pytest.raises(Fault, match=r'line 2: byte 0xBA is not utf-8: set encoding = "gb18030"'):
        take(text.encode("gb18030"))


@pytest.mark.parametrize(("encoding", "bad"), [("utf-8", b"\xe9\x80"), ("gb18030", b"\xff")])
def test_a_bad_byte_costs_its_own_row(take: Take, encoding: str, bad: bytes) -> None:
    data = TEXT.encode(encoding).replace("第9件".encode(encoding), bad + b" ")
    taken = take(data, encoding=encoding, columns=COLUMNS)
    assert len(taken.rows) == 28
    assert [(reject.line, reject.column) for reject in taken.rejects] == [(10, "标题")]
    assert f"bytes that are not {encoding}" in taken.rejects[0].reason
    assert taken.rejects[0].raw["编号"] == "9"


def test_a_bad_byte_in_a_column_that_is_not_read_does_not_matter(take: Take) -> None:
    data = TEXT.encode().replace("第9件".encode(), b"\xe9 ")
    assert len(take(data, columns={"case_id": "编号", "reported_at": "时间"}).rows) == 29
