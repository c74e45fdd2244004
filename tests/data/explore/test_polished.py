"""Who asks for signs of polish within ten minutes is told what the one before was; what failed is asked anew."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Event

import pytest

from data.board import Board
from data.door import ANALYST, Viewer
from data.explore import polished
from data.explore.polish import Polish, Scope
from data.explore.polished import FRESH, Polished
from data.fault import Fault
from tests.components.boards import board


def test_many_who_ask_at_once_ask_the_store_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Scope] = []
    go = Event()

    def ask(_: Viewer, shown: Board, scope: Scope) -> Polish:
        asked.append(scope)
        assert go.wait(10)
        return Polish((), {}, shown.as_of)

    monkeypatch.setattr(polished, "ask_polish", ask)
    held, shown = Polished(), board({})
    with ThreadPoolExecutor(4) as pool:
        waiting = [pool.submit(held.read, ANALYST, shown, Scope(30)) for _ in range(4)]
        go.set()
        assert {id(one.result()) for one in waiting} == {id(waiting[0].result())}
    assert asked == [Scope(30)]
    held.read(ANALYST, replace(shown, as_of=shown.as_of + FRESH - timedelta(seconds=1)), Scope(30))
    assert len(asked) == 1
    later = replace(shown, as_of=shown.as_of + FRESH)
    assert held.read(ANALYST, later, Scope(30)).as_of == later.as_of
    held.read(ANALYST, later, Scope(90))
    assert asked == [Scope(30), Scope(30), Scope(90)]


def test_a_fault_is_told_and_not_held(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Viewer, __: Board, ___: Scope) -> Polish:
        raise Fault("not yet")

    held = Polished()
    monkeypatch.setattr(polished, "ask_polish", refuse)
    with pytest.raises(Fault, match="not yet"):
        held.read(ANALYST, board({}), Scope(30))
    monkeypatch.setattr(polished, "ask_polish", lambda _, shown, __: Polish((), {}, shown.as_of))
    assert held.read(ANALYST, board({}), Scope(30)).questions == ()
