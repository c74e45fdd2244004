"""Units of one thing, in English."""

import pytest

from data.units import singular


@pytest.mark.parametrize(
    ("unit", "one"),
    [
        ("cases", "case"),
        ("bodies", "body"),
        ("people", "person"),
        ("h", "h"),
        ("km", "km"),
        ("%", "%"),
        ("pp a week", "pp a week"),
        ("hours", "hour"),
    ],
)
def test_one_thing_has_no_plural(unit: str, one: str) -> None:
    assert singular(unit) == one
