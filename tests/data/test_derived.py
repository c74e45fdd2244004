"""What follows from others, against plain Python over the same numbers; and on a board, from rows to readings."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import combinations
from math import nan
from pathlib import Path
from statistics import median

import numpy as np
import pytest

from data.board import catalogue_of
from data.catalogue import Catalogue, Derived, Indicator
from data.commands import as_row, print_table
from data.derived import derive, following, lineage_of, parts_of, theil_sen
from data.fault import Fault
from data.measured import CURRENT, Measured
from data.spots import LevelIndex
from data.survey import build_board
from tests.components.boards import feed, indicator, profile, rate
from tests.data.due_town import NOON, opened

PLACES = 40
MEAN = Derived("mean", (("first", 1.0), ("second", 3.0)))
CATALOGUE = Catalogue(
    (
        rate("score", rows="", measure="", derived=MEAN),
        rate("first", target=50),
        rate("second", target=20, direction="down"),
        indicator("count", target=0, watch=5),
        rate("slope", rows="", measure="", derived=Derived("slope", (("first", 1.0),))),
        rate("whole", rows="", measure="", derived=Derived("index")),
    )
)
LINEAGE = ((),) * 6


def random_level(level: str, seed: int) -> Measured:
    """Rates of small random numbers, a fifth of them without a denominator, and a count."""
    draw = np.random.default_rng(seed)
    shape = (PLACES + 1, 13)
    parts = [draw.integers(0, 10, shape).astype(float) for _ in range(6)]
    whole = [np.where(draw.random(shape) < 0.2, 0.0, draw.integers(1, 20, shape)) for _ in range(6)]
    own = (1, 2, 3)
    numerators = tuple(part if number in own else np.full(shape, nan) for number, part in enumerate(parts))
    denominators = tuple(one if number in (1, 2) else None for number, one in enumerate(whole))
    places = tuple(str(number) for number in range(PLACES))
    index = LevelIndex(level, places, places, np.zeros(1, np.int32))
    scales = np.array([one.scale for one in CATALOGUE.indicators])
    return Measured(index, numerators, denominators, scales, np.ones((6, 13), dtype=bool))


def rate_of(measured: Measured, number: int, place: int, window: int) -> float | None:
    """In plain Python."""
    whole = measured.denominators[number]
    assert whole is not None
    if whole[place, window] == 0:
        return None
    return float(100 * measured.numerators[number][place, window] / whole[place, window])


def agree(found: float, expected: float | None) -> bool:
    return bool(np.isnan(found)) if expected is None else found == pytest.approx(expected, rel=1e-12)


def test_a_mean_in_every_window_is_missing_where_any_part_is() -> None:
    measured = derive(random_level("village", 1), CATALOGUE, LINEAGE, ())
    missing = 0
    for place in range(PLACES + 1):
        for window in range(13):
            first, second = (rate_of(measured, number, place, window) for number in (1, 2))
            expected = None if first is None or second is None else (first + 3 * second) / 4
            missing += expected is None
            assert agree(measured.values(0, place)[window], expected)
    assert 0 < missing < 13 * (PLACES + 1)


def slope_of(points: Sequence[float | None]) -> float | None:
    known = [(step, value) for step, value in enumerate(points) if value is not None]
    if len(known) < 8:
        return None
    return median((b - a) / (j - i) for (i, a), (j, b) in combinations(known, 2))


def test_a_slope_is_the_median_of_all_slopes_and_of_the_current_window_alone() -> None:
    measured = derive(random_level("village", 2), CATALOGUE, LINEAGE, ())
    expected = [slope_of([rate_of(measured, 1, place, w) for w in range(12)]) for place in range(PLACES + 1)]
    assert {one is None for one in expected} == {True, False}
    values = measured.values(4)
    assert all(agree(values[place, CURRENT], one) for place, one in enumerate(expected))
    assert np.isnan(np.delete(values, CURRENT, axis=1)).all()


def test_one_odd_week_does_not_turn_a_slope() -> None:
    points = np.array([[90 + 0.5 * week for week in range(12)]] * 3)
    points[1, 6] = 0
    points[2, :5] = nan
    found = theil_sen(points)
    assert found[:2] == pytest.approx([0.5, 0.5])
    assert np.isnan(found[2]), "seven points"
    points[2, 4] = 92
    assert theil_sen(points)[2] == pytest.approx(0.5)
    assert np.isnan(theil_sen(np.full((2, 12), nan))).all()


@pytest.mark.parametrize(("level", "counts"), [("town", True), ("village", False)])
def test_an_index_in_plain_python(level: str, counts: bool) -> None:
    measured = derive(random_level(level, 3), CATALOGUE, LINEAGE, ())
    for place in range(PLACES + 1):
        first, second = (rate_of(measured, number, place, CURRENT) for number in (1, 2))
        scores = [] if first is None else [min(first / 50, 1.25)]
        scores += [] if second is None else [min(20 / second, 1.25) if second else 1.25]
        scores += [float(np.exp(-measured.numerators[3][place, CURRENT] / 5))] if counts else []
        expected = 100 * sum(scores) / len(scores) if scores else None
        assert agree(measured.values(5, place)[CURRENT], expected)
    assert np.isnan(np.delete(measured.values(5), CURRENT, axis=1)).all()


def test_an_index_has_every_part_that_can_be_scored_or_the_places_own() -> None:
    index = CATALOGUE["whole"]
    assert parts_of(CATALOGUE, index) == [(1, 1.0), (2, 1.0), (3, 1.0)]
    assert parts_of(CATALOGUE, index, "grid") == [(1, 1.0), (2, 1.0)]
    own = replace(index, derived=Derived("index", (("count", 2.0), ("second", 0.5))))
    assert parts_of(CATALOGUE, own) == [(2, 0.5), (3, 2.0)]


def test_lineage_is_that_of_the_parts_and_an_index_is_as_old_as_what_it_counts() -> None:
    devices = {"rows": "SELECT seen_at AS counted_at, * FROM devices"}
    catalogue = Catalogue((rate("first", target=50), rate("second", target=20, **devices), *CATALOGUE.indicators[4:]))
    catalogue = Catalogue((*catalogue.indicators, rate("score", rows="", measure="", derived=MEAN)))
    feeds = [
        {"id": "a", "schema": "cases", "path": "a.csv", "stale_after": "1d"},
        {"id": "b", "schema": "devices", "path": "b.csv", "stale_after": "1d"},
    ]
    place = profile(feeds=feeds)
    fresh, old = [feed("a"), feed("b")], [feed("a"), feed("b", timedelta(days=3), stale=True)]
    assert lineage_of(place, catalogue, fresh) == (("a",), ("b",), ("a",), ("a", "b"), ("a", "b"))
    assert lineage_of(place, catalogue, old) == (("a",), ("b",), ("a",), ("a",), ("a", "b"))
    gone = [replace(one, stale=True) for one in old]
    assert lineage_of(place, catalogue, gone)[3] == ("a", "b"), "nothing fresh: the index is stale"


def test_an_index_follows_from_any_part_and_a_mean_from_all() -> None:
    assert following(CATALOGUE, {"first"}) == {"slope", "whole"}
    assert following(CATALOGUE, {"first", "second"}) == {"slope", "whole", "score"}
    assert following(CATALOGUE, {"count"}) == {"whole"}
    assert following(CATALOGUE, set()) == set()


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ((rate("first"),), "score: its part second is no indicator"),
        ((rate("first"), rate("second", derived=Derived("index"))), "score: its part second is derived itself"),
        ((rate("first"), rate("second", flags=("person_sensitive",))), "score: its part second is person-sensitive"),
        ((rate("first"), rate("second", period="year")), "second is of another period (year) than the mean (month)"),
    ],
)
def test_a_catalogue_refuses_what_cannot_be_derived(parts: tuple[Indicator, ...], said: str) -> None:
    with pytest.raises(Fault) as refused:
        Catalogue((CATALOGUE["score"], *parts))
    assert said in str(refused.value)


def test_from_rows_to_readings(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        plain = catalogue_of(store.profile)
        on_time, closure = (replace(plain[f"case_{name}_rate"], counter=None) for name in ("on_time", "closure"))
        score = Derived("mean", ((on_time.id, 1.0), (closure.id, 3.0)))
        catalogue = Catalogue(
            (
                on_time,
                replace(closure, target=50),
                replace(plain["camera_online_rate"], counter=None),
                rate("score", rows="", measure="", derived=score),
                rate("whole", rows="", measure="", derived=Derived("index"), target=90),
            )
        )
        board = build_board(store, catalogue, NOON)
        later = build_board(store, catalogue, NOON + timedelta(hours=1))
    # On time 2 of 3, closed 3 of 3 (targets 90 and 50), on line 1 of 2 cameras (target 98).
    reading = board.reading("score")
    assert reading.value == pytest.approx((200 / 3 + 3 * 100) / 4)
    assert (reading.numerator, reading.denominator, reading.stale) == (None, None, False)
    assert reading.before == pytest.approx(100), "of February, in which one case was due and closed in time"
    assert board.reading("score", "village", "仓山区").value is None
    target = plain["camera_online_rate"].target
    assert target is not None
    index = board.reading("whole")
    assert index.value == pytest.approx(100 * (200 / 3 / 90 + 1.25 + 50 / target) / 3)
    assert (index.before, index.state) == (None, "watch")
    assert {"score", "whole"} <= board.offered
    # An hour later the cameras are too old to count; the index is of the cases alone, and not stale.
    index = later.reading("whole")
    assert index.value == pytest.approx(100 * (200 / 3 / 90 + 1.25) / 2)
    assert (later.reading("camera_online_rate").state, index.state) == ("stale", "normal")
    assert index.data_at == later.reading("score").data_at
    assert as_row(board, index)["numerator"] is None


def test_the_table_shows_what_is_derived(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with opened(tmp_path) as store:
        row = {"indicator": "hotline_three_rates", "place": "t", "value": 93.25, "unit": "分", "numerator": None}
        print_table(store.profile, [row | {"denominator": None, "period": "month", "as_of": None, "stale": False}])
    out = capsys.readouterr().out
    assert "hotline_three_rates" in out
    assert "93.2" in out
    assert out.count("—") >= 3
