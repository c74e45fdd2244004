"""An indicator's declaration as it is read."""

from typing import Any

import pytest

from components.facts import facts
from data.board import Reading
from data.catalogue import Catalogue, Derived, Variant, Words, built_in
from tests.components.boards import indicator, rate, reading, text


def told(of: Reading, catalogue: Catalogue, language: Any = "zh") -> dict[str, Any]:
    """What stands beside each term, by the term."""
    cells: Any = facts(of, catalogue, "2026-11-16", language, "dark").children
    return {text(term): content for term, content in zip(cells[::2], cells[1::2], strict=True)}


def test_every_rate_tells_its_parts_and_its_interval() -> None:
    share = reading(rate(), value=94.5, numerator=3119.0, denominator=3300.0)
    shown = told(share, Catalogue((share.indicator,)))
    assert text(shown["分子 / 分母"]) == "3,119 / 3,300"
    assert text(shown["95% 区间"]) == "93.7–95.2%"
    count = told(reading(), Catalogue((indicator(),)))
    assert text(count["分子 / 分母"]) == "—"
    assert "95% 区间" not in count


def test_the_definition_in_use_and_the_others_are_told_with_their_meaning() -> None:
    strict = Variant("strict", Words("严格", "Strictly"))
    shown = told(reading(rate(version="usual", variants=(strict,))), Catalogue((rate(),)), "en")
    assert text(shown["Definition"]).endswith("usual")
    assert text(shown["Other definition"]) == "strict  Strictly"


def test_where_a_place_chose_a_variant_the_products_own_definition_is_one_of_the_others() -> None:
    own = next(one for one in built_in().indicators if one.variants)
    chosen = reading(
        rate(own.id, version=own.variants[0].version, meaning=own.variants[0].meaning, variants=own.variants)
    )
    shown = told(chosen, Catalogue((chosen.indicator,)))
    assert own.version in text(shown["其他口径"])
    assert own.variants[0].version not in text(shown["其他口径"])


def test_a_derived_one_names_its_parts_and_weights_and_has_no_formula_of_its_own() -> None:
    parts = (rate("first", title=Words("甲", "First")), rate("second", title=Words("乙", "Second")))
    derived = rate("both", rows="", measure="", derived=Derived("mean", (("first", 0.3), ("second", 0.7))))
    shown = told(reading(derived, numerator=None), Catalogue((*parts, derived)))
    assert text(shown["由此推算"]) == "加权平均  ·  甲  ×0.3  ·  乙  ×0.7"
    assert not {"取数", "汇总"} & shown.keys()


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_the_counter_is_a_link_that_keeps_language_and_theme(theme: Any) -> None:
    kept = rate("kept", counter="case_open")
    cells: Any = facts(reading(kept), Catalogue((kept, indicator())), "", "en", theme).children
    links = [one.children.href for one in cells if getattr(one.children, "href", None)]
    assert links == [f"/indicator/case_open?lang=en&theme={theme}"]
