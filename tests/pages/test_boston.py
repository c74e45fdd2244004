"""Boston 2015: from the on-time rate to the late cases of one ward, and what made the change, against pandas."""

import asyncio
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import dash
import pytest
from dash import Dash

from data.board import catalogue_of
from data.door import ANALYST
from data.explore.breakdown import by_place
from data.explore.last_year import read_last_year
from data.explore.reasons import read_reasons
from data.hub import HUB
from data.prepare import load_all
from data.profile import load_profile
from data.store import Store
from data.survey import build_board
from tests.components.boards import of_class, parts, text
from tests.data.boston import Recount, read_requests

PROFILE = Path(__file__).parents[1] / "profiles" / "boston.toml"
RATE = "case_on_time_rate"
pytestmark = pytest.mark.thorough  # it loads a year of a city


@pytest.fixture(scope="module")
def folder(shared_data: Path) -> Path:
    return shared_data / "boston311"


@pytest.fixture(scope="module")
def city(app: Dash, folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dash]:
    assert folder
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("YIPING_VAR", str(tmp_path_factory.mktemp("var")))
        store = Store.open(load_profile(str(PROFILE)))
        for _ in load_all(store):
            pass
        HUB.places = store.spotter.places
        HUB.publish(build_board(store, catalogue_of(store.profile)))
        HUB.reader = store.connection.cursor()
        yield app
        HUB.reader.close()
        HUB.places = HUB.edition = HUB.reader = None
        store.close()


def rows_at(href: str) -> Any:
    """What stands under the rows of the address that a click leads to."""
    address = urlsplit(href)
    asked = {"id": address.path.rsplit("/", 1)[1]} | dict(parse_qsl(address.query))
    return asyncio.run(sys.modules["pages.indicator"].fill_rows(asked))


@pytest.mark.usefixtures("city")
def test_one_click_on_the_card_and_one_on_the_ward_show_its_late_cases(folder: Path) -> None:
    shown = dash.page_registry["pages.indicator"]["layout"](id=RATE, lang="en")
    recount = Recount(read_requests(folder))
    late = recount.count(
        "grid", recount.inside("due", "month") & ~(recount.frame["closed"] <= recount.frame["due"])
    ).drop("unplaced", errors="ignore")
    seen = 0
    for row in (one for one in parts(shown) if getattr(one, "data-place", None) in late.index):
        ward = getattr(row, "data-place")
        (cell,) = of_class(row, "look")
        told = text(cell)
        assert int(told.replace(",", "")) == int(late[ward]), ward
        seen += 1
    assert seen >= 20
    row = next(one for one in parts(shown) if getattr(one, "data-place", None) == late.idxmax())
    (link,) = [one for one in parts(of_class(row, "look")[0]) if getattr(one, "href", None)]
    behind = rows_at(link.href)
    told = text(behind[0])
    assert re.search(rf"{int(late.max()):,}", told), told
    table = of_class(behind, "behind")[0] if isinstance(behind, list) else None
    assert table is not None
    flags = {getattr(one, "data-counted", None) for one in parts(table)} - {None}
    assert flags == {"false"}


@pytest.mark.usefixtures("city")
@pytest.mark.parametrize("level", ["village", "grid"])
def test_what_made_the_change_adds_up_to_it_exactly(level: str) -> None:
    assert HUB.edition is not None
    board = HUB.edition.board
    reading, indicator = board.reading(RATE), board.catalogue[RATE]
    assert reading.value is not None
    assert reading.before is not None
    made = [by_place(board, indicator, level), *read_reasons(ANALYST, board, indicator, "town", "").changes]
    assert len(made) >= 3
    for one in made:
        assert one.total == pytest.approx(reading.value - reading.before, abs=1e-4)
        assert one.total == pytest.approx(one.change, abs=1e-9)


@pytest.mark.usefixtures("city")
def test_no_line_of_last_year_where_the_data_begins_this_year() -> None:
    assert HUB.edition is not None
    assert read_last_year(ANALYST, HUB.edition.board, HUB.edition.board.catalogue[RATE], "town", "") == ()
