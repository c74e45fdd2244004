"""Rows pushed over HTTP to a real server: what it answers, and that what it answered is there."""

import json
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from tests.data.ways.pushed import HEADER, Server

COUNTS = ("accepted", "updated", "duplicate", "rejected", "unplaced")
CSV, LINES = {"Content-Type": "text/csv"}, {"Content-Type": "application/x-ndjson"}


def case(name: str, **changed: Any) -> dict[str, Any]:
    return {
        "case_id": name,
        "reported_at": "2026-03-04T09:00",
        "category": "市容",
        "lon": 119.25,
        "lat": 26.05,
    } | changed


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    started = Server(tmp_path_factory.mktemp("town"))
    yield started
    started.stop(signal.SIGTERM)


def counts(answer: httpx.Response) -> tuple[int, ...]:
    assert answer.status_code == httpx.codes.OK, answer.text
    return tuple(answer.json()[name] for name in COUNTS)


@pytest.mark.parametrize(
    ("content", "headers", "expected"),
    [
        (case("j1"), {}, (1, 0, 0, 0, 0)),
        ([case("j2"), case("j3", lon=100.0)], {}, (2, 0, 0, 0, 1)),
        ({"sent": {"by": "x"}, "rows": [case("j4"), case("j4")]}, {}, (1, 0, 1, 0, 0)),
        ("\n".join(json.dumps(case(f"l{n}")) for n in range(3)), LINES, (3, 0, 0, 0, 0)),
        (json.dumps(case("l9")) + "\n{broken\n", LINES, (1, 0, 0, 1, 0)),
        (HEADER + "c1,2026-03-04T08:00,市容,119.25,26.05\nc2,,市容,,\n", CSV, (1, 0, 0, 1, 0)),
    ],
)
def test_rows_come_in_as_json_lines_or_csv(server: Server, content: Any, headers: Any, expected: Any) -> None:
    assert counts(server.post("cases", content, headers)) == expected


def test_what_came_before_is_a_duplicate_and_a_correction_an_update(server: Server) -> None:
    assert counts(server.post("cases", case("twice"))) == (1, 0, 0, 0, 0)
    assert counts(server.post("cases", case("twice"))) == (0, 0, 1, 0, 0)
    assert counts(server.post("cases", case("twice", category="噪声"))) == (0, 1, 0, 0, 0)


def test_a_source_sends_its_own_columns_or_the_canonical_ones(server: Server) -> None:
    own = {
        "工单号": "h1",
        "来电时间": "2026年03月04日 09:00",
        "类别": "噪声",
        "经度": "119.25",
        "纬度": 26.05,
        "姓名": "x",
    }
    assert counts(server.post("hotline", own)) == (1, 0, 0, 0, 0)
    assert counts(server.post("hotline", case("h1", category="噪声"))) == (0, 0, 1, 0, 0)
    table = f"{','.join(own)}\n{','.join(str(value) for value in own.values())}\n"
    assert counts(server.post("hotline", table.encode("gb18030"), CSV)) == (0, 0, 1, 0, 0)
    utf8 = {"Content-Type": "text/csv; charset=utf-8"}
    assert counts(server.post("hotline", table.encode(), utf8)) == (0, 0, 1, 0, 0)
    assert counts(server.post("hotline", (HEADER + "h1,2026-03-04T09:00,噪声,119.25,26.05").encode(), CSV)) == (
        0,
        0,
        1,
        0,
        0,
    )


def test_a_refused_row_is_told_by_line_column_and_reason_without_its_value(server: Server) -> None:
    answer = server.post("cases", [case("good"), case("bad", reported_at='of "Zhang San"')])
    assert counts(answer) == (1, 0, 0, 1, 0)
    (reject,) = answer.json()["rejects"]
    assert (reject["line"], reject["column"]) == (2, "reported_at")
    assert "is no time" in reject["reason"]
    assert "Zhang" not in answer.text
    many = server.post("cases", [case(f"bad{n}", lat="north") for n in range(50)]).json()
    assert (many["rejected"], len(many["rejects"])) == (50, 20)


def test_the_same_key_is_answered_the_same_and_written_once(server: Server) -> None:
    key = {"Idempotency-Key": "k-1"}
    first = server.post("cases", [case("k1"), case("k2", lat="north")], key)
    again = server.post("cases", [case("k1"), case("k2", lat="north")], key)
    assert counts(first) == (1, 0, 0, 1, 0)
    assert again.json() == first.json()
    assert counts(server.post("hotline", case("k3"), key)) == (1, 0, 0, 0, 0)
    other = server.post("cases", case("k4"), key)
    assert other.status_code == httpx.codes.UNPROCESSABLE_ENTITY
    assert counts(server.post("cases", case("k4"))) == (1, 0, 0, 0, 0)


@pytest.mark.parametrize(
    ("content", "headers", "status", "said"),
    [
        (b"", {}, 400, "empty"),
        ("[1, 2", {}, 400, "ends before"),
        ('{"case_id": "x"', {}, 400, "ends before"),
        ('[\n{"case_id": "x",,}]', {}, 400, "line 2, column 17"),
        ('{"case_id": }', {}, 400, "line 1, column 13"),
        ("no json", {}, 400, "line 1, column 1"),
        ('{"case_id": "x"}\n{"case_id": "y"}', {}, 400, "x-ndjson"),
        ({"id": "x"}, {}, 400, 'no column "case_id"'),
        ("id,time\n1,2\n", CSV, 400, 'no column "case_id"'),
        (b"\x1f\x8b\x08", {}, 400, "unpacked"),
        (case("x"), {"Content-Encoding": "gzip"}, 415, "unpacked"),
        (case("x"), {"Content-Type": "text/html"}, 415, "Content-Type"),
        (case("x"), {"Content-Type": "text/csv; charset=klingon"}, 415, "charset"),
        (case("x"), {"Idempotency-Key": "k" * 300}, 400, "Idempotency-Key"),
        (b" " * ((32 << 20) + 1), {}, 413, "32 MB"),
        (case("x"), {"Authorization": ""}, 401, "token"),
        (case("x"), {"Authorization": "Bearer no-such-token"}, 401, "token"),
    ],
)
def test_what_is_wrong_is_refused_in_plain_words(
    server: Server, content: Any, headers: Any, status: int, said: str
) -> None:
    answer = server.post("cases", content, headers)
    assert (answer.status_code, answer.json().keys()) == (status, {"error"})
    assert said in answer.json()["error"]
    assert ("www-authenticate" in answer.headers) == (status == httpx.codes.UNAUTHORIZED)


def test_a_token_opens_its_own_feed_only(server: Server) -> None:
    other = {"Authorization": f"Bearer {server.tokens['hotline']}"}
    assert server.post("cases", case("x"), other).status_code == httpx.codes.FORBIDDEN
    nowhere = server.web.post("/api/v1/feeds/nowhere", headers=other | CSV, content="x")
    assert nowhere.status_code == httpx.codes.NOT_FOUND


def test_a_token_made_while_the_server_runs_replaces_the_last_at_once(server: Server) -> None:
    before = {"Authorization": f"Bearer {server.tokens['hotline']}"}
    server.tokens["hotline"] = server.run("token", "hotline").communicate()[0].strip()
    assert server.post("hotline", "[]", before).status_code == httpx.codes.UNAUTHORIZED
    assert counts(server.post("hotline", "[]")) == (0, 0, 0, 0, 0)


def test_posts_that_come_together_are_each_told_their_own(server: Server) -> None:
    shared = case("shared")

    def send(n: int) -> tuple[int, ...]:
        rows = [case(f"own{n}", lon=119.25 + n / 10**4), case(f"far{n}", lon=100 + n)]
        return counts(server.post("cases", [*rows, case("bad", lat="north"), *[shared] * (n % 4 == 0)]))

    with ThreadPoolExecutor(12) as senders:
        told = list(senders.map(send, range(12)))
    for n, (accepted, updated, duplicate, rejected, unplaced) in enumerate(told):
        assert (accepted + duplicate, updated, rejected, unplaced) == (3 if n % 4 == 0 else 2, 0, 1, 1)
    assert [sum(column) for column in zip(*told, strict=True)] == [25, 0, 2, 12, 12]


def test_a_large_body_is_taken_whole_or_not_at_all(server: Server) -> None:
    rows = [case(f"large{n}", reported_at="2026-03-01T09:00", lon=119.25 + n / 10**6) for n in range(5000)]
    torn = server.post("cases", json.dumps(rows, ensure_ascii=False)[:-50])
    assert torn.status_code == httpx.codes.BAD_REQUEST
    assert counts(server.post("cases", rows)) == (5000, 0, 0, 0, 0)


def test_the_number_rises_soon_and_what_was_answered_outlives_a_kill(server: Server) -> None:
    key = {"Idempotency-Key": "k-9"}
    assert counts(server.post("cases", case("seen", reported_at="2026-03-05T10:00"))) == (1, 0, 0, 0, 0)
    server.wait_for(lambda: server.reported() == 1)
    last = case("killed", reported_at="2026-03-05T10:00")
    assert counts(server.post("cases", last, key)) == (1, 0, 0, 0, 0)
    server.stop(signal.SIGKILL)
    server.start()
    assert server.reported() == 2
    assert counts(server.post("cases", last, key)) == (1, 0, 0, 0, 0)
    assert counts(server.post("cases", last)) == (0, 0, 1, 0, 0)
    assert server.reported() == 2


def test_no_token_is_ever_said(server: Server) -> None:
    said = (server.folder / "said.txt").read_text()
    assert not any(token in said for token in server.tokens.values())
