"""A running server and the command on its own write the same files; only the owner may ask it."""

import asyncio
import json
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import ProxyHandler, Request, build_opener

import pytest
import uvicorn
from fastapi import FastAPI

from data.board import Board
from data.briefing import basis, press
from data.briefing.basis import Basis
from data.briefing.command import briefing
from data.briefing.filing import folder_of, list_briefings
from data.briefing.order import Order
from data.briefing.press import Press
from data.door import PROGRAM
from data.fault import Fault, Misuse
from data.intake import take_profile
from data.profile import Profile, load_profile
from data.running import forget, note
from data.store import Store
from data.survey import read_board
from tests.data.due_town import write_town

WEEK = Order(span="2026-W10")


@pytest.fixture
def profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Profile:
    """The town of five cases, loaded."""
    monkeypatch.setenv("YIPING_VAR", str(tmp_path / "var"))
    found = load_profile(str(write_town(tmp_path)))
    store = Store.open(found)
    for _ in take_profile(store):
        pass
    store.close()
    return found


@contextmanager
def serving(profile: Profile, writer: Executor, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A server that holds the store, noted where the command looks for it."""
    store, served = Store.open(profile), Press()
    served.serve(store, writer)
    monkeypatch.setattr(press, "PRESS", served)
    app = FastAPI()
    app.add_api_route("/api/v1/briefings", press.answer, methods=["POST"])
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", ws="none"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        note(profile, "127.0.0.1", listening.getsockname()[1])
        try:
            yield store
        finally:
            server.should_exit = True
            thread.join()
            forget(profile)
            served.drawer.shutdown()
            store.close()


def written(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_both_ways_give_equal_files(
    profile: Profile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    every_village = WEEK.model_copy(update={"place": "all-villages", "formats": ("html",)})
    with ThreadPoolExecutor(1) as writer, serving(profile, writer, monkeypatch) as store:
        store.disturbed = True
        briefing(profile, WEEK, tmp_path / "asked")
        briefing(profile, every_village, tmp_path / "asked")
        assert store.disturbed  # the wall's survey has still to see it
        with pytest.raises(Misuse, match="no place"):
            briefing(profile, WEEK.model_copy(update={"place": "nowhere"}), tmp_path / "asked")
    printed = capsys.readouterr().out.split()
    briefing(profile, WEEK, tmp_path / "made")
    briefing(profile, every_village, tmp_path / "made")
    assert written(tmp_path / "asked") == written(tmp_path / "made")
    assert {Path(one).parent.name for one in printed} == {"asked"}
    assert len(printed) == len(written(tmp_path / "made")) >= 7
    assert not list(folder_of(profile).glob(".asked-*"))


def test_what_is_filed_is_listed(profile: Profile) -> None:
    briefing(profile, WEEK.model_copy(update={"formats": ("html",)}), None)
    briefing(profile, Order(kind="month", span="2026-02", formats=("html",), language="en"), None)
    (folder_of(profile) / "notes.txt").touch()
    found = [(one.span, one.rest, one.format) for one in list_briefings(profile)]
    assert found == [("2026-W10", "", "html"), ("2026-02", "en", "html")]
    assert all(one.size > 1000 for one in list_briefings(profile))


def test_only_the_owner_may_ask(profile: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    with ThreadPoolExecutor(1) as writer, serving(profile, writer, monkeypatch):
        known = json.loads((profile.var / "server.json").read_text())
        url = f"http://127.0.0.1:{known['port']}/api/v1/briefings"
        for secret in ("", "wrong"):
            request = Request(url, b"{}", {"Authorization": f"Bearer {secret}"}, method="POST")
            with pytest.raises(HTTPError) as refused:
                build_opener(ProxyHandler({})).open(request, timeout=10)
            assert refused.value.code == 403
            refused.value.close()


def test_the_note_of_a_killed_server_does_not_stand_in_the_way(profile: Profile, tmp_path: Path) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        note(profile, "127.0.0.1", silent.getsockname()[1])
        briefing(profile, WEEK.model_copy(update={"formats": ("html",)}), tmp_path / "made")
    assert written(tmp_path / "made")


def test_the_writer_writes_on_while_a_briefing_is_measured(profile: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    """And what it writes meanwhile is not in the briefing: all of it is of one state."""
    begun, written_on = threading.Event(), threading.Event()

    def held(*given: Any) -> Board:
        begun.set()
        assert written_on.wait(20)
        return read_board(*given)

    monkeypatch.setattr(basis, "read_board", held)
    with ThreadPoolExecutor(1) as writer:
        store, served = Store.open(profile), Press()
        served.serve(store, writer)

        async def both() -> Basis:
            asked = asyncio.create_task(served.basis(PROGRAM, WEEK))
            await asyncio.to_thread(begun.wait, 20)
            await asyncio.get_running_loop().run_in_executor(writer, store.connection.execute, "DELETE FROM cases")
            written_on.set()
            return await asked

        found = asyncio.run(both())
        assert store.connection.execute("SELECT count(*) FROM cases").fetchall() == [(0,)]
        served.drawer.shutdown()
        store.close()
    assert found.board.reading("case_total").value == 5


def test_a_folder_that_cannot_be_written_is_said(profile: Profile, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Fault, match="cannot be made"):
        briefing(profile, WEEK, tmp_path / "file")
