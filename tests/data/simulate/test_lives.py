import numpy as np
import pyarrow as pa

from data.feeds.serving import NEEDS
from data.simulate.draws import NEVER
from data.simulate.lives import Lives, glued, words


def needs() -> Lives:
    return Lives(
        NEEDS,
        np.array([10, 20, 30]),
        {
            "need_id": words(np.array([0, 1, 2]), ("a", "b", "c")),
            "kind": words(np.array([0, 0, -1]), ("meal",)),
            "raised_at": np.array([10, 20, 30]),
            "matched_at": np.array([25, NEVER, 31]),
            "households": np.array([1, 2, 3]),
            "lon": np.array([119.0, np.nan, 119.2]),
        },
        known={"households": np.array([25, NEVER, 31])},
    )


def column(table: pa.Table, name: str) -> list[object]:
    plain = table[name].cast(pa.int64()) if pa.types.is_timestamp(table[name].type) else table[name]
    values: list[object] = plain.to_pylist()
    return values


def test_only_what_is_known_is_shown() -> None:
    table = needs().until(24)
    assert column(table, "need_id") == ["a", "b"]
    assert column(table, "matched_at") == [None, None]
    assert column(table, "households") == [None, None]
    assert column(table, "lon") == [119.0, None]
    later = needs().until(31)
    assert column(later, "matched_at") == [25, None, 31]
    assert column(later, "households") == [1, None, 3]
    assert column(later, "kind") == ["meal", "meal", None]


def test_between_gives_the_born_and_the_changed_once_the_end_included() -> None:
    lives = needs()
    assert column(lives.between(9, 10), "need_id") == ["a"]
    assert column(lives.between(10, 24), "need_id") == ["b"]
    assert column(lives.between(20, 31), "need_id") == ["a", "c"]
    assert lives.between(31, 1000).num_rows == 0


def test_a_revised_value_is_the_former_one_until_then() -> None:
    lives = Lives(
        NEEDS,
        np.array([0]),
        {"need_id": words(np.array([0]), ("a",)), "matched_at": np.array([90])},
        known={"matched_at": np.array([5])},
        revised={"matched_at": (np.array([50]), np.array([20]))},
    )
    assert [column(lives.until(at), "matched_at") for at in (4, 5, 19, 20)] == [[None], [50], [50], [90]]
    assert lives.between(19, 20).num_rows == 1


def test_words_are_put_together() -> None:
    assert glued(words(np.array([1, 0]), ("a", "b")), pa.array(["x", "y"]), glue="-").to_pylist() == ["b-x", "a-y"]
