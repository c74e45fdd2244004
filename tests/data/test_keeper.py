"""Only the owner of the server's files, on its machine, may have the store copied."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from data import keeper
from data.keeper import Keeper
from data.profile import Profile, load_profile
from data.running import note, note_path, read_note
from tests.data.batches import ROWS, loaded
from tests.data.squares import write_place


@pytest.fixture
def profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Profile:
    """A place of its own, without a store."""
    monkeypatch.setenv("YIPING_VAR", str(tmp_path / "var"))
    return load_profile(str(write_place(tmp_path)))


@pytest.mark.parametrize(
    ("client", "secret", "status"),
    [
        ("127.0.0.1", "right", 200),
        ("192.168.1.5", "right", 200),  # the server's own address
        ("192.168.1.6", "right", 403),
        ("127.0.0.1", "wrong", 403),
        ("127.0.0.1", None, 403),
        ("127.0.0.1", "", 403),
    ],
)
def test_only_the_owner_on_this_machine_may_ask(
    profile: Profile, monkeypatch: pytest.MonkeyPatch, client: str, secret: str | None, status: int
) -> None:
    note(profile, "192.168.1.5", 8050)
    assert note_path(profile).stat().st_mode & 0o777 == 0o600
    known = read_note(profile)["secret"]
    headers = {} if secret is None else {"Authorization": f"Bearer {known if secret == 'right' else secret}"}
    server = FastAPI()
    server.add_api_route("/api/v1/backup", keeper.copied, methods=["POST"])
    store = loaded(profile, 1)
    with ThreadPoolExecutor(1) as writer:
        kept = Keeper()
        kept.serve(store, writer)
        monkeypatch.setattr(keeper, "KEEPER", kept)

        async def post() -> httpx.Response:
            transport = httpx.ASGITransport(server, client=(client, 50000))
            async with httpx.AsyncClient(transport=transport, base_url="http://192.168.1.5:8050") as asking:
                return await asking.post("/api/v1/backup", headers=headers)

        answered = asyncio.run(post())
    store.close()
    assert answered.status_code == status
    made = list(profile.var.glob("store.*.part"))
    assert len(made) == (status == 200)
    if made:
        assert answered.json()["path"] == str(made[0])
        assert answered.json()["rows"]["cases"] == ROWS
