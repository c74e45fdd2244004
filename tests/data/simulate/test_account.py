from typing import Any

import pytest

from data.simulate.account import Register
from data.simulate.plan import Simulation


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"registers": [{"feed": "x", "a_year": 3, "closed": 4}]}, "no more can be closed than are born"),
        ({"registers": [{"feed": "x", "a_year": 3, "good": 1.2}]}, "less than or equal to 1"),
        ({"registers": [{"feed": "x", "a_year": 3, "closed": 3, "households": 2}]}, "one at least"),
        ({"facts": {"a": {"value": 3, "out_of": 2}}}, "is more than out_of"),
        ({"service_partners": 70}, "each partner needs a resource"),
        ({"visit_kinds": []}, "name one at least"),
    ],
)
def test_an_account_that_cannot_be_is_refused(words: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Simulation(**words)


@pytest.mark.parametrize(
    ("schema", "words", "said"),
    [
        ("cases", {"agreed": 0.5}, "agreed is for disputes, not for cases"),
        ("trades", {"days": 2.0}, "days is for"),
        ("calls", {"good": 0.5}, "good is for"),
        ("devices", {}, "devices; a register fills"),
        ("cases", {"kind": "letter"}, "is no source of cases"),
    ],
)
def test_a_register_must_fit_its_feed(schema: str, words: dict[str, Any], said: str) -> None:
    plan = Simulation(registers=(Register(feed="x", a_year=3, **words),))
    with pytest.raises(ValueError, match=said):
        plan.check_feeds({"x": schema})


def test_a_register_must_name_a_feed() -> None:
    plan = Simulation(registers=(Register(feed="hotline", a_year=3),))
    with pytest.raises(ValueError, match='"hotline" is no feed without a path: name one of cases, visits'):
        plan.check_feeds({"cases": "cases", "visits": "visits"})


def test_earlier_years_close_in_the_same_proportion() -> None:
    register = Register(feed="x", a_year=9238, before=13200, closed=9182)
    assert (register.born_in(2024, 2025), register.born_in(2025, 2025), register.born_in(2026, 2025)) == (
        13200,
        9238,
        9238,
    )
    assert (register.closed_in(2024, 2025), register.closed_in(2026, 2025)) == (13120, 9182)
    assert Register(feed="x", a_year=200).closed_in(2025, 2025) == 194


def test_facts_can_be_plain_numbers() -> None:
    plan = Simulation(facts={"grid_workers": 231, "hours": 1.5})  # type: ignore[dict-item]
    assert [fact.value for fact in plan.facts.values()] == [231, 1.5]
    assert hash(plan) == hash(Simulation(facts={"grid_workers": 231, "hours": 1.5}))  # type: ignore[dict-item]
