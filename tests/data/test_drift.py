"""A source that changes is told: columns that come and go, values that were never seen, what "*" would swallow."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from data.drift import Drift, read_drift
from data.fault import Fault
from data.intake import take_file
from data.profile import load_profile
from data.store import Store
from tests.data.squares import write_place

MAPPED = """
[[feeds]]
id = "hotline"
schema = "cases"
stale_after = "1d"
values.source = { "热线" = "hotline", "*" = "other" }
columns = { case_id = "id", reported_at = "at", source = "from" }
"""
NOW = datetime.now(UTC)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setenv("YIPING_VAR", str(tmp_path / "var"))
    place = write_place(tmp_path)
    place.write_text(place.read_text() + MAPPED)
    store = Store.open(load_profile(str(place)))
    yield store
    store.close()


def load(store: Store, content: str, feed: str = "cases", name: str = "cases.csv") -> Drift:
    path = store.profile.folder / name
    path.write_text(content, encoding="utf-8")
    take_file(store, store.profile.feed(feed), path)
    return read_drift(store.connection, feed, datetime.now(UTC))


def table(*names: str, number: int = 1, **values: str) -> str:
    row = {"case_id": f"c{number}", "reported_at": "2026-03-02T08:00:00Z"} | values
    return ",".join(names) + "\n" + ",".join(row.get(name, "x") for name in names) + "\n"


def test_the_first_file_of_a_source_is_no_drift(store: Store) -> None:
    drift = load(store, table("case_id", "reported_at", "category", "weather"))
    assert drift == Drift()


def test_a_new_column_and_one_that_is_gone_are_told_until_it_is_back(store: Store) -> None:
    before, after = ("case_id", "reported_at", "category"), ("case_id", "reported_at", "weather")
    load(store, table(*before))
    drift = load(store, table(*after, number=2))
    assert [name for name, _ in drift.columns] == ["weather"]
    assert [name for name, _ in drift.gone] == ["category"]
    assert load(store, table(*after, number=3)) == drift  # the next like file tells nothing more
    back = load(store, table(*after, "category", number=4))
    assert back.gone == ()
    assert [name for name, _ in back.columns] == ["weather"]
    later = read_drift(store.connection, "cases", NOW + timedelta(days=8))
    assert later == Drift()


def test_a_value_never_seen_before_is_told_once_with_its_column(store: Store) -> None:
    names = ("case_id", "reported_at", "category", "title")
    load(store, table(*names, category="市容", title="张三"))
    assert load(store, table(*names, number=2, category="市容", title="李四")).words == ()
    drift = load(store, table(*names, number=3, category="噪声"))
    assert [(name, word) for name, word, _ in drift.words] == [("category", "噪声")]
    assert load(store, table(*names, number=4, category="噪声")).words == drift.words


def test_a_word_that_only_the_star_translates_is_told_as_the_source_wrote_it(store: Store) -> None:
    load(store, "id,at,from\n1,2026-03-02T08:00Z,热线\n", "hotline", "a.csv")
    drift = load(store, "id,at,from\n2,2026-03-02T08:00Z,小程序\n3,2026-03-02T08:00Z,\n", "hotline", "a.csv")
    assert [(name, word) for name, word, _ in drift.others] == [("source", "小程序")]


def test_keys_of_records_add_up_and_a_record_without_one_is_no_loss(store: Store) -> None:
    def records(*rows: dict[str, str]) -> str:
        return json.dumps(
            [{"case_id": f"j{n}", "reported_at": "2026-03-02T08:00:00Z"} | row for n, row in enumerate(rows)]
        )

    load(store, records({"category": "a"}), name="cases.json")
    drift = load(store, records({}, {"level": "3"}), name="cases.json")
    assert [name for name, _ in drift.columns] == ["level"]
    assert drift.gone == ()


def test_what_a_refused_file_would_have_told_is_not_kept(store: Store) -> None:
    load(store, table("case_id", "reported_at"))
    with pytest.raises(Fault):
        load(store, "id,from,wind\n1,x,y\n", "hotline", "a.csv")
    counts = store.connection.execute("SELECT feed, count(*) FROM headers GROUP BY feed").fetchall()
    assert counts == [("cases", 1)]


def test_a_column_of_countless_words_is_no_category(store: Store) -> None:
    rows = "".join(f"c{n},2026-03-02T08:00:00Z,word {n}\n" for n in range(3000))
    load(store, f"case_id,reported_at,category\n{rows}")
    drift = load(store, table("case_id", "reported_at", "category", category="one more"))
    assert drift.words == ()
    assert store.connection.execute("SELECT count(*) FROM words").fetchall()[0][0] <= 500
