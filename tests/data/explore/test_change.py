"""Whatever the parts are, they add up to the change."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.explore.change import parts_of_rate, parts_of_sum

COUNTS = st.tuples(st.integers(0, 500), st.integers(0, 500))


def rates(pairs: list[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    """Numerators that are at most their denominators."""
    return np.array([min(pair) for pair in pairs], float), np.array([max(pair) for pair in pairs], float)


@given(st.lists(st.tuples(COUNTS, COUNTS), min_size=1, max_size=20))
def test_the_parts_of_a_rate_add_up(pairs: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    now, before = rates([one for one, _ in pairs]), rates([one for _, one in pairs])
    parts = parts_of_rate(now, before, 100.0)
    if not now[1].sum() or not before[1].sum():
        assert np.isnan(parts.total).all()
        return
    change = 100 * (now[0].sum() / now[1].sum() - before[0].sum() / before[1].sum())
    assert parts.total.sum() == pytest.approx(change, abs=1e-9)


def test_by_hand() -> None:
    # Half of each; one falls from 90 % to 80 %, the other stays at 70 %: all of the change is the first one's.
    parts = parts_of_rate((np.array([80.0, 70.0]), np.full(2, 100.0)), (np.array([90.0, 70.0]), np.full(2, 100.0)))
    assert parts.own == pytest.approx([-0.05, 0.0])
    assert parts.mix == pytest.approx([0.0, 0.0])
    # Rates stay; the better one's share falls from 1/2 to 1/4. Mean total: (75 + 80) / 2 = 77.5 %.
    now, before = (np.array([45.0, 105.0]), np.array([50.0, 150.0])), (np.array([90.0, 70.0]), np.full(2, 100.0))
    parts = parts_of_rate(now, before)
    assert parts.own == pytest.approx([0.0, 0.0])
    assert parts.mix == pytest.approx([-0.25 * 0.125, 0.25 * -0.075])


def test_a_place_without_data_adds_nothing_to_a_sum() -> None:
    assert parts_of_sum(np.array([3.0, np.nan]), np.array([5.0, np.nan])).total.tolist() == [-2.0, 0.0]
