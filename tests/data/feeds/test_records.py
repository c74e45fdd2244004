"""JSON documents, JSON lines, GeoJSON: reached values, odd ones, cut and broken files."""

import gzip
import json
from collections.abc import Callable
from typing import Any

import pytest

from data.fault import Fault
from data.feeds import document, stream

Take = Callable[..., Any]
COLUMNS = {"case_id": "id", "reported_at": "at.open", "title": "text"}


def record(number: int, **more: Any) -> dict[str, Any]:
    return {"id": number, "at": {"open": "2026-02-03"}, "text": f"河 {number}", "phone": "13800000000", **more}


RECORDS = [record(number) for number in range(1, 8)]


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("piece", [8, 1 << 20])
def test_an_array_anywhere_in_a_document(
    take: Take, monkeypatch: pytest.MonkeyPatch, indent: int | None, piece: int
) -> None:
    monkeypatch.setattr(document, "BLOCK", piece * 4)
    monkeypatch.setattr(stream, "BLOCK", 64)
    monkeypatch.setattr(stream, "PIECE", 16)
    for steps in ("", "items", "data.page.items", "a.b"):
        text: Any = RECORDS
        for step in ["a.b"] if steps == "a.b" else reversed(steps.split(".") if steps else []):
            text = {"skipped": [{"items": 1}, "]}"], step: text, "after": 1}
        taken = take(json.dumps(text, indent=indent), "c.json", columns=COLUMNS, records=steps or None)
        assert [(row["case_id"], row["title"], row["line"]) for row in taken.rows] == [
            (str(number), f"河 {number}", number) for number in range(1, 8)
        ]
        assert taken.rejects == []


def test_a_name_with_dots_wins_over_nesting(take: Take) -> None:
    for odd, expected in (({"a.b": "own", "a": {"b": "nested"}}, "own"), ({"a": {"b": "nested"}}, "nested"),
                          ({"a": {"b.c": 1}, "a.b": {"c": "x"}}, None), ({"a": "text"}, None)):  # fmt: skip
        columns = {**COLUMNS, "title": {"first": ["a.b"]}}
        found = take(json.dumps([record(1, **odd)]), "c.json", columns=columns).rows[0].get("title")
        assert found == expected or (expected is None and found == '{"c": "x"}')


def test_values_of_every_type_become_text(take: Take) -> None:
    values = [1234, 1234.0, 0.1, True, None, "", [1, "二"], {"a": 1}, 10**30, 1e300]
    text = json.dumps([{**record(place), "text": value} for place, value in enumerate(values)])
    found = [row.get("title") for row in take(text, "c.json", columns=COLUMNS).rows]
    assert found == ["1234", "1234", "0.1", "true", None, None, '["1", "二"]', '{"a": "1"}', str(10**30), "1e+300"]


def test_a_key_that_a_record_lacks_is_null_and_one_that_all_lack_is_a_fault(take: Take) -> None:
    text = json.dumps([record(1), {"id": 2, "at": {"open": "2026-01-01"}}, {"id": 3}])
    taken = take(text, "c.json", columns={**COLUMNS, "party": "nowhere"})
    assert taken.ids == ["1", "2"]
    assert [reject.line for reject in taken.rejects] == [3]
    with pytest.raises(Fault, match=r'no column "idd" \(needed for case_id\).*did you mean "id"'):
        take(text, "c.json", columns={**COLUMNS, "case_id": "idd"})


def test_what_is_no_record(take: Take) -> None:
    taken = take(json.dumps([record(1), 5, [record(2)], record(3)]), "c.json", columns=COLUMNS)
    assert taken.ids == ["1", "3"]
    assert [reject.line for reject in taken.rejects] == [2, 3]


def test_half_a_surrogate_pair_is_no_text(take: Take) -> None:
    taken = take(json.dumps([record(1, text="\ud83d"), record(2, text="\U0001f600\x00")]), "c.json", columns=COLUMNS)
    assert [row["title"] for row in taken.rows] == ["\U0001f600"]
    assert [(reject.line, reject.column) for reject in taken.rejects] == [(1, "text")]


@pytest.mark.parametrize("gz", [True, False])
def test_a_cut_document_gives_the_records_before(take: Take, gz: bool) -> None:
    text = json.dumps([record(number) for number in range(1, 200)]).encode()
    cut = gzip.compress(text)[:-200] if gz else text[:-100]
    taken = take(cut, "c.json", columns=COLUMNS)
    assert 10 < len(taken.rows) < 199
    assert [reject.line for reject in taken.rejects] == [len(taken.rows) + 1]
    assert "ends in the middle" in taken.rejects[0].reason


def test_at_whatever_byte_a_document_is_cut_what_is_whole_is_taken(take: Take) -> None:
    text = json.dumps([record(1, value=-1.5e3), record(2, text='"\\u6cb3')]).encode()
    for end in range(1, len(text)):
        taken = take(text[:end], "c.json", columns=COLUMNS)
        assert len(taken.rejects) == 1, text[:end]
        assert taken.ids in ([], ["1"], ["1", "2"])


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[{"id": 1},\n {"id": 2,}]' + " " * 50, "line 2, column"),
        ('[{"id": 1}\n {"id": 2}]', "line 2, column 2: no JSON here: , or ] expected"),
        ("<html>Service unavailable</html>", "line 1, column 1: no JSON here"),
        ('{"markers": [1], "x": 1}', 'set records = "markers"'),
        ('{"id": 1}\n{"id": 2}', 'set format = "jsonl"'),
        ("[" * 100_000 + "]" * 100_000, "nested too deeply"),
        ("", "empty"),
        ("   ", "ends before its records begin"),
    ],
)
def test_what_is_no_json(take: Take, text: str, says: str) -> None:
    with pytest.raises(Fault, match=r"^c\.json: ") as fault:
        take(text, "c.json", columns=COLUMNS)
    assert says in str(fault.value)


def test_records_that_are_not_there_name_what_is(take: Take) -> None:
    with pytest.raises(Fault, match=r'no "items" in the document, which has meta, markers'):
        take('{"meta": {}, "markers": []}', "c.json", columns=COLUMNS, records="items")


def test_json_lines(take: Take) -> None:
    lines = [json.dumps(record(1)), "", "{broken", json.dumps(record(2)), "[1]", json.dumps(record(3))[:-3]]
    taken = take("\r\n".join(lines), "c.jsonl", columns=COLUMNS)
    assert (taken.ids, taken.lines) == (["1", "2"], [1, 4])
    assert [reject.line for reject in taken.rejects] == [3, 5, 6]
    assert "ends in the middle" in taken.rejects[-1].reason


def test_an_endless_json_line(take: Take, monkeypatch: pytest.MonkeyPatch) -> None:
    for module, name in ((document, "BLOCK"), (document, "ROW_LIMIT"), (stream, "BLOCK"), (stream, "PIECE")):
        monkeypatch.setattr(module, name, 500)
    taken = take(json.dumps(record(1)) + "\n" + "x" * 5000 + "\n" + json.dumps(record(2)), "c.jsonl", columns=COLUMNS)
    assert (taken.ids, taken.lines) == (["1", "2"], [1, 3])
    assert [reject.line for reject in taken.rejects] == [2]


def test_geojson_features(take: Take) -> None:
    shapes: list[Any] = [
        {"type": "Point", "coordinates": [119.1, 35.0, 7]},
        {"type": "Polygon", "coordinates": [[[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]]]},
        None,
        {"type": "Polygon", "coordinates": "x"},
    ]
    features = [
        {"type": "Feature", "id": place, "geometry": shape,
         "properties": {"case_id": place, "reported_at": "2026-01-01", "name": "x"}}
        for place, shape in enumerate(shapes)
    ]  # fmt: skip
    text = json.dumps({"type": "FeatureCollection", "features": features})
    mapped = {"case_id": "id", "reported_at": "reported_at", "lon": "geometry.lon", "lat": "geometry.lat"}
    for columns in ({}, mapped):
        rows = take(text, "c.geojson", columns=columns).rows
        assert [(row["case_id"], row.get("lon"), row.get("lat")) for row in rows] == [
            ("0", 119.1, 35.0), ("1", 2.0, 2.0), ("2", None, None), ("3", None, None)
        ]  # fmt: skip
