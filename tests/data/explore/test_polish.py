"""Signs of polish: found where they are planted, asked of nobody else, and not found where nothing is polished."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from data.door import ANALYST, VISITOR
from data.explore.polish import Polish, Scope, ask_polish, measured, read_asked
from data.explore.signs import SIGNS
from data.fault import Fault
from data.hub import HUB
from tests.data.polished import AS_OF, MANY, PARTIES, PLANTED, clean, stored, town

SEEDS = 12
DAYS = Scope(90)
DOCS = Path(__file__).resolve().parents[3] / "docs" / "polish.md"


@pytest.fixture(autouse=True)
def no_store() -> Iterator[None]:
    yield
    if HUB.reader is not None:
        HUB.reader.close()
    HUB.reader = None


def read(frame: pd.DataFrame, scope: Scope = DAYS) -> Polish:
    if HUB.reader is not None:
        HUB.reader.close()
    HUB.reader = stored(frame)
    return ask_polish(ANALYST, town(), scope)


def polished(id: str, seed: int = 3) -> pd.DataFrame:
    frame = clean(seed)
    PLANTED[id][0](frame, np.random.default_rng(seed))
    return frame


def test_every_sign_can_be_planted() -> None:
    assert [sign.id for sign in SIGNS] == list(PLANTED)


@pytest.mark.parametrize("id", PLANTED)
def test_a_planted_sign_is_asked_about_first_and_of_whom_it_concerns(id: str) -> None:
    found = read(polished(id))
    first = found.questions[0]
    assert (first.sign.id, first.suspect.subject) == (id, PLANTED[id][1])
    # What is planted at a party or a village may show in the other one's ratings; nobody else is asked.
    assert {one.suspect.subject for one in found.questions} == {PLANTED[id][1]}
    assert first.suspect.chance < 1e-4


def test_where_nothing_is_polished_hardly_anything_is_asked() -> None:
    """At most 5 % of clean towns should be asked anything; of 12 four or more have a chance of 1 in 450."""
    alarms = sum(bool(read(clean(seed)).questions) for seed in range(100, 100 + SEEDS))
    assert alarms < 4


def test_every_sign_was_really_measured_where_nothing_is_polished() -> None:
    found = read(clean(5))
    assert found.tested == {
        "deadline": 4,
        "burst": 4,
        "alike_party": 4,
        "alike_village": 4,
        "silent": 12,
        "rounded": 4,
    }


@pytest.mark.parametrize("id", ["deadline", "alike_party", "rounded"])
def test_the_counts_equal_pandas(id: str) -> None:
    frame = polished(id)
    HUB.reader = stored(frame)
    sign = next(one for one in SIGNS if one.id == id)
    found = next(one for one in measured(HUB.reader, town(), sign, DAYS) if one.subject == PARTIES[0])
    since, until = pd.Timestamp(AS_OF) - pd.Timedelta(days=90), pd.Timestamp(AS_OF)
    counted_at = frame.rated_at if id == "alike_party" else frame.closed_at
    theirs = frame[(frame.party == PARTIES[0]) & (counted_at >= since) & (counted_at <= until)]
    took = (theirs.closed_at - theirs.registered_at).dt.total_seconds()
    hits = {
        "deadline": (took / (48 * 3600)).between(0.95, 1),
        "alike_party": theirs.rating == 5,
        "rounded": took % 3600 == 0,
    }[id]
    assert (found.n, found.hits) == (len(theirs), int(hits.sum()))


def test_the_rows_behind_are_those_and_come_by_pages() -> None:
    frame = polished("deadline")
    found = read(frame, Scope(365))
    question = found.questions[0]
    seen = []
    for page in range(1, 100):
        behind = read_asked(ANALYST, town(), question.sign, question.suspect.subject, Scope(365), page)
        seen += [row.key for row in behind.rows]
        assert len(behind.rows) <= 50
        if page == behind.pages:
            break
    assert len(seen) == len(set(seen)) == question.suspect.hits
    times = frame.set_index("case_id").loc[seen]
    assert ((times.due_at - times.closed_at).dt.total_seconds() <= 0.05 * 48 * 3600).all()


def test_a_place_narrows_and_what_nobody_knows_finds_nothing() -> None:
    frame = polished("deadline")
    whole = read(frame).questions[0].suspect
    narrow = ask_polish(ANALYST, town(), Scope(90, "village", "v1"))
    assert all(one.suspect.n < whole.n for one in narrow.questions if one.sign.id == "deadline")
    nowhere = ask_polish(ANALYST, town(), Scope(90, "village", "'; DROP TABLE cases; --"))
    assert nowhere.questions == ()
    assert set(nowhere.tested.values()) == {0}
    behind = read_asked(ANALYST, town(), SIGNS[0], "'; DROP TABLE cases; --", DAYS)
    assert (behind.rows, behind.pages) == ((), 1)
    with pytest.raises(Fault):
        ask_polish(ANALYST, town(), Scope(90, "spot", "1"))
    assert HUB.reader is not None
    assert HUB.reader.execute("SELECT count(*) FROM cases").fetchall() == [(MANY,)]


def test_an_empty_store_asks_nothing_and_a_visitor_sees_nothing() -> None:
    found = read(clean(1).iloc[:0])
    assert found.questions == ()
    assert set(found.tested.values()) == {0}
    with pytest.raises(Fault):
        ask_polish(VISITOR, town(), DAYS)


def test_a_source_that_keeps_times_by_the_hour_is_not_asked_about_whole_hours() -> None:
    frame = clean(4)
    for column in ("reported_at", "registered_at", "closed_at"):
        frame[column] = frame[column].dt.floor("h")
    assert not any(one.sign.id == "rounded" for one in read(frame).questions)


def test_the_documentation_lists_every_sign_as_it_is_declared() -> None:
    told = DOCS.read_text(encoding="utf-8")
    for sign in SIGNS:
        for words in (sign.title, sign.how, *sign.innocent):
            assert words.en in told, f"{sign.id}: {words.en}"
            assert words.zh in told, f"{sign.id}: {words.zh}"


def test_no_sign_accuses() -> None:
    for sign in SIGNS:
        assert sign.question.zh.endswith("？")
        assert sign.question.en.endswith("?")
        assert "是否可能" in sign.question.zh
        assert "Is it possible" in sign.question.en
        assert len(sign.innocent) >= 2
