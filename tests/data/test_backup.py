"""A copy taken while rows come in is the state of one instant."""

import socket
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from fastapi import FastAPI

from data import backup as backups
from data import keeper
from data.backup import backup
from data.fault import Fault
from data.keeper import Keeper
from data.profile import Profile, load_profile
from data.restore import restore
from data.running import forget, note
from data.store import Store
from tests.data.batches import content, elsewhere, loaded, stored, take
from tests.data.squares import write_place


@pytest.fixture
def profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Profile:
    """A place of its own, without a store."""
    monkeypatch.setenv("YIPING_VAR", str(tmp_path / "var"))
    return load_profile(str(write_place(tmp_path)))


@contextmanager
def serving(profile: Profile, store: Store, writer: Executor, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A server that holds the store, noted where the command looks for it."""
    kept = Keeper()
    kept.serve(store, writer)
    monkeypatch.setattr(keeper, "KEEPER", kept)
    app = FastAPI()
    app.add_api_route("/api/v1/backup", keeper.copied, methods=["POST"])
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", ws="none"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        note(profile, "127.0.0.1", listening.getsockname()[1])
        try:
            yield
        finally:
            server.should_exit = True
            thread.join()
            forget(profile)


def test_a_copy_under_load_comes_back_as_it_was_at_its_instant(
    profile: Profile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, stopped = loaded(profile, 2), threading.Event()
    files = [tmp_path / "first.duckdb", tmp_path / "second.duckdb"]

    def arrive() -> None:
        batch = 2
        while not stopped.wait(0.05):
            batch += 1
            writer.submit(take, store, batch).result()

    with ThreadPoolExecutor(1) as writer, serving(profile, store, writer, monkeypatch):
        source = threading.Thread(target=arrive)
        source.start()
        for file in files:
            backup(profile, file)
        stopped.set()
        source.join()
    last = store.connection.execute("SELECT max(batch) FROM batches").fetchall()[0][0]
    store.close()
    instants = []
    for file in files:
        restore(profile, file)
        found = stored(profile.var / "store.duckdb")
        instants.append(len(found["batches"]))
        with monkeypatch.context() as patch:
            patch.setenv("YIPING_VAR", str(tmp_path / file.stem))
            clean = loaded(profile, instants[-1])
            assert found == content(clean.connection)
            clean.close()
    assert 2 <= instants[0] < instants[1] < last
    assert not list(profile.var.glob("*.part*"))


def test_the_store_stays_locked_while_it_is_copied(profile: Profile) -> None:
    store, copy = loaded(profile, 1), profile.var / "copy.duckdb"
    backups.copy_store(store, copy)
    assert copy.stat().st_mode & 0o777 == 0o600
    with elsewhere(profile) as said:
        assert "lock" in said
    store.close()


def test_the_note_of_a_killed_server_does_not_stand_in_the_way(profile: Profile, tmp_path: Path) -> None:
    loaded(profile, 1).close()
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        note(profile, "127.0.0.1", silent.getsockname()[1])
        backup(profile, tmp_path / "new.duckdb")
    assert stored(tmp_path / "new.duckdb") == stored(profile.var / "store.duckdb")


def test_a_copy_is_never_written_over_another(profile: Profile, tmp_path: Path) -> None:
    loaded(profile, 1).close()
    saved = tmp_path / "saved.duckdb"
    backup(profile, saved)
    for path in (saved, profile.var / "store.duckdb"):
        before = path.read_bytes()
        with pytest.raises(Fault, match="exists already"):
            backup(profile, path)
        assert path.read_bytes() == before
