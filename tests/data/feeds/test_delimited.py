"""Delimited text: what every dialect gives, and what a torn file loses: its torn rows and no other."""

import csv
import gzip
import io
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.fault import Fault
from data.feeds import delimited, stream, torn
from data.feeds.batch import ROW_LIMIT

HEADER = "case_id,reported_at,title\n"
DAY = "2026-02-03"
COLUMNS = {"case_id": "case_id", "reported_at": "reported_at", "title": "title"}
Take = Callable[..., Any]


def rows(*ids: object) -> str:
    return "".join(f"{one},{DAY},t{one}\n" for one in ids)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", " ", "，", "\x01"])
def test_any_delimiter(take: Take, delimiter: str) -> None:
    taken = take((HEADER + rows(1, 2)).replace(",", delimiter), delimiter=delimiter)
    assert [(row["case_id"], row["title"], row["line"]) for row in taken.rows] == [("1", "t1", 2), ("2", "t2", 3)]


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", [True, False])
def test_line_ends(take: Take, ends: str, last: bool) -> None:
    text = (HEADER + rows(1, 2)).replace("\n", ends)
    taken = take(text if last else text.removesuffix(ends))
    assert (taken.ids, taken.lines, taken.rejects) == (["1", "2"], [2, 3], [])


def test_without_header_columns_have_the_given_names_or_numbers(take: Take) -> None:
    named = take(rows(1, 2), header=["a", "b", "c"], columns={"case_id": "a", "reported_at": "b", "title": "c"})
    numbered = take(rows(1, 2), header=False, columns={"case_id": "1", "reported_at": "2", "title": "3"})
    assert named == numbered
    assert named.ids == ["1", "2"]
    assert named.lines == [1, 2]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_what_stands_above_the_header_is_skipped_and_a_byte_order_mark_is_no_name(
    take: Take, encoding: str, mark: str
) -> None:
    text = HEADER.replace("title", "标题") + rows(1, 2)
    how = {"encoding": encoding, "columns": COLUMNS | {"title": "标题"}}
    above = take((mark + "某镇工单台账\n导出时间,2026\n" + text).encode(encoding), skip=2, **how)
    alone = take((mark + text).encode(encoding), **how)
    assert (above.ids, above.lines, above.rejects) == (["1", "2"], [4, 5], [])
    assert (alone.ids, alone.lines) == (["1", "2"], [2, 3])
    with pytest.raises(Fault, match="no header"):
        take(text.encode(encoding), skip=9, **how)


def test_quoted_values_hold_delimiters_quotes_and_newlines_and_lines_stay_physical(take: Take) -> None:
    text = HEADER + f'1,{DAY},"a,""b""\nc"\n\n2,{DAY},d\r\n"3",{DAY},""\n'
    taken = take(text)
    assert [(row["case_id"], row.get("title"), row["line"]) for row in taken.rows] == [
        ("1", 'a,"b"\nc', 2),
        ("2", "d", 5),
        ("3", None, 6),
    ]


def test_delimiters_at_the_end_of_each_line_are_no_more_columns(take: Take) -> None:
    assert take(HEADER + f"1,{DAY},a,,\n").ids == ["1"]


def test_a_ragged_row_is_rejected_and_keeps_nothing_that_may_have_shifted(take: Take) -> None:
    taken = take(HEADER + rows(1) + f"2,Ann,13800000000,{DAY},x\n" + rows(3) + f"4,{DAY}\n" + rows(5))
    assert taken.ids == ["1", "3", "5"]
    assert [(reject.line, reject.raw) for reject in taken.rejects] == [(3, {}), (5, {})]
    assert "5 fields where the header has 3" in taken.rejects[0].reason


@pytest.mark.parametrize(
    "torn",
    [f'2,{DAY},"never closed\n', f'2,{DAY},"in "the" middle"\n', f"2,{DAY},bare\rreturn\n"],
)
def test_a_misquoted_row_takes_only_itself(take: Take, torn: str) -> None:
    taken = take(HEADER + rows(1) + torn + rows(*range(3, 300)) + f'300,{DAY},"good, quoted"\n')
    assert taken.ids == ["1", *(str(one) for one in range(3, 301))]
    assert [reject.line for reject in taken.rejects] == [3]
    assert taken.lines == [2, *range(4, 302)]


def test_a_quotation_mark_inside_a_plain_value_is_a_character(take: Take) -> None:
    taken = take(HEADER + f'1,{DAY},5" pipe\n2,{DAY},"x\ny"\n3,{DAY},6" pipe\n')
    assert [row["title"] for row in taken.rows] == ['5" pipe', "x\ny", '6" pipe']


def test_a_file_cut_in_the_middle_gives_the_rows_before(take: Take) -> None:
    taken = take((HEADER + rows(1, 2) + f"3,{DAY},x")[:-5])
    assert taken.ids == ["1", "2"]
    assert [reject.line for reject in taken.rejects] == [4]
    assert "ends in the middle" in taken.rejects[0].reason


def test_a_cut_gzip_gives_the_rows_before(take: Take) -> None:
    packed = gzip.compress((HEADER + rows(*range(50_000))).encode())
    taken = take(packed[: len(packed) // 2], "cases.csv.gz")
    assert 10_000 < len(taken.rows) < 40_000
    assert taken.ids == [str(one) for one in range(len(taken.rows))]
    assert [reject.line for reject in taken.rejects] == [len(taken.rows) + 2]
    assert "cut" in taken.rejects[0].reason


def test_a_damaged_gzip_is_refused_since_what_comes_before_may_be_wrong_too(take: Take) -> None:
    packed = bytearray(gzip.compress((HEADER + rows(*range(50_000))).encode()))
    packed[len(packed) // 2] ^= 0xFF
    with pytest.raises(Fault, match=r"cases\.csv\.gz: the gzip file is damaged"):
        take(bytes(packed), "cases.csv.gz")


def test_gzip_is_known_by_content_and_may_have_several_members(take: Take) -> None:
    packed = gzip.compress((HEADER + rows(1)).encode()) + gzip.compress(rows(2).encode()) + bytes(512)
    assert take(packed, "cases.csv").ids == ["1", "2"]
    assert take(HEADER + rows(3), "cases.csv.gz").ids == ["3"]


@pytest.fixture
def small_limits(monkeypatch: pytest.MonkeyPatch) -> int:
    """The longest row and the pieces that are read made small, so that small files pass them."""
    for module in (delimited, torn):
        monkeypatch.setattr(module, "ROW_LIMIT", 20_000)
    for module, name in ((delimited, "BLOCK"), (stream, "BLOCK"), (stream, "PIECE")):
        monkeypatch.setattr(module, name, 5_000)
    return 20_000


@pytest.mark.parametrize("follows", [True, False])
def test_an_endless_line_is_one_reject(take: Take, small_limits: int, follows: bool) -> None:
    taken = take(HEADER + rows(1) + "x" * (3 * small_limits) + ("\n" + rows(2) if follows else ""))
    assert (taken.ids, taken.lines) == ((["1", "2"], [2, 4]) if follows else (["1"], [2]))
    assert [reject.line for reject in taken.rejects] == [3]
    assert "longer than" in taken.rejects[0].reason


def test_an_unclosed_quotation_mark_before_much_text_is_one_reject(take: Take, small_limits: int) -> None:
    count = 10 * small_limits // len(rows(1000))
    taken = take(HEADER + f'0,{DAY},"x\n' + rows(*range(1, count)))
    assert taken.lines == list(range(3, count + 2))
    assert [reject.line for reject in taken.rejects] == [2]


def test_rows_and_values_over_many_pieces(take: Take, small_limits: int) -> None:
    text = "".join(f'{one},{DAY},"{"é" * (one % 50)}\n,"""\n' for one in range(small_limits // 10))
    taken = take(HEADER + text)
    assert taken.lines == list(range(2, 2 * small_limits // 10 + 2, 2))
    assert taken.rows[49]["title"] == "é" * 49 + '\n,"'


def test_a_bomb_of_zeros_needs_little_memory(take: Take) -> None:
    packed = gzip.compress((HEADER + rows(1)).encode()) + gzip.compress(bytes(1 << 26)) + gzip.compress(b"\n2,\n")
    tracemalloc.start()
    taken = take(packed, "cases.csv.gz")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert taken.ids == ["1"]
    assert peak < 100 << 20


def test_control_characters_are_stripped(take: Take) -> None:
    taken = take(HEADER + f"1\x00,{DAY},a\x07b\x85\u200bc\n")
    assert taken.rows[0]["case_id"] == "1"
    assert taken.rows[0]["title"] == "ab\u200bc"


def test_ten_thousand_columns(take: Take) -> None:
    wide = ",".join(f"c{number}" for number in range(10_000))
    taken = take(f"{wide},case_id,reported_at\n{',' * 10_000}1,{DAY}\n")
    assert taken.ids == ["1"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\n\n", "no header"),
        ("case_id;reported_at\n1;2\n", "set delimiter = ';'"),
        ("case_id,case_id,reported_at\n", "stands in the header twice"),
        ("case_id,other\n", 'no column "reported_at" (needed for reported_at)'),
        ("x" * (ROW_LIMIT + 5_000_000), "line 1"),
    ],
)
def test_a_file_that_cannot_be_read(take: Take, content: bytes | str, says: str) -> None:
    with pytest.raises(Fault, match=r"cases\.csv") as fault:
        take(content)
    assert says in str(fault.value)


def test_a_header_alone_is_a_file_without_rows(take: Take) -> None:
    assert take(HEADER).rows == []


def test_a_missing_column_names_the_closest(take: Take) -> None:
    with pytest.raises(Fault) as fault:
        take("CASE_ID,OPEN_DT\n1,2\n", columns={"case_id": "CASE_ID", "reported_at": "OPEN_DATE"})
    assert str(fault.value).startswith('cases.csv: no column "OPEN_DATE" (needed for reported_at)')
    assert 'did you mean "OPEN_DT"?' in str(fault.value)
    assert "[feeds.columns]" in str(fault.value)


def test_no_such_file(take: Take, tmp_path: Path) -> None:
    with pytest.raises(Fault, match="no such file"):
        take(tmp_path / "absent.csv")


CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zs", "Zl", "Zp"]) | st.sampled_from(',"\n ;'))


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=20), st.sampled_from([",", ";", "\t"]))
def test_both_ways_of_reading_see_what_the_csv_module_wrote(
    take: Take, table: list[tuple[str, str, str]], delimiter: str
) -> None:
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\n")
    writer.writerow(["case_id", "reported_at", "name", "title"])
    for number, (name, title, _) in enumerate(table):
        writer.writerow([f"c{number}", DAY, name, title])
    text = buffer.getvalue()
    whole = take(text, delimiter=delimiter, columns=COLUMNS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(delimited, "parsed", lambda *_: None)
        assert take(text, delimiter=delimiter, columns=COLUMNS) == whole
    assert whole.rejects == []
    assert [row.get("title") for row in whole.rows] == [title.strip() or None for _, title, _ in table]


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(st.sampled_from('1,"\n\r a\x00é'), max_size=30), max_size=30).map("\n".join))
def test_whatever_a_file_holds_each_row_is_taken_or_rejected_once(take: Take, text: str) -> None:
    taken = take(HEADER + text + "\n" + rows("last"), columns=COLUMNS)
    lines = taken.lines + [reject.line for reject in taken.rejects]
    assert len(lines) == len(set(lines))
    assert set(lines) <= set(range(2, text.count("\n") + 4))
