"""What rows show of their source is remembered once, and only where the batch was kept."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest

from data.feeds.schema import SCHEMAS
from data.feeds.told import LONGEST, MOST
from data.intake import take_rows
from data.profile import load_profile
from data.shown import Shown, shown_by, words_of
from data.store import Store, delivered_columns
from tests.data.batches import cases
from tests.data.squares import write_place


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setenv("YIPING_VAR", str(tmp_path / "var"))
    store = Store.open(load_profile(str(write_place(tmp_path))))
    yield store
    store.close()


def words_in(store: Store) -> list[tuple[str, ...]]:
    return store.connection.execute("SELECT feed, name, word FROM words ORDER BY ALL").fetchall()


def test_columns_without_a_value_are_not_filled_and_free_texts_are_no_words() -> None:
    schema = SCHEMAS["cases"]
    empty = {column.name: pa.nulls(2, pa.string()) for column in schema.all_columns}
    rows = pa.table(empty | {"category": ["市容", None], "title": ["a", "b"], "case_id": ["1", "2"]})
    shown = shown_by(schema, rows)
    assert {"category", "title", "case_id"} <= shown.filled
    assert "source" not in shown.filled
    assert shown.words["category"] == {"市容"}
    assert "title" not in shown.words
    assert "case_id" not in shown.words


def test_a_column_of_names_stops_at_so_many_words() -> None:
    words = words_of(pa.chunked_array([[f"{number:05d}" + "x" * 200 for number in range(5 * MOST)]]))
    assert len(words) == MOST
    assert {len(word) for word in words} == {LONGEST}
    more = Shown(frozenset(), {"a": words}) + Shown(frozenset(), {"a": frozenset({"00000"}), "b": frozenset({"b"})})
    assert len(more.words["a"]) == MOST
    assert more.words["b"] == {"b"}


def test_what_a_failed_batch_showed_is_shown_anew(store: Store) -> None:
    feed = store.profile.feed("cases")
    rows = cases(1)
    rows = rows.set_column(rows.schema.get_field_index("category"), "category", pa.array(["市容"] * rows.num_rows))

    def fail() -> None:
        with store.transaction():
            take_rows(store, feed, rows)
            assert ("cases", "category", "市容") in words_in(store)
            raise RuntimeError("power")

    with pytest.raises(RuntimeError, match="power"):
        fail()
    assert words_in(store) == []
    for _ in range(2):
        take_rows(store, feed, rows)
        assert words_in(store).count(("cases", "category", "市容")) == 1
        assert "category" in delivered_columns(store.connection)["cases"]
