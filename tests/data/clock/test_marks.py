"""Marks looked up by their day, against a plain count."""

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from data.clock.marks import DAY, Marks

MOMENTS = st.integers(-3 * DAY, 6 * DAY)


@example([3 * DAY, 3 * DAY], [0])
@given(st.lists(MOMENTS, min_size=1, max_size=30), st.lists(MOMENTS, max_size=20))
def test_the_last_mark_not_after_an_instant(marks: list[int], instants: list[int]) -> None:
    found = Marks(np.array(sorted(marks))).last(np.array([*instants, *marks]))
    expected = [max(sum(mark <= one for mark in marks) - 1, 0) for one in [*instants, *marks]]
    assert found.tolist() == expected
