"""The page of the alarms, and what is answered to who acknowledges one."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import dash
import httpx
import pytest
from dash import Dash

from data.alarms.desk import DESK
from data.alarms.watch import Watch
from data.alarms.word import Refused
from data.door import ANALYST, VISITOR, acknowledge, read_edition, read_past_alarms
from data.hub import HUB
from data.profile import load_profile
from data.store import Store
from tests.components.boards import board, of_class, parts, text
from tests.data.squares import write_place


def layout(**parameters: Any) -> Any:
    return dash.page_registry["pages.alarms"]["layout"](**parameters)


@pytest.fixture
def raised(published: Dash, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watch]:
    """A share of 60 of 100 is an alarm, kept in a store that the desk can reach."""
    assert published is not None
    monkeypatch.setenv("YIPING_VAR", str(tmp_path / "var"))
    store = Store.open(load_profile(str(write_place(tmp_path))))
    with ThreadPoolExecutor(1) as writer:
        watch = Watch(store)
        for name, value in (("watch", watch), ("writer", writer), ("hub", HUB)):
            monkeypatch.setattr(DESK, name, value)
        HUB.publish(watch.seen(board({"case_on_time": 60.0})))
        yield watch
    store.close()


def say(word: str, by: str = "值班员") -> Callable[[], Awaitable[None]]:
    return lambda: acknowledge(ANALYST, 1, by, word)


def run(what: Callable[[], Awaitable[Any]]) -> Any:
    async def all_of_it() -> Any:
        return await what()

    return asyncio.run(all_of_it())


@pytest.mark.usefixtures("raised")
def test_it_lists_the_open_alarms_in_both_languages_and_leads_back_to_the_wall() -> None:
    page = layout()
    assert [text(one) for one in of_class(page, "alarm-name")] == ["按期率"]
    assert "1 项，未确认 1 项" in text(page)
    assert any(getattr(one, "href", "") == "/wall?lang=zh&theme=dark" for one in parts(page))
    english = layout(lang="en", theme="light")
    assert english.lang == "en"
    assert "1, 1 not acknowledged" in text(english)


@pytest.mark.usefixtures("raised")
def test_an_acknowledgement_is_published_at_once_and_kept() -> None:
    before = read_edition(ANALYST).number
    run(say("已派人"))
    edition = read_edition(ANALYST)
    assert edition.number == before + 1
    (alarm,) = edition.board.alarms
    assert (alarm.acknowledged_by, alarm.word, alarm.is_new) == ("值班员", "已派人", False)
    assert "值班员：已派人" in text(of_class(layout(), "said"))


@pytest.mark.usefixtures("raised")
@pytest.mark.parametrize(("word", "reason"), [("", "empty"), ("x" * 201, "long"), ("a\x07", "control")])
def test_a_word_that_cannot_be_is_refused_and_nothing_changes(word: str, reason: str) -> None:
    before = read_edition(ANALYST)
    with pytest.raises(Refused) as refused:
        run(say(word))
    assert refused.value.reason == reason
    assert read_edition(ANALYST) is before


@pytest.mark.usefixtures("raised")
def test_a_visitor_may_not_acknowledge_and_reads_no_log() -> None:
    with pytest.raises(Refused):
        run(lambda: acknowledge(VISITOR, 1, "", "好"))
    assert run(lambda: read_past_alarms(VISITOR, 0, 10)) == []
    assert all(alarm.word == "" for alarm in read_edition(VISITOR).board.alarms)


def test_the_log_has_what_is_over_a_page_at_a_time(raised: Watch) -> None:
    held = read_edition(ANALYST).board
    for _ in range(3):
        off = held.profile.model_copy(update={"alarms": type(held.profile.alarms)(off=("case_on_time",))})
        raised.seen(replace(held, profile=off))
        raised.seen(held)
    found = run(lambda: read_past_alarms(ANALYST, 0, 2))
    assert [alarm.number for alarm in found] == [3, 2]
    assert [alarm.number for alarm in run(lambda: read_past_alarms(ANALYST, 2, 2))] == [1]


def test_a_program_reads_the_open_alarms(app: Dash, raised: Watch) -> None:
    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app.server)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.get("/api/v1/alarms")

    answer = asyncio.run(ask())
    (told,) = answer.json()
    assert (told["subject"], told["value"], told["acknowledged_at"]) == ("case_on_time", 60.0, None)
    assert told["raised_at"] == raised.alarms[0].raised_at.isoformat()


@pytest.mark.usefixtures("app")
def test_before_the_first_board_it_waits_in_words() -> None:
    assert "正在测算" in text(layout())
