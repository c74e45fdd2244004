"""The worst parts of an index."""

from typing import Any

from components.contributors import contributors, scored
from data.board import Reading
from data.index import Contribution
from tests.components.boards import rate, reading, text


def part(name: str, taken: float | None, **change: Any) -> Contribution:
    given: dict[str, Any] = {"value": 50.0, "numerator": 50.0, "denominator": 100.0}
    of: Reading = reading(rate(name, target=90.0), **(given | change))
    return Contribution(of, 1.0, None if taken is None else 0.5, taken)


def test_the_five_that_take_most_stand_with_value_target_and_points() -> None:
    few = part("few", 9.25, value=60.0, numerator=3.0, denominator=5.0)
    parts = [few, *(part(f"p{n}", 5.0 - n) for n in range(5)), part("above", -2.0), part("missing", None)]
    table: Any = contributors(parts, "en", "dark")
    rows = table.children[1].children
    assert [text(cell).strip() for cell in rows[0].children] == ["On time", "3/5 23–88%", "90.0%", "−9.2"]
    assert len(rows) == 5
    assert scored(parts, "en") == "7 of 8 parts counted"


def test_what_takes_nothing_is_not_among_them() -> None:
    table: Any = contributors([part("above", -2.0), part("met", 0.0), part("missing", None)], "zh", "dark")
    assert table.children[1].children == []
