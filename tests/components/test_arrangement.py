"""Where the cards stand."""

from itertools import pairwise

import pytest

from components.arrangement import arrange, rows_of
from data.catalogue import Catalogue, built_in
from data.fault import Fault
from tests.components.boards import indicator, profile


def many(count: int, modules: int) -> Catalogue:
    return Catalogue(tuple(indicator(f"i{n}", module=f"m{n * modules // count}") for n in range(count)))


@pytest.mark.parametrize(("count", "modules"), [(8, 1), (30, 4), (37, 2), (45, 9), (72, 8), (90, 10)])
def test_every_indicator_stands_once_and_both_sides_are_about_as_high(count: int, modules: int) -> None:
    catalogue = many(count, modules)
    made = arrange(profile(wall={}), catalogue)
    assert sorted(made.indicators) == sorted(one.id for one in catalogue.indicators)
    left, right = (rows_of(list(side), made.columns) for side in (made.left, made.right))
    assert abs(left - right) <= max(3, 90 // modules // 6)
    assert max(left, right) <= 16


def test_the_catalogues_modules_stay_whole_or_part_in_two_and_keep_their_order() -> None:
    made = arrange(profile(), built_in())
    standing = [one for block in (*made.left, *made.right) for one in block.indicators]
    listed = [one.id for one in built_in().indicators if one.id not in made.headline]
    modules = [built_in()[one].module or one.split("_")[0] for one in standing]
    assert sorted(standing) == sorted(listed)
    assert sum(a != b for a, b in pairwise(modules)) == len(set(modules)) - 1


def test_a_profiles_own_modules_stand_in_its_order_without_repeats() -> None:
    wall = {
        "headline": ["i1"],
        "modules": [
            {"title": {"zh": "甲"}, "indicators": ["i3", "i1", "i2"]},
            {"title": {"zh": "乙", "en": "B"}, "note": {"zh": "注"}, "indicators": ["i2", "i0"]},
        ],
    }
    made = arrange(profile(wall=wall), many(5, 1))
    assert made.headline == ("i1",)
    blocks = (*made.left, *made.right)
    assert [block.indicators for block in blocks] == [("i3", "i2"), ("i0",)]
    assert blocks[0].title["en"] == "甲"
    assert blocks[1].title["en"] == "B"
    assert blocks[1].note["zh"] == "注"


def test_an_indicator_that_there_is_not_is_named() -> None:
    with pytest.raises(Fault, match='wall: there is no indicator "nothing"'):
        arrange(profile(wall={"headline": ["nothing"]}), many(5, 1))


def test_what_no_feed_of_the_place_can_answer_is_not_chosen_for_it() -> None:
    made = arrange(profile(wall={}), many(20, 2), {"i3", "i4", "i12"})
    assert set(made.indicators) == {"i3", "i4", "i12"}
    assert (made.map, made.trend) == ("i3", "i3")
