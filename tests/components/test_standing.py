"""The table of places: few and masked ones among the others."""

from typing import Any

from components.ranking import in_order
from components.standing import standing
from tests.components.boards import indicator, rate, reading, text


def rows(table: Any) -> list[list[str]]:
    return [[text(cell) for cell in row.children] for row in table.children[1].children]


def test_every_rate_stands_with_its_parts_and_its_interval() -> None:
    shares = [
        reading(rate(), place="v1", value=60.0, numerator=3.0, denominator=5.0, before=None),
        reading(rate(), place="v2", value=90.0, numerator=1800.0, denominator=2000.0, before=None),
    ]
    assert rows(standing(shares, {"v1": "东村", "v2": "西村"}, "en")) == [
        ["东村", "60.0", "3 / 5", "23–88%", ""],
        ["西村", "90.0", "1,800 / 2,000", "88.6–91.2%", ""],
    ]


def test_counts_have_no_column_for_intervals() -> None:
    assert rows(standing([reading(place="v1", before=None)], {}, "zh")) == [["v1", "10", "", ""]]


def test_masked_places_stand_behind_the_known_ones_in_no_order_of_theirs() -> None:
    gone: dict[str, Any] = {"value": None, "numerator": None, "before": None}
    places = [
        reading(place="v1", state="none", **gone),
        reading(place="v3", masked=True, state="none", **gone),
        reading(place="v2", masked=True, state="none", **gone),
        reading(place="v4", value=9.0, before=None),
    ]
    ordered = in_order(places, indicator())
    assert rows(standing(ordered, {}, "zh")) == [
        ["v4", "9", "", ""],
        ["v2", "<5", "脱敏", ""],
        ["v3", "<5", "脱敏", ""],
        ["v1", "—", "", ""],
    ]
