"""The rows behind a number and the life of one of them, over a small store."""

import asyncio
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import dash
import pytest
from dash import Dash

from data.board import catalogue_of
from data.hub import HUB
from data.intake import take_file
from data.profile import load_profile
from data.store import Store
from data.survey import build_board
from tests.components.boards import of_class, parts, text
from tests.data.squares import write_place

NASTY = "<img src=x onerror=alert(1)>'; DROP TABLE cases; --"
LATE = "2026-03-02T08:00:00Z,2026-03-02T08:30:00Z,2026-03-05T08:00:00Z,2026-03-04T08:00:00Z"
CASES = f"""case_id,reported_at,dispatched_at,closed_at,due_at,title,category,party,lon,lat
late,{LATE},张三家漏水 13800138000,水,城管,119.2011,35.0511
"{NASTY}",2026-03-03T08:00:00Z,,2026-03-03T09:00:00Z,2026-03-04T09:00:00Z,李四,"{NASTY}",13912345678,119.2011,35.0511
old,2026-01-03T08:00:00Z,,2026-01-03T09:00:00Z,2026-01-04T09:00:00Z,,电,,119.2131,35.0511
older,2026-02-03T08:00:00Z,,2026-02-03T09:00:00Z,2026-02-04T09:00:00Z,,电,,119.2131,35.0511
early,2026-03-03T08:00:00Z,,2026-03-03T09:00:00Z,2026-03-04T09:00:00Z,,电,,119.2131,35.0511
"""


@pytest.fixture(scope="module")
def town(app: Dash, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dash]:
    folder: Path = tmp_path_factory.mktemp("town")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("YIPING_VAR", str(folder / "var"))
        store = Store.open(load_profile(str(write_place(folder))))
        (folder / "cases.csv").write_text(CASES)
        take_file(store, store.profile.feed("cases"), folder / "cases.csv")
        HUB.places = store.spotter.places
        HUB.publish(build_board(store, catalogue_of(store.profile), datetime(2026, 3, 20, 2, tzinfo=UTC)))
        HUB.reader = store.connection.cursor()
        yield app
        HUB.reader.close()
        HUB.places = HUB.edition = HUB.reader = None
        store.close()


def page(name: str, **asked: str) -> Any:
    return dash.page_registry[f"pages.{name}"]["layout"](**asked)


def rows(**asked: str) -> Any:
    shown = page("indicator", **asked)
    store = next(one for one in parts(shown) if getattr(one, "id", None) == "indicator-asked")
    return asyncio.run(sys.modules["pages.indicator"].fill_rows(store.data))


def reasons(**asked: str) -> Any:
    shown = page("indicator", **asked)
    store = next(one for one in parts(shown) if getattr(one, "id", None) == "indicator-asked")
    return asyncio.run(sys.modules["pages.indicator"].fill_reasons(store.data))


def life(**asked: str) -> Any:
    store = next(one for one in parts(page("life", **asked)) if getattr(one, "id", None) == "life-asked")
    return asyncio.run(sys.modules["pages.life"].fill_life(store.data))


@pytest.mark.usefixtures("town")
def test_the_late_cases_of_a_village_and_the_life_of_one() -> None:
    asked = {"id": "case_on_time_rate", "level": "village", "place": "v1", "lang": "en"}
    late = rows(**asked, rows="not_counted")
    body = [one for one in parts(late) if getattr(one, "data-counted", None)]
    assert [getattr(one, "data-counted") for one in body] == ["false"]
    link = next(one.href for one in parts(body[0]) if getattr(one, "href", None))
    assert link.startswith("/life?of=cases&id=late&")
    told = text(life(of="cases", id="late", lang="en"))
    assert "Dispatched" in told
    assert "30 min" in told
    assert "late by 24 h" in told
    assert "城管" in told


@pytest.mark.usefixtures("town")
def test_nothing_of_a_person_and_nothing_of_a_row_becomes_markup() -> None:
    found = rows(id="case_on_time_rate", lang="zh")
    said = text(found) + text(life(of="cases", id="late")) + text(life(of="cases", id=NASTY))
    for person in ("张三", "李四", "13800138000", "13912345678"):
        assert person not in said
    # A row's words are text: whatever they look like, no component is made of them.
    names = {type(one).__name__ for one in parts(found)}
    assert names <= {"Nav", "A", "Span", "Div", "Table", "Thead", "Tbody", "Tr", "Th", "Td", "P"}
    assert "水" in text(life(of="cases", id="late"))


@pytest.mark.usefixtures("town")
def test_what_was_left_out_and_what_the_words_add() -> None:
    words, left = reasons(id="case_reported_month", lang="zh")
    assert "没有因作废" in text(left)
    assert "类别" in text(words)
    assert of_class(words, "changes")


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize("asked", [{}, {"of": "cases", "id": "nobody"}, {"of": "visits", "id": "late"}, {"of": NASTY}])
def test_an_unknown_row_is_told_plainly(asked: dict[str, str]) -> None:
    assert "没有这一件" in text(life(**asked))


@pytest.mark.usefixtures("town")
def test_a_visitor_sees_no_rows() -> None:
    assert "访客" in text(life(of="cases", id="late", visitor="1"))
    assert "访客" in text(rows(id="case_reported_month", visitor="1"))
    assert not of_class(rows(id="case_reported_month", visitor="1"), "behind")


@pytest.mark.usefixtures("town")
def test_a_portrait_of_the_real_polygons_leads_up_and_down() -> None:
    shown = page("place", level="village", id="v1")
    links = [one.href for one in parts(shown) if getattr(one, "href", None)]
    assert any(one.startswith("/place/grid/v1g1?") for one in links)
    shown = page("place", level="grid", id="v1g1")
    assert any(getattr(one, "href", "").startswith("/place/village/v1?") for one in parts(shown))
