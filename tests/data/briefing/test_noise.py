"""What is called a rise or a fall, and what is only noise."""

import pytest

from data.briefing.noise import Point, Verdict, counts_differ, outside_usual, places_differ, shares_differ, verdict
from data.catalogue import HOURS, PER_10K, Indicator
from tests.components.boards import indicator, rate

FLAT = (None,) * 12
MEAN = indicator("hours", measure="sum(work_hours) / count(*)", unit=HOURS, digits=1)
SUM = indicator("workers", measure="sum(value)")


def share(hits: int, n: int) -> Point:
    return Point(100 * hits / n, float(hits), float(n))


@pytest.mark.parametrize(
    ("of", "now", "then", "trend", "said"),
    [
        (indicator(), Point(130), Point(100), FLAT, "steady"),  # 29 against 1.96 √230 = 29.7
        (indicator(), Point(131), Point(100), FLAT, "up"),  # 30 against 1.96 √231 = 29.8
        (indicator(), Point(100), Point(131), FLAT, "down"),
        (indicator(), Point(0), Point(0), FLAT, "steady"),
        (indicator(), Point(5), Point(0), FLAT, "steady"),
        (indicator(), Point(6), Point(0), FLAT, "up"),  # 2 · 2⁻⁶ is 0.03
        (indicator(), Point(None), Point(10), FLAT, "unknown"),
        (indicator(), Point(10), Point(None), FLAT, "unknown"),
        (rate(), share(90, 100), share(85, 100), FLAT, "steady"),
        (rate(), share(900, 1000), share(850, 1000), FLAT, "up"),
        (rate(), share(3, 3), share(0, 3), FLAT, "steady"),
        (rate(), share(5, 5), share(0, 5), FLAT, "up"),
        (rate(), share(10, 10), share(10, 10), FLAT, "steady"),
        (MEAN, Point(31.0, 310, 10), Point(30.0, 300, 10), FLAT, "unknown"),
        (MEAN, Point(31.0), Point(30.0), (29.0, 30.0, 29.0, 30.0, 29.0, 30.0, 29.0, 30.0, 31.0), "steady"),
        (MEAN, Point(34.0), Point(30.0), (29.0, 30.0, 29.0, 30.0, 29.0, 30.0, 29.0, 30.0, 34.0), "up"),
        (SUM, Point(21), Point(20), (20.0,) * 11 + (21.0,), "up"),  # it has never moved before
    ],
)
def test_verdicts(of: Indicator, now: Point, then: Point, trend: tuple[float | None, ...], said: Verdict) -> None:
    assert verdict(of, now, then, trend) == said


def test_what_rounds_to_the_same_is_steady() -> None:
    assert verdict(rate(), share(99_990, 100_000), share(99_994, 100_000), FLAT) == "steady"


def test_numbers_per_head_are_judged_by_what_is_counted() -> None:
    per_head = indicator("per_10k", measure="count(*) / any_value(people)", unit=PER_10K, digits=1)
    assert verdict(per_head, Point(23.1, 3.0, 1300.0), Point(9.2, 1.0, 1100.0), FLAT) == "steady"
    assert verdict(per_head, Point(230.8, 30.0, 1300.0), Point(90.9, 10.0, 1100.0), FLAT) == "up"


def test_a_difference_goes_both_ways() -> None:
    assert counts_differ(10, 40)
    assert counts_differ(40, 10)
    assert shares_differ(share(1, 50), share(20, 50))
    assert shares_differ(share(20, 50), share(1, 50))


def test_only_what_leaves_its_own_range_is_unusual() -> None:
    usual = (10.0, 12.0, 11.0, 10.0, 12.0, 11.0, 10.0, 12.0, 11.0, 10.0, 12.0)
    assert outside_usual((*usual, 13.0)) == 0
    assert (outside_usual((*usual, 30.0)) or 0) > 5
    assert outside_usual((*usual, None)) is None
    assert outside_usual((*(None,) * 5, *usual[5:], 30.0)) is None


def test_places_differ_only_beyond_chance() -> None:
    assert not places_differ([share(90, 100), share(92, 100), share(87, 100), share(95, 100)])
    assert places_differ([share(90, 100), share(92, 100), share(60, 100), share(95, 100)])
    assert not places_differ([share(100, 100), share(50, 50)])
    assert not places_differ([share(1, 2)])
