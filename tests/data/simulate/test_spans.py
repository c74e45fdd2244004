import numpy as np
import pytest

from data.simulate.draws import DAY, HOUR, SECOND
from data.simulate.spans import Span, spans


def drawn(count: int, days: float, late: float = 0.06) -> Span:
    return spans(np.full(count, round(days * DAY)), late, np.random.default_rng(5))


def test_most_are_in_time_and_a_share_is_late() -> None:
    span = drawn(5000, 7)
    born = np.sort(np.random.default_rng(1).integers(0, 300, 5000)) * DAY + 10 * HOUR
    taken = span.within(born, np.full(5000, 400.0 * DAY), None, np.random.default_rng(2))
    assert 0.05 < (taken > 7 * DAY).mean() < 0.07
    assert (taken % SECOND == 0).all()
    assert (taken > 0).all()
    ends = (born + taken) / HOUR % 24
    longer = taken > 16 * HOUR
    assert ((ends[longer] < 8) | (ends[longer] > 20)).mean() < 0.1


@pytest.mark.parametrize("days", [0.4, 2.45, 5.0, 40.0])
@pytest.mark.parametrize("count", [1, 16, 3000])
def test_a_mean_is_exact_to_the_second(days: float, count: int) -> None:
    span = drawn(count, 4)
    born = np.arange(count) * HOUR
    taken = span.within(born, np.full(count, 300.0 * DAY), days * DAY * count, np.random.default_rng(2))
    assert taken.mean() == pytest.approx(days * DAY, abs=SECOND)


def test_nothing_takes_longer_than_there_is_room() -> None:
    span, room = drawn(500, 30), np.linspace(HOUR, 20 * DAY, 500)
    taken = span.within(np.arange(500) * HOUR, room, None, np.random.default_rng(2))
    assert (taken <= room + SECOND).all()
    with pytest.raises(ValueError, match="out of reach"):
        span.within(np.arange(500) * HOUR, room, 30.0 * DAY * 500, np.random.default_rng(2))


def test_without_late_ones_all_are_in_time() -> None:
    taken = drawn(2000, 20, 0.0).within(
        np.arange(2000) * HOUR, np.full(2000, 400.0 * DAY), None, np.random.default_rng(2)
    )
    assert (taken <= 20 * DAY).all()
