"""The shipped profiles compute what the five accounts publish, from ordinary rows; a changed row changes the figure."""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.board import Board, catalogue_of
from data.commands import rows_of
from data.profile import shipped
from data.store import Store
from data.survey import build_board
from tests.data.published.change import AS_OF, CHANGES
from tests.data.published.figure import SECTIONS, as_published, figures
from tests.data.published.page import PAGE, page
from tests.data.published.place import reading, send_again, simulated

PLACES = ("zhewang", "ganyu", "haitou", "liuhang", "shaheying", "yanchi")


@pytest.fixture(scope="module", params=PLACES)
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Board]]:
    """A place's store and its board at AS_OF, one place after the other."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("YIPING_VAR", str(tmp_path_factory.mktemp("var")))
        with simulated(request.param, AS_OF) as store:
            yield store, build_board(store, catalogue_of(store.profile), AS_OF)


def test_every_published_figure_is_computed(place: tuple[Store, Board]) -> None:
    board = place[1]
    found = {figure: figure.computed(board) for figure in figures(board.profile.name)}
    wrong = {
        figure.key: (figure.published, computed) for figure, computed in found.items() if not figure.holds(computed)
    }
    assert found
    assert wrong == {}


def test_the_wall_has_a_number_on_every_card(place: tuple[Store, Board]) -> None:
    board = place[1]
    wall = [*board.profile.wall.headline, *(one for module in board.profile.wall.modules for one in module.indicators)]
    assert len(wall) == len(set(wall)) >= 70
    assert [one for one in wall if board.reading(one).value is None and not board.reading(one).masked] == []


def test_what_is_printed_has_every_indicator_at_every_place(place: tuple[Store, Board]) -> None:
    board = place[1]
    level = "grid" if board.profile.name == "yanchi" else "village"
    rows = [row for row in rows_of(board, level) if row["place"] != "unplaced"]
    places = {row["place"] for row in rows}
    assert len(places) == len(board.level(level).level.places) == (1894 if level == "grid" else len(places))
    assert len(rows) == len(places) * len(board.catalogue.indicators)
    assert json.loads(json.dumps(rows[:1000])) == rows[:1000]


# The last one: it changes the rows that the others measure.
def test_a_changed_row_changes_the_figure(place: tuple[Store, Board]) -> None:
    store, board = place
    known = {figure.key: figure for figure in figures(board.profile.name)}
    for change in CHANGES[board.profile.name]:
        figure = known[change.key]
        assert figure.indicator is not None
        before = reading(store, figure.indicator, figure.part, AS_OF)
        send_again(store, change.feed, change.where, **change.values)
        after = reading(store, figure.indicator, figure.part, AS_OF)
        assert before is not None, change
        assert after is not None, change
        assert after != before, change
        assert change.by is None or after - before == pytest.approx(change.by), change


def test_the_table_holds_what_the_accounts_publish(shared_data: Path) -> None:
    published = tomllib.loads((shared_data.parent / "published.toml").read_text(encoding="utf-8"))
    for name in PLACES:
        table = published
        for step in SECTIONS.get(name, (name,)):
            table = table[step]
        theirs = {key: value for key, value in table.items() if key != "district"}
        assert {figure.key: as_published(figure) for figure in figures(name)} == theirs


def test_every_shipped_profile_is_one_of_the_places() -> None:
    assert set(PLACES) == set(shipped()) == {figure.profile for figure in figures()}


def test_the_page_is_what_the_table_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "docs/published.md is old: run tests/data/published/page.py"
