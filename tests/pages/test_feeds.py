"""The page of the feeds, over a store that a clerk would have to look after."""

import asyncio
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import dash
import httpx
import pytest
from dash import Dash

from data.ages import feed_ages
from data.hub import HUB
from data.intake import take_file
from data.profile import load_profile
from data.store import Store
from tests.components.boards import board, of_class, parts, text
from tests.data.squares import write_place
from tests.pages.test_serving import get

GOOD = "case_id,reported_at,title,category,lon,lat\na,2026-03-02T08:00:00Z,张三家漏水,水,119.2011,35.0511\n"
BROKEN = GOOD.replace("category", "category,weather") + "b,whenever,李四,水,,119.2,35.05\n"


@pytest.fixture
def town(app: Dash, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Dash]:
    """The app over a store whose cases are in trouble and whose other feeds never came."""
    monkeypatch.setenv("YIPING_VAR", str(tmp_path / "var"))
    store = Store.open(load_profile(str(write_place(tmp_path))))
    for name, content in (("first.csv", GOOD), ("<b>.csv", BROKEN)):
        (tmp_path / name).write_text(content)
        take_file(store, store.profile.feed("cases"), tmp_path / name)
    ages = feed_ages(store.profile, store.feeds(), datetime.now(UTC))
    HUB.publish(board({}, feeds=ages, of=store.profile))
    HUB.reader = store.connection.cursor()
    yield app
    HUB.reader.close()
    HUB.edition = HUB.reader = None
    store.close()


def layout(**asked: Any) -> Any:
    return dash.page_registry["pages.feeds"]["layout"](**asked)


def shown(**asked: Any) -> Any:
    """The page's frame, filled as the browser has it filled."""
    page = layout(**asked)
    given = next(one.data for one in parts(page) if getattr(one, "id", None) == "feeds-asked")
    return [page, *asyncio.run(sys.modules["pages.feeds"].fill(given, None))]


@pytest.mark.usefixtures("town")
def test_the_feed_in_trouble_stands_first_and_says_why() -> None:
    rows = [one for one in parts(shown()) if getattr(one, "data-feed", None)]
    assert getattr(rows[0], "data-feed") == "cases"
    assert getattr(rows[0], "data-state") == "stale"
    said = text(of_class(rows[0], "col-notices"))
    assert "2 行被拒" in said
    assert "weather" in said
    assert {getattr(one, "data-state") for one in rows[1:]} == {"none"}


@pytest.mark.usefixtures("town")
def test_one_feed_in_full_hides_what_tells_of_a_person() -> None:
    page = shown(feed="cases", lang="en")
    said = text(page)
    assert "is no time" in said
    assert "张三" not in said
    assert "李四" not in said
    assert "•••" in said
    assert "119.2011" in said
    assert any(getattr(one, "href", "") == "/api/v1/feeds/cases/rejects.csv" for one in parts(page))
    assert any("feed=cases" in getattr(one, "href", "") and "theme=light" in one.href for one in parts(page))


@pytest.mark.usefixtures("town")
def test_an_unknown_feed_and_a_visitor_are_told_so() -> None:
    assert "没有这个数据源" in text(shown(feed="<x>"))
    assert "visitors" in text(shown(visitor="1"))


@pytest.mark.usefixtures("app")
def test_before_the_first_board_it_waits_in_words() -> None:
    assert "正在测算" in text(layout())


def test_the_refused_rows_are_a_file_to_download(town: Dash) -> None:
    answer = get(town, "/api/v1/feeds/cases/rejects.csv")
    assert answer.status_code == httpx.codes.OK
    assert answer.content.startswith("\ufeff".encode())
    assert "attachment" in answer.headers["content-disposition"]
    assert "李四" in answer.text
    assert get(town, "/api/v1/feeds/nosuch/rejects.csv").status_code == httpx.codes.NOT_FOUND


def test_an_address_that_is_no_page_is_not_found(town: Dash) -> None:
    for path, status in (("/feeds", 200), ("/feeds?feed=cases", 200), ("/", 200), ("/wall", 200), ("/no/such", 404)):
        assert get(town, path).status_code == status, path
    assert get(town, "/indicator/case_open").status_code == httpx.codes.OK
