"""The portrait of a place."""

from typing import Any

import dash
import numpy as np
import pytest

from data.portrait import alike, rank_of, standings
from tests.components.boards import VILLAGES, board, indicator, of_class, parts, rate, text


def layout(**parameters: str) -> Any:
    return dash.page_registry["pages.place"]["layout"](**parameters)


@pytest.mark.usefixtures("published")
def test_it_tells_the_place_beside_the_town_with_its_rank() -> None:
    shown = layout(level="village", id="v2")
    words = text(shown)
    assert "西村" in words
    # More open cases are worse: of 1, 2, 3, 4 the place with 2 stands second.
    assert "2 / 4" in words
    links = [one.href for one in parts(shown) if getattr(one, "href", "").startswith("/indicator/case_open")]
    assert links
    assert all("level=village&place=v2" in one for one in links)


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("id", ["nowhere", "'; DROP TABLE cases", "<img src=x onerror=alert(1)>", "x" * 10_000, ""])
def test_an_unknown_place_is_told_plainly_and_not_repeated(id: str) -> None:
    for level in ("village", "town", id):
        shown = layout(level=level, id=id, lang="en")
        assert "There is no such place." in text(shown)
        assert not id or id not in text(shown)


def test_ranks_are_shared_and_missing_places_have_none() -> None:
    values = np.array([3.0, 1.0, 3.0, np.nan])
    assert [rank_of(values, n, 1.0) for n in range(4)] == [(1, 3), (3, 3), (1, 3), (None, 3)]
    assert [rank_of(values, n, -1.0)[0] for n in range(4)] == [2, 1, 2, None]


def test_alike_are_the_nearest_in_size() -> None:
    made = board(indicators=(indicator("residents"), indicator("case_total")))
    measured = made.measured["village"]
    for n, values in enumerate(([100.0, 110.0, 900.0, 95.0], [10.0, 11.0, 90.0, 60.0])):
        measured.numerators[n][:4] = np.array(values)[:, None]
    ids, found = alike(made, "village", "v1")
    assert ids == ["residents", "case_total"]
    assert [one.place for one in found] == ["v2", "v4", "v3"]
    logs = np.log1p(np.array([[100.0, 110.0, 900.0, 95.0], [10.0, 11.0, 90.0, 60.0]]))
    scores = (logs - logs.mean(axis=1, keepdims=True)) / logs.std(axis=1, keepdims=True)
    assert found[0].distance == pytest.approx(np.sqrt(((scores[:, 1] - scores[:, 0]) ** 2).mean()))


def test_what_is_known_of_the_town_alone_is_left_out() -> None:
    made = board(indicators=(indicator(), rate()))
    for column in made.measured["village"].numerators[0], made.measured["village"].numerators[1]:
        column[:] = 0.0
    made.measured["village"].denominators[1][:] = 0.0  # type: ignore[index]
    assert standings(made, ["case_open", "case_on_time"], "village", VILLAGES[0]) == []


@pytest.mark.usefixtures("published")
def test_both_languages_and_a_map_of_where_it_lies() -> None:
    assert len(of_class(layout(level="village", id="v1"), "map-fit")) == 1
    assert "Where it lies" in text(layout(level="village", id="v1", lang="en"))
