"""An axis holds its values, and a share does not go past 100 %."""

from hypothesis import given
from hypothesis import strategies as st

from data.briefing.document import Chart, Series
from data.briefing.scale import line_scale


def chart(values: list[float | None], unit: str = "%") -> Chart:
    return Chart("line", "t", ("a",) * len(values), (Series("s", tuple(values)),), "x", unit, 1)


@given(st.lists(st.none() | st.floats(0, 100), max_size=12))
def test_shares_stay_within_their_scale(values: list[float | None]) -> None:
    low, high = line_scale(chart(values))
    assert 0 <= low < high <= 100 or not any(value is not None for value in values)
    assert all(low <= value <= high for value in values if value is not None)


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=12))
def test_other_numbers_are_held(values: list[float]) -> None:
    low, high = line_scale(chart(list(values), "件"))
    assert all(low <= value <= high for value in values)


def test_the_ends_are_round() -> None:
    assert line_scale(chart([91.7, 94.1, 90.4])) == (90.0, 94.5)
    assert line_scale(chart([100.0, 100.0])) == (90.0, 100.0)
