"""Actual against target, each case by hand."""

from math import exp, isnan, nan
from typing import Any

import numpy as np
import pytest

from data.score import score, unscored
from tests.components.boards import rate

NO_LIMITS = {"watch": None, "bad": None}


@pytest.mark.parametrize(
    ("change", "actual", "expected"),
    [
        ({"target": 80}, 60, 0.75),
        ({"target": 80}, 80, 1),
        ({"target": 80}, 100, 1.25),
        ({"target": 40}, 60, 1.25),
        ({"target": 80}, 0, 0),
        ({"target": 80}, -10, 0),
        ({"target": 80}, nan, nan),
        ({"direction": "down", "target": 5}, 10, 0.5),
        ({"direction": "down", "target": 5}, 4.5, 5 / 4.5),
        ({"direction": "down", "target": 5}, 2, 1.25),
        ({"direction": "down", "target": 5}, 0, 1.25),
        ({"direction": "down", "target": 5}, -3, 1.25),
        ({"direction": "down", "target": 5}, nan, nan),
        ({"direction": "down", "target": 0, "watch": 4, "bad": 9}, 2, exp(-0.5)),
        ({"direction": "down", "target": 0, "watch": None, "bad": 10}, 5, exp(-0.5)),
        ({"direction": "down", "target": 0, "watch": 0, "bad": 10}, 5, exp(-0.5)),
        ({"direction": "down", "target": 0, **NO_LIMITS}, 3, exp(-3)),
        ({"direction": "down", "target": 0, **NO_LIMITS}, 0, 1),
        ({"direction": "down", "target": 0, **NO_LIMITS}, nan, nan),
    ],
)
def test_score(change: dict[str, Any], actual: float, expected: float) -> None:
    (found,) = score(rate(**change), np.array([actual]))
    assert isnan(found) if isnan(expected) else found == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"target": 80}, None),
        ({"target": 0, "direction": "down"}, None),
        ({}, "has no target"),
        ({"target": 80, "direction": "none"}, "has no direction"),
        ({"target": 80, "flags": ("person_sensitive",)}, "is person-sensitive"),
        ({"target": 0}, "has the target 0, which nothing can be divided by"),
        ({"target": -30, "direction": "down"}, "has the target -30, which nothing can be divided by"),
    ],
)
def test_what_cannot_be_scored_says_why(change: dict[str, Any], why: str | None) -> None:
    assert unscored(rate(**change)) == why
