import numpy as np
import pytest

from data.simulate.draws import DAY, HOUR, NEVER
from data.simulate.opinions import opinions, points


def test_points_have_exactly_so_many_good_ones() -> None:
    given = points(1000, 940, np.random.default_rng(1))
    assert (given >= 4).sum() == 940
    assert set(given) == {1, 2, 3, 4, 5}


@pytest.mark.parametrize(("good", "shown"), [(0.9993, "99.93"), (0.9982, "99.82"), (0.966, "96.60"), (0.962, "96.20")])
def test_the_share_rounds_to_what_is_published(good: float, shown: str) -> None:
    ends = np.arange(9182) * HOUR
    rated_at, given = opinions(ends, 365 * DAY * 2, 0.4, good, np.random.default_rng(1))
    rated = rated_at < NEVER
    assert 0.32 * 9182 <= rated.sum() <= 0.48 * 9182
    assert f"{100 * (given[rated] >= 4).mean():.2f}" == shown


def test_only_the_concluded_are_rated_after_it_and_within_the_year() -> None:
    ends = np.array([HOUR, 100 * HOUR, 364 * DAY + 23 * HOUR, NEVER])
    rated_at, _ = opinions(ends, 365 * DAY, 1.0, None, np.random.default_rng(1))
    assert (rated_at[:2] > ends[:2]).all()
    assert (rated_at[:2] < 365 * DAY).all()
    assert (rated_at[2:] == NEVER).all()


def test_nobody_to_rate() -> None:
    rated_at, given = opinions(np.empty(0, dtype=np.int64), DAY, 0.4, 0.9, np.random.default_rng(1))
    assert (len(rated_at), len(given)) == (0, 0)
