"""The parts of an index: what each takes adds up to what is missing to 100."""

from dataclasses import replace
from datetime import timedelta
from math import exp

import pytest

from data.board import Board
from data.catalogue import Catalogue, Derived
from data.derived import derive
from data.fault import Fault
from data.index import contributors
from tests.components.boards import board as board_of
from tests.components.boards import feed, indicator, rate

DOWN = {"direction": "down"}
PARTS = (
    (rate("low", target=80), 60.0, 0.75),
    (rate("high", target=40), 60.0, 1.25),
    (rate("twice", target=5, **DOWN), 10.0, 0.5),
    (rate("half", target=5, **DOWN), 2.0, 1.25),
    (rate("nothing", target=5, **DOWN), 0.0, 1.25),
    (rate("watched", target=0, watch=4, **DOWN), 2.0, exp(-0.5)),
    (rate("limited", target=0, watch=None, bad=10, **DOWN), 10.0, exp(-1)),
    (rate("unlimited", target=0, watch=None, bad=None, **DOWN), 3.0, exp(-3)),
    (indicator("counted", direction="up", target=20), 10.0, 0.5),
    (rate("absent", target=90), None, None),
    (rate("old", target=90), 50.0, None),
)
OTHERS = (
    rate("aimless"),
    rate("context", target=5, direction="none"),
    rate("people", target=5, flags=("person_sensitive",)),
    rate("mean", target=90, rows="", measure="", derived=Derived("mean", (("low", 1.0),))),
)


def board(*weights: tuple[str, float]) -> Board:
    """A board with an index of all parts, or of these; the feed behind `old` is stale."""
    whole = rate("whole", rows="", measure="", derived=Derived("index", weights))
    indicators = (whole, *(one for one, _, _ in PARTS), *OTHERS)
    feeds = (feed("cases"), feed("late", timedelta(days=9), stale=True))
    made = board_of({one.id: value for one, value, _ in PARTS}, indicators, feeds)
    lineage = tuple(("late",) if one.id == "old" else ("cases",) for one in indicators)
    measured = {level: derive(one, made.catalogue, lineage, feeds) for level, one in made.measured.items()}
    return replace(made, measured=measured, lineage=lineage)


def test_the_index_by_hand_and_what_each_part_takes() -> None:
    made = board()
    scores = {one.id: expected for one, _, expected in PARTS}
    counted = [one for one in scores.values() if one is not None]
    assert len(counted) == 9
    index = made.reading("whole").value
    assert index == pytest.approx(100 * sum(counted) / 9, rel=1e-12)
    found = contributors(made)
    assert {part.reading.indicator.id for part in found} == scores.keys()
    for part in found:
        expected = scores[part.reading.indicator.id]
        assert part.score == (None if expected is None else pytest.approx(expected, rel=1e-12))
        assert part.taken == (None if expected is None else pytest.approx(100 * (1 - expected) / 9, abs=1e-9))
    assert index is not None
    assert sum(part.taken or 0 for part in found) == pytest.approx(100 - index, rel=1e-9)


def test_the_worst_come_first_and_what_is_left_out_last() -> None:
    found = contributors(board())
    assert [part.reading.indicator.id for part in found[:5]] == ["unlimited", "limited", "twice", "counted", "watched"]
    assert [(part.reading.indicator.id, part.left_out) for part in found[-2:]] == [
        ("absent", "missing"),
        ("old", "stale"),
    ]
    assert {part.left_out for part in found[:-2]} == {None}


def test_own_weights_are_the_whole_list() -> None:
    made = board(("low", 3.0), ("twice", 1.0), ("absent", 5.0))
    index = made.reading("whole").value
    assert index == pytest.approx(100 * (3 * 0.75 + 0.5) / 4)
    found = contributors(made)
    assert [(part.reading.indicator.id, part.weight) for part in found] == [("low", 3), ("twice", 1), ("absent", 5)]
    assert [part.taken for part in found] == [pytest.approx(18.75), pytest.approx(12.5), None]


def test_below_the_town_an_index_has_no_counts() -> None:
    made = board()
    found = contributors(made, "village", "v3")
    assert "counted" not in {part.reading.indicator.id for part in found}
    index = made.reading("whole", "village", "v3").value
    assert index is not None
    assert sum(part.taken or 0 for part in found) == pytest.approx(100 - index, rel=1e-9)


def test_nothing_to_count_is_no_index() -> None:
    made = board(("absent", 1.0), ("old", 1.0))
    assert made.reading("whole").value is None
    assert [part.taken for part in contributors(made)] == [None, None]


def test_a_catalogue_without_an_index_says_so() -> None:
    made = board()
    alone = replace(made, catalogue=Catalogue((PARTS[0][0],)))
    with pytest.raises(Fault, match="has no index"):
        contributors(alone)
    with pytest.raises(Fault, match="nowhere"):
        contributors(made, "village", "nowhere")
