"""What data staff can say of a column."""

import hashlib
from collections.abc import Callable
from typing import Any

import pytest

Take = Callable[..., Any]
HEAD = "id,at,street,house,kind,ward\n"
ROW = "7,2026-01-01,Elm St,12,Pothole,Ward 3\n"
NEEDED: dict[str, Any] = {"case_id": "id", "reported_at": "at"}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ({"column": "street"}, "Elm St"),
        ({"join": ["street", "house"]}, "Elm St 12"),
        ({"join": ["street", "house"], "glue": ", "}, "Elm St, 12"),
        ({"first": ["street", "kind"]}, "Elm St"),
        ({"const": "it's; DROP TABLE x --"}, "it's; DROP TABLE x --"),
        ({"file": "name"}, "cases_north.csv.gz"),
        ({"file": "stem"}, "cases_north"),
        ({"file": "stem", "match": "_(.*)"}, "north"),
        ({"column": "ward", "match": r"(\d+)"}, "3"),
        ({"column": "kind", "match": r"(\d+)"}, None),
        ({"digest": ["street", "house"]}, hashlib.md5(b"Elm St\x1f12").hexdigest()),
    ],
)
def test_where_a_column_comes_from(take: Take, source: dict[str, Any], expected: str | None) -> None:
    taken = take(HEAD + ROW, "cases_north.csv.gz", columns={**NEEDED, "title": source})
    assert taken.rows[0].get("title") == expected


def test_the_folder_of_the_file(take: Take, tmp_path: Any) -> None:
    (tmp_path / "Ganyu").mkdir()
    taken = take(HEAD + ROW, "Ganyu/cases.csv", columns={**NEEDED, "place": {"file": "folder"}})
    assert taken.rows[0]["place"] == "Ganyu"


def test_join_and_first_pass_over_what_is_empty(take: Take) -> None:
    columns = {**NEEDED, "title": {"join": ["street", "house"]}, "party": {"first": ["street", "house"]}}
    taken = take(HEAD + "1,2026-01-01,,12,,\n2,2026-01-01,,,,\n", columns=columns)
    assert [(row.get("title"), row.get("party")) for row in taken.rows] == [("12", "12"), (None, None)]


def test_values_are_translated_and_the_rest_falls_back(take: Take) -> None:
    columns = {**NEEDED, "source": "kind"}
    text = HEAD + "".join(
        f"{i},2026-01-01,,,{kind},\n" for i, kind in enumerate(["Call", " Call ", "call", "'; --", ""])
    )
    taken = take(text, columns=columns, values={"source": {"Call": "hotline", "*": "other"}})
    assert [row.get("source") for row in taken.rows] == ["hotline", "hotline", "other", "other", None]
    strict = take(text, columns=columns, values={"source": {"Call": "hotline", "'; --": ""}})
    assert [row.get("source") for row in strict.rows] == ["hotline", "hotline", None, None]
    assert [reject.line for reject in strict.rejects] == [4]


def test_nulls_and_white_space(take: Take) -> None:
    columns = {**NEEDED, "title": "street", "party": "house", "category": "kind"}
    (row,) = take(HEAD + "1,2026-01-01,N/A,\u3000 12\u00a0,-,\n", nulls=["N/A", "-"], columns=columns).rows
    assert {name: row[name] for name in row if name != "reported_at"} == {"case_id": "1", "party": "12", "line": 2}


def test_what_is_only_digested_is_not_kept_with_a_reject(take: Take) -> None:
    columns = {"case_id": {"digest": ["street", "kind"]}, "reported_at": "at", "category": "kind"}
    (reject,) = take(HEAD + "1,never,Ann's phone,12,x,\n", columns=columns).rejects
    assert reject.raw == {"at": "never", "kind": "x"}


def test_without_columns_only_canonical_names_are_read(take: Take) -> None:
    taken = take("phone,case_id,title,reported_at\n13800000000,1,x,2026-01-01\n")
    assert {*taken.rows[0]} == {"case_id", "title", "reported_at", "line"}
