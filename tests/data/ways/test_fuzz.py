"""Whatever is posted, the answer is a sentence or counts that add up, and the server goes on."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.data.ways.posting import OUTCOMES, Reply, Town

EXAMPLES = settings(max_examples=60, derandomize=True, deadline=None, database=None)
TYPES = (
    "application/json",
    "application/x-ndjson",
    "text/csv",
    "text/csv; charset=gb18030",
    "text/csv; charset=utf-16",
)
REFUSED = (400, 413, 415, 422)
odd = st.sampled_from(
    ["", "2026-03-04T09:00", "9999-12-31", "0000-01-01", "1e308", "NaN", "a\x00b", "\ud800", "\u202e"]
)
values: st.SearchStrategy[Any] = st.one_of(
    odd,
    st.text(max_size=6),
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.just(10**400),
    st.just({"a": [1]}),
)
cases = st.lists(
    st.fixed_dictionaries({"case_id": st.sampled_from("abcdef")})
    | st.fixed_dictionaries(
        {"case_id": st.sampled_from("abcdef") | values, "reported_at": st.just("2026-03-04T09:00") | values},
        optional=dict.fromkeys(("category", "lon", "lat", "rating", "urgent", "updated_at", "other"), values),
    ),
    min_size=1,
    max_size=6,
)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("YIPING_VAR", str(tmp_path_factory.mktemp("var")))
        made = Town(tmp_path_factory.mktemp("town"))
    yield made
    made.store.close()


def check(town: Town, reply: Reply) -> int | None:
    """The rows that were accounted for; None where the body was refused."""
    status, said = reply
    if status in REFUSED:
        assert said.keys() == {"error"}
        assert said["error"]
        return None
    assert status == 200, said
    total: int = sum(said[one] for one in OUTCOMES)
    if total:
        assert town.last_batch() == (total, *(said[one] for one in OUTCOMES))
    return total


def test_every_record_of_an_array_or_of_lines_is_accounted_for(town: Town) -> None:
    @EXAMPLES
    @given(cases, st.booleans())
    def posted(rows: list[dict[str, Any]], as_lines: bool) -> None:
        kind = "application/x-ndjson" if as_lines else "application/json"
        text = "\n".join(map(json.dumps, rows)) if as_lines else json.dumps(rows)
        assert check(town, town.post(text.encode(), kind)) in (len(rows), None)

    posted()


@pytest.mark.parametrize("kind", TYPES)
def test_any_bytes_are_taken_or_refused(town: Town, kind: str) -> None:
    valid = b'{"case_id": "a", "reported_at": "2026-03-04T09:00", "lon": 119.25, "lat": 26.05}\n'
    table = "case_id,reported_at,category\na,2026-03-04T09:00,\u566a\u58f0\n".encode()

    @settings(EXAMPLES, max_examples=40)
    @given(
        st.binary(max_size=60),
        st.sampled_from((b"", valid, table)),
        st.integers(0, 90),
        st.sampled_from(("cases", "hotline")),
    )
    def posted(noise: bytes, base: bytes, at: int, feed: str) -> None:
        check(town, town.post(base[:at] + noise + base[at:], kind, feed))

    posted()


def table(*rows: str) -> bytes:
    return "\n".join(("case_id,reported_at,category,lon,lat", *rows, "")).encode()


NASTY: dict[str, tuple[bytes | Callable[[], bytes], str, int | None]] = {
    "deeply nested": (lambda: b'{"case_id": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "application/json", None),
    "deeply nested line": (lambda: b'{"case_id": ' + b"[" * 100_000, "application/x-ndjson", 1),
    "one long line": (lambda: b'{"case_id": "' + b"x" * (30 << 20) + b'"}', "application/x-ndjson", 1),
    "a huge integer": (b'{"case_id": "h", "reported_at": ' + b"9" * 10_000 + b"}", "application/json", 1),
    "10,000 columns": (lambda: b",".join(b"c%d" % n for n in range(10_000)) + b"\n" + b"," * 9_999, "text/csv", None),
    "10,000 keys": (
        lambda: json.dumps(
            {"case_id": "k", "reported_at": "2026-03-04"} | {f"c{n}": n for n in range(10_000)}
        ).encode(),
        "application/json",
        1,
    ),
    "doubled headers": (b"case_id,case_id,reported_at\na,b,2026-03-04\n", "text/csv", None),
    "a header only": (table(), "text/csv", 0),
    "no rows": (b"[]", "application/json", 0),
    "NaN and infinity": (table("n,2026-03-04,,NaN,26.05", "i,2026-03-04,,119.25,-Infinity"), "text/csv", 2),
    "the ends of time": (table("y0,0000-01-01,,,", "y9,9999-12-31T23:59:59,,,"), "text/csv", 2),
    "far off the earth": (table("f,2026-03-04,,1e308,-1e308"), "text/csv", 1),
    "control characters": (table("c\x1b[0m,2026-03-04,\x00\x07,,"), "text/csv", 1),
    "a NUL for a name": (b'{"case_id": "\\u0000", "reported_at": "2026-03-04"}', "application/json", 1),
    "broken UTF-8": (table("b,2026-03-04,,,")[:-1] + b"\xc3\x28\nb2,2026-03-04,,,\n", "text/csv", 2),
    "half a character": (b'{"case_id": "\\ud800", "reported_at": "2026-03-04"}', "application/json", 1),
    "a rounded id": (table("1.23E+17,2026-03-04,,,"), "text/csv", 1),
    "a year too far": (table("n,2062-03-04,,,"), "text/csv", 1),
    "numbers for everything": (b'[1, "a", null, {"case_id": 1, "reported_at": 2}]', "application/json", 4),
}


@pytest.mark.parametrize("name", NASTY)
def test_what_is_known_to_be_nasty(town: Town, name: str) -> None:
    content, kind, total = NASTY[name]
    assert check(town, town.post(content if isinstance(content, bytes) else content(), kind)) == total


def test_a_rounded_id_and_a_year_too_far_are_refused_by_their_reasons(town: Town) -> None:
    _, said = town.post(table("1.23E+17,2026-03-04,,,", "n,2062-03-04,,,", "fine,2026-03-04,,,"), "text/csv")
    assert (said["accepted"] + said["duplicate"], said["rejected"]) == (1, 2)
    reasons = [one["reason"] for one in said["rejects"]]
    assert "rounded" in reasons[0]
    assert "future" in reasons[1]
