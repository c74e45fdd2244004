"""The page of the signs of polish: questions, never accusations, and only text."""

import asyncio
import sys
from collections.abc import Iterator
from typing import Any

import dash
import numpy as np
import pytest
from dash import Dash

from data.hub import HUB
from tests.components.boards import of_class, parts, text
from tests.data.polished import PARTIES, clean, just_in_time, stored, town

HOSTILE = "<script>alert(1)</script>'; DROP TABLE cases; --"


@pytest.fixture
def polished(published: Dash) -> Iterator[None]:
    assert published is not None
    frame = clean(3)
    just_in_time(frame, np.random.default_rng(3))
    frame.loc[frame.party == PARTIES[0], "party"] = HOSTILE
    HUB.publish(town())
    HUB.reader = stored(frame)
    yield
    HUB.reader.close()
    HUB.reader = None


def shown(**asked: Any) -> Any:
    """The page's frame, filled as the browser has it filled."""
    page = dash.page_registry["pages.polish"]["layout"](**asked)
    told = next(one.data for one in parts(page) if getattr(one, "id", None) == "polish-asked")
    return [page, asyncio.run(sys.modules["pages.polish"].fill(told))]


@pytest.mark.usefixtures("polished")
def test_a_question_stands_with_what_would_explain_it_and_leads_to_its_rows() -> None:
    page = shown(lang="zh")
    asked = of_class(page, "polish-questions")[0].children
    assert len(asked) == 1
    told = text(asked)
    for words in ("是否可能", "也可能是", "按时限倒排工作计划", HOSTILE):
        assert words in told
    link = next(one.href for one in parts(asked) if getattr(one, "href", ""))
    assert "sign=deadline" in link
    assert "<" not in link
    rows = shown(lang="en", sign="deadline", subject=HOSTILE)
    found = of_class(rows, "polish-rows")[0]
    assert sum(getattr(one, "data-counted", None) == "true" for one in parts(found)) == 50
    assert "Page 1 of" in text(found)
    assert any("page=2" in getattr(one, "href", "") for one in parts(found))


@pytest.mark.usefixtures("polished")
def test_every_sign_is_listed_in_both_languages_also_where_nothing_is_asked() -> None:
    for language, words in (("zh", "没有值得一问的"), ("en", "Nothing to ask")):
        page = shown(lang=language, level="village", place="v1", days="30", source="camera")
        assert words in text(page)
        assert sum(bool(getattr(one, "data-listed", None)) for one in parts(page)) == 6
        links = [one.href for one in parts(page) if str(getattr(one, "href", "")).startswith("?")]
        assert any("days=30" in one and "place=v1" in one and "source=camera" in one for one in links)


@pytest.mark.usefixtures("polished")
def test_what_is_unknown_opens_nothing_and_is_not_repeated() -> None:
    plain = text(shown(lang="en"))
    assert text(shown(lang="en", sign=HOSTILE, subject="x", days="7", page="-1", place=HOSTILE, source="x")) == plain
    asked = text(of_class(shown(lang="en", sign="deadline", subject="<b>nobody</b>"), "polish-rows"))
    assert "There are no such rows." in asked
    assert "nobody" not in asked


@pytest.mark.usefixtures("polished")
def test_a_visitor_and_an_early_reader_are_told_so() -> None:
    assert "访客" in text(shown(visitor="1"))
    HUB.edition = None
    assert "正在测算" in text(dash.page_registry["pages.polish"]["layout"]())
