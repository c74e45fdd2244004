"""A place's own indicator is checked key by key, as every other table of its profile is."""

from pathlib import Path

import pytest

from data.catalogue import HOURS, PERCENT, Words, built_in
from data.fault import Fault
from data.own import OwnIndicator, declared
from data.profile import load_profile
from tests.data.due_town import write_town

GIVEN = {
    "id": "x",
    "title": {"zh": "甲", "en": "A"},
    "meaning": {"zh": "乙", "en": "B"},
    "rows": "SELECT reported_at AS counted_at, * FROM cases",
    "measure": "count(*)",
    "unit": "percent",
    "period": "month",
}
TABLE = """
[[indicators]]
id = "x"
title = { zh = "甲", en = "A" }
meaning = { zh = "乙", en = "B" }
rows = "SELECT reported_at AS counted_at, * FROM cases"
measure = "count(*)"
unit = "percent"
period = "month"
"""
KNOWN = {one.id: one for one in built_in().indicators}


def test_the_fields_are_those_of_the_products_own() -> None:
    own = OwnIndicator.model_validate(
        GIVEN | {"digits": 2, "direction": "down", "bad": 3, "flags": ["gameable"], "standard": "S", "version": "v2"}
    )
    made = declared(own, KNOWN)
    assert (made.title, made.unit, made.scale, made.digits) == (Words("甲", "A"), PERCENT, 100, 2)
    assert (made.direction, made.bad, made.flags, made.standard, made.version) == ("down", 3, ("gameable",), "S", "v2")


@pytest.mark.parametrize(
    ("unit", "made"), [("hours", HOURS), ({"zh": "件", "en": "cases"}, Words("件", "cases")), ("percent", PERCENT)]
)
def test_a_unit_is_a_known_one_or_both_languages(unit: object, made: Words) -> None:
    assert declared(OwnIndicator.model_validate(GIVEN | {"unit": unit}), KNOWN).unit == made


def test_what_is_like_a_sensitive_one_stays_sensitive() -> None:
    like = {key: GIVEN[key] for key in ("id", "title", "meaning")} | {"like": "elderly_visit_rate"}
    assert "person_sensitive" in declared(OwnIndicator.model_validate(like), KNOWN).flags
    with pytest.raises(ValueError, match="elderly_visit_rate is person_sensitive, and so is what is like it"):
        declared(OwnIndicator.model_validate(like | {"flags": []}), KNOWN)


def test_what_is_derived_cannot_be_likened() -> None:
    like = {key: GIVEN[key] for key in ("id", "title", "meaning")} | {"like": "hotline_three_rates"}
    with pytest.raises(ValueError, match="derived from others: change its weights"):
        declared(OwnIndicator.model_validate(like), KNOWN)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('period = "month"', "", "indicators[x]: period: is missing: add it, or name an indicator that this is like"),
        ('id = "x"', 'id = "X y"', "indicators[X y].id"),
        ('period = "month"', 'period = "decade"', "indicators[x].period"),
        ('unit = "percent"', 'unit = "pounds"', 'indicators[x].unit: "pounds" is no unit: write "percent"'),
        ('unit = "percent"', 'unit = { zh = "件" }', "indicators[x].unit: write it in both languages"),
        ('title = { zh = "甲", en = "A" }', 'title = "A"', "indicators[x].title: write it in both languages"),
        ('meaning = { zh = "乙", en = "B" }', "", "indicators[x].meaning: is missing: add it"),
        ('unit = "percent"', 'unit = "percent"\ntarget = nan', "indicators[x].target"),
        ('unit = "percent"', 'unit = "percent"\nflags = ["secret"]', "indicators[x].flags"),
        ('unit = "percent"', 'unit = "percent"\ncolour = "red"', "indicators[x].colour: unknown key"),
    ],
)
def test_a_wrong_key_is_refused_by_name(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in TABLE
    path = write_town(tmp_path, tables=TABLE.replace(old, new, 1))
    with pytest.raises(Fault) as refused:
        load_profile(str(path))
    assert f"{path}: {said}" in str(refused.value)


@pytest.mark.parametrize(
    ("choices", "tables"),
    [
        ("periods = { case_on_time_rate = 'decade' }", ""),
        ("", "[weights.hotline_three_rates]\nhotline_response_rate = -1"),
        ("", "[weights.hotline_three_rates]\nhotline_response_rate = inf"),
    ],
)
def test_a_period_is_a_known_one_and_a_weight_not_less_than_nothing(tmp_path: Path, choices: str, tables: str) -> None:
    path = write_town(tmp_path, choices, tables)
    with pytest.raises(Fault, match=r"town\.toml: (periods|weights)"):
        load_profile(str(path))
