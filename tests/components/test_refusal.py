"""What the data refuses in English is said in Chinese to who reads Chinese."""

import re
from collections.abc import Callable

import pytest

from components.refusal import refusal
from data.door import VISITOR, store_rows
from data.explore.filters import parse
from data.fault import Fault


def refused(work: Callable[[], object]) -> Fault:
    with pytest.raises(Fault) as caught:
        work()
    return caught.value


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("from=2026-3-1", "2026-3-1"),
        ("from=2026-03-02&to=2026-03-01", "起始时间"),
        ("period=fortnight", "fortnight"),
        ("colour=red", "colour"),
        ("area=1,2", "圈画"),
    ],
)
def test_an_address_that_cannot_be_meant_is_told_in_both_languages(query: str, told: str) -> None:
    fault = refused(lambda: parse(query))
    assert refusal(fault, "en") == str(fault)
    assert told in refusal(fault, "zh")
    assert re.search("[一-鿿]", refusal(fault, "zh"))


def test_a_visitor_is_told_that_rows_are_not_shown() -> None:
    assert refusal(refused(lambda: store_rows(VISITOR).__enter__()), "zh") == "访客模式下不显示明细。"


def test_what_is_not_known_stays_as_it_is() -> None:
    assert refusal(Fault("something else"), "zh") == "something else"
