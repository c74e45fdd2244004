"""The list of indicators: each with all that is declared of it, and found by either language."""

from typing import Any

from components.catalogue import catalogue, searched
from data.board import Reading
from data.catalogue import Catalogue, Variant, Words
from tests.components.boards import indicator, of_class, rate, reading, text

OPEN = indicator(module="cases", code="EV13", target=50, bad=90)
ON_TIME = rate(
    module="timeliness",
    counter="case_open",
    flags=("gameable",),
    standard="GB/T 30428",
    variants=(Variant("due", Words("含挂账", "Suspended ones too")),),
)
OWN = indicator("own_boats", module="own", title=Words("渔船", "Boats"))


def shown(language: Any = "zh", offered: tuple[str, ...] = ("case_open", "case_on_time")) -> Any:
    readings: list[Reading] = [
        reading(OPEN),
        reading(ON_TIME, value=60.0, numerator=3.0, denominator=5.0, state="watch"),
        reading(OWN, value=None, state="none"),
    ]
    return catalogue(readings, offered, Catalogue((OPEN, ON_TIME, OWN)), language, "light")


def words(of: Any) -> str:
    return " ".join(text(of).split())


def test_an_entry_has_everything_that_is_declared() -> None:
    entry = words(of_class(shown("en"), "entry")[1])
    for told in (
        "On time",
        "按期率",
        "case_on_time",
        "Cases open now",
        "this month",
        "higher is better",
        "Watch 90.0% · Limit 70.0%",
        "Counter-indicator Open",
        "GB/T 30428",
        "Definition v1",
        "Other definition due Suspended ones too",
        "gameable",
        "3/5",
        "23–88%",
    ):
        assert told in entry, told


def test_entries_stand_by_module_in_words_with_a_jump_to_each() -> None:
    page = shown()
    assert [words(one.children[0]) for one in of_class(page, "module")] == [
        "事件闭环 1",
        "按期与质量 1",
        "本地自有指标 1",
    ]
    targets = [one.id for one in of_class(page, "module")]
    assert [one.href for one in of_class(page, "modules")[0].children] == [f"#{target}" for target in targets]


def test_what_no_feed_of_the_place_can_answer_says_so_and_what_can_but_is_missing_says_that() -> None:
    assert [words(one) for one in of_class(shown(), "now")] == ["10 件", "◆ 3/5 23–88%", "本地未接数据"]
    assert words(of_class(shown(offered=("own_boats",)), "now")[2]) == "— 无数据"


def test_links_keep_language_and_theme() -> None:
    titles = [one.children[0].children for one in of_class(shown("en"), "names")]
    assert titles[0].href == "/indicator/case_open?lang=en&theme=light"


def test_it_is_found_by_id_code_title_and_meaning_of_either_language() -> None:
    found = searched(OPEN)
    for asked in ("case_open", "ev13", "在办", "open", "此刻", "cases open now"):
        assert asked in found
    assert searched(indicator(title=Words("ＡＢ", "x"))).count("ab") == 1, "full-width letters are letters"
