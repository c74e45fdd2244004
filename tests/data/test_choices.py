"""What a place chooses changes the number, its meaning and its 口径 together; what cannot be is refused by name."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from data.board import Reading, catalogue_of
from data.catalogue import Catalogue, Indicator
from data.derived import parts_of
from data.fault import Fault
from data.profile import load_profile
from data.survey import build_board
from tests.data.due_town import NOON, opened, write_town

PAGE = Path(__file__).parents[2] / "docs" / "profile.md"
LIKE = """
[[indicators]]
id = "lamps_on_time"
like = "case_on_time_rate"
title = { zh = "路灯按期率", en = "Lamps on time" }
meaning = { zh = "本月到期的路灯事件中按期办结的比例", en = "Of the lamp cases due this month, those closed in time" }
rows = "SELECT due_at AS counted_at, * FROM cases WHERE due_at IS NOT NULL AND category = '路灯'"
target = 60
"""
WHOLE = """
[[indicators]]
id = "kinds_closed"
title = { zh = "办结种类", en = "Kinds closed" }
meaning = { zh = "本月办结的事件类别数", en = "Categories of the cases closed this month" }
rows = "SELECT closed_at AS counted_at, * FROM cases WHERE closed_at IS NOT NULL"
measure = "count(DISTINCT category)"
unit = { zh = "类", en = "kinds" }
period = "month"
direction = "up"
target = 4
counter = "lamps_on_time"
"""


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Reading]:
    def reading(name: str, choices: str = "", tables: str = "", place: str | None = None) -> Reading:
        with opened(tmp_path, choices, tables) as store:
            catalogue = catalogue_of(store.profile)
            alone = Catalogue(tuple(one for one in catalogue.indicators if one.id in with_counters(catalogue, name)))
            return build_board(store, alone, NOON).reading(name, "village" if place else "town", place)

    return reading


def with_counters(catalogue: Catalogue, name: str) -> set[str]:
    """An indicator and those that keep it honest, and them."""
    found: set[str] = set()
    following: str | None = name
    while following is not None and following not in found:
        found.add(following)
        following = catalogue[following].counter
    return found


def parts(reading: Reading) -> tuple[float | None, float | None]:
    return reading.numerator, reading.denominator


def refused(tmp_path: Path, choices: str = "", tables: str = "") -> str:
    path = write_town(tmp_path, choices, tables)
    with pytest.raises(Fault) as fault:
        catalogue_of(load_profile(str(path)))
    assert all(line.startswith(str(path)) for line in str(fault.value).splitlines())
    return str(fault.value)


def indicator_of(tmp_path: Path, name: str, choices: str = "", tables: str = "") -> Indicator:
    return catalogue_of(load_profile(str(write_town(tmp_path, choices, tables))))[name]


def test_suspended_cases_in_or_out_of_the_denominator(read: Callable[..., Reading]) -> None:
    without, with_them = (
        read("case_on_time_rate"),
        read("case_on_time_rate", 'versions = { case_on_time_rate = "due" }'),
    )
    assert (parts(without), without.indicator.version) == ((2, 3), "due_without_suspended")
    assert (parts(with_them), with_them.indicator.version) == ((2, 4), "due")
    assert without.indicator.meaning != with_them.indicator.meaning
    assert with_them.value == 50.0


@pytest.mark.parametrize(("version", "satisfied"), [("rating_4_and_5", 2), ("rating_3_and_up", 3), ("rating_5", 1)])
def test_what_satisfied_means(read: Callable[..., Reading], version: str, satisfied: int) -> None:
    reading = read("case_satisfaction_rate", f'versions = {{ case_satisfaction_rate = "{version}" }}')
    assert (parts(reading), reading.indicator.version) == ((satisfied, 3), version)


def test_another_period_counts_more_and_says_so(read: Callable[..., Reading]) -> None:
    month, year = read("case_on_time_rate"), read("case_on_time_rate", 'periods = { case_on_time_rate = "year" }')
    assert (parts(month), parts(year)) == ((2, 3), (3, 4))
    assert "this month" in month.indicator.meaning.en
    assert "this year" in year.indicator.meaning.en
    assert (year.indicator.period, "本月" in year.indicator.meaning.zh) == ("year", False)


def test_an_own_indicator_like_another(read: Callable[..., Reading]) -> None:
    reading = read("lamps_on_time", tables=LIKE)
    assert (parts(reading), reading.value, reading.state) == ((1, 2), 50.0, "watch")
    own = reading.indicator
    assert (own.target, own.watch, own.digits, own.counter) == (60, 90, 1, "case_rework_rate"), "what is not said"
    assert (own.version, own.code, own.module, own.variants) == ("own", "own", "timeliness", ())
    assert parts(read("lamps_on_time", tables=LIKE, place="台江区")) == (0, 0)


def test_a_whole_own_indicator(read: Callable[..., Reading]) -> None:
    reading = read("kinds_closed", tables=LIKE + WHOLE)
    assert (reading.value, reading.indicator.module, reading.indicator.version) == (2, "own", "own")
    assert read("kinds_closed", tables=LIKE + WHOLE, place="鼓楼区").value == 1


def test_what_is_like_another_follows_its_chosen_version(tmp_path: Path) -> None:
    tables = LIKE.replace("rows = ", "# rows = ")
    own = indicator_of(tmp_path, "lamps_on_time", 'versions = { case_on_time_rate = "due" }', tables)
    assert own.version == "due"
    assert own.rows == indicator_of(tmp_path, "case_on_time_rate", 'versions = { case_on_time_rate = "due" }').rows


def test_own_weights_change_version_and_meaning(tmp_path: Path) -> None:
    weights = "[weights.hotline_three_rates]\nhotline_response_rate = 1\nhotline_solved_rate = 3\n"
    changed = indicator_of(tmp_path, "hotline_three_rates", tables=f"{weights}hotline_satisfaction_rate = 0")
    assert changed.version == "25_75_0"
    assert changed.meaning.en == "25 % of Response rate + 75 % of Solved rate + 0 % of Hotline satisfaction"
    assert changed.derived is not None
    assert changed.derived.weights == (("hotline_response_rate", 1), ("hotline_solved_rate", 3))


def test_the_pages_own_examples_can_be_chosen(tmp_path: Path) -> None:
    page = PAGE.read_text(encoding="utf-8").partition("## 口径 variants")[2].partition("## Targets")[0]
    choices, own, weights = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    catalogue = catalogue_of(load_profile(str(write_town(tmp_path, choices, own + weights))))
    assert (catalogue["case_on_time_rate"].version, catalogue["case_on_time_rate"].period) == ("due", "year")
    assert catalogue["kinds_closed"].period == "month"
    index = catalogue["governance_index"]
    assert (index.version, parts_of(catalogue, index)[0][1]) == ("own_weights", 1)
    assert catalogue["hotline_three_rates"].version == "25_35_40"


def test_own_limits_hold_for_every_kind(tmp_path: Path) -> None:
    tables = f"{LIKE}\n[targets.lamps_on_time]\nwatch = 40\n[targets.hotline_three_rates]\ntarget = 99"
    assert indicator_of(tmp_path, "lamps_on_time", tables=tables).watch == 40
    assert indicator_of(tmp_path, "hotline_three_rates", tables=tables).target == 99


@pytest.mark.parametrize(
    ("choices", "tables", "said"),
    [
        ('versions = { case_speed = "due" }', "", 'versions: there is no indicator "case_speed"'),
        (
            'versions = { case_on_time_rate = "dew" }',
            "",
            'versions: case_on_time_rate has no version "dew": due_without_suspended, due',
        ),
        ('versions = { case_open = "due" }', "", 'versions: case_open has no version "due": v1'),
        ('periods = { case_speed = "year" }', "", 'periods: there is no indicator "case_speed"'),
        ('periods = { case_reported_month = "year" }', "", "periods: case_reported_month tells its period in its id"),
        ('periods = { case_open = "year" }', "", 'periods: case_open is of the period "now" and cannot be of "year"'),
        (
            "",
            "[weights.governance_index]\ncase_open = 1",
            "weights.governance_index: case_open has no target: leave it",
        ),
        (
            "",
            "[weights.governance_index]\ncase_speed = 1",
            "weights.governance_index: case_speed is no indicator: leave",
        ),
        (
            "",
            "[weights.governance_index]\nelderly_visit_rate = 1",
            "elderly_visit_rate is person-sensitive: leave it out",
        ),
        ("", "[targets.case_speed]\ntarget = 1", 'targets: there is no indicator "case_speed"'),
        ("", "[weights.case_open]\ncase_total = 1", "weights: case_open is no weighted number: "),
        (
            "",
            "[weights.hotline_three_rates]\nhotline_response_rate = 1",
            "weights.hotline_three_rates: give a weight to each of its parts and to no other: hotline_response_rate, "
            "hotline_solved_rate, hotline_satisfaction_rate",
        ),
        (
            "",
            "[weights.hotline_three_rates]\nhotline_response_rate = 0\nhotline_solved_rate = 0\n"
            "hotline_satisfaction_rate = 0",
            "weights.hotline_three_rates: no part has a weight above 0",
        ),
        (
            'periods = { hotline_response_rate = "year" }',
            "",
            "hotline_three_rates: its part hotline_response_rate is of another period (year) than the mean (month)",
        ),
        (
            "",
            LIKE.replace("lamps_on_time", "case_open"),
            "indicators[case_open]: the id is an indicator of the product",
        ),
        ("", LIKE + LIKE, "indicators[lamps_on_time]: the id is given twice"),
        ("", LIKE.replace('"case_on', '"caes_on'), 'indicators[lamps_on_time]: like: there is no indicator "caes_on_'),
        ("", WHOLE, 'indicators[kinds_closed]: counter: there is no indicator "lamps_on_time"'),
        ("", LIKE.replace("category", "cateogry"), 'indicators[lamps_on_time]: rows: Referenced column "cateogry"'),
    ],
)
def test_a_choice_that_cannot_be_is_refused(tmp_path: Path, choices: str, tables: str, said: str) -> None:
    assert said in refused(tmp_path, choices, tables)


def test_every_wrong_choice_is_told_at_once(tmp_path: Path) -> None:
    said = refused(tmp_path, 'versions = { a = "x" }\nperiods = { b = "year" }', "[targets.c]\ntarget = 1")
    assert [line.split(": ")[1] for line in said.splitlines()] == ["versions", "periods", "targets"]
