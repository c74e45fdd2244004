"""Round marks and classes."""

import numpy as np
import pytest

from components.scale import class_limits, class_of, marks, spread


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 642, (0, 250, 500, 750)),
        (0, 10, (0, 5, 10)),
        (93.2, 98.7, (92, 94, 96, 98, 100)),
        (0, 0.03, (0, 0.01, 0.02, 0.03)),
    ],
)
def test_marks_are_round_and_enclose(low: float, high: float, expected: tuple[float, ...]) -> None:
    assert marks(low, high) == pytest.approx(expected)


def test_classes_part_the_places_about_evenly() -> None:
    values = [float(n) for n in range(600)]
    limits = class_limits(values, 0)
    held = np.bincount([class_of(value, limits) for value in values], minlength=6)
    assert held[1:].tolist() == pytest.approx([120] * 5, abs=2)


def test_none_at_all_has_a_colour_of_its_own() -> None:
    values = [0.0] * 50 + [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]
    limits = class_limits(values, 0)
    assert limits[0] > 1
    assert class_of(0.0, limits) == 0
    assert min(class_of(value, limits) for value in values if value) == 1


def test_missing_values_are_in_no_class_and_alike_ones_in_one() -> None:
    assert class_limits([None, 4.0, None, 4.0], 0) == ()
    # Of many ones and a few more the quantiles would all be 1.
    few = [0.0] * 40 + [1.0] * 18 + [2.0, 2.0, 4.0]
    assert class_limits(few, 0) == (2.0, 4.0)
    assert len({class_of(one, class_limits(few, 0)) for one in few}) == 4
    assert class_limits([None], 0) == ()
    assert class_of(4.0, ()) == 5


def test_a_value_on_a_limit_belongs_to_the_class_above() -> None:
    assert class_of(3.99, (4.0,)) == 1
    assert class_of(4.0, (4.0,)) == 5


def test_few_classes_are_spread_over_all_colours() -> None:
    assert [spread(n, 3) for n in range(3)] == [1, 3, 5]
    assert [spread(n, 5) for n in range(5)] == [1, 2, 3, 4, 5]
