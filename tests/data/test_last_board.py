"""The board of an earlier run is shown, and said to be one, until this run has measured its own."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from components.arrangement import arrange
from components.painting import paint
from data import door
from data.backup import backup
from data.board import Board, catalogue_of
from data.catalogue import Catalogue
from data.door import PROGRAM, VISITOR, WALL, follow_editions, read_edition
from data.fault import Fault
from data.hub import Hub
from data.last_board import LastBoard
from data.live import Live
from data.profile import load_profile
from data.restore import restore
from data.survey import build_board
from data.ways.inbox import Inbox
from tests.data.batches import BEGIN, loaded
from tests.data.squares import write_place

LATER = BEGIN + timedelta(days=3)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Board, dict[Path, bytes]]:
    """A place, its board, and every file that it had when that was kept."""
    folder = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("YIPING_VAR", str(folder / "var"))
        profile = load_profile(str(write_place(folder)))
        store = loaded(profile, 2)
        board = build_board(store, catalogue_of(profile), BEGIN + timedelta(hours=5))
        store.close()
        LastBoard(profile, board.catalogue).write(board)
    return folder, board, {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def kept(made: tuple[Path, Board, dict[Path, bytes]], monkeypatch: pytest.MonkeyPatch) -> tuple[LastBoard, Board]:
    """The file of a board, and that board."""
    folder, board, files = made
    monkeypatch.setenv("YIPING_VAR", str(folder / "var"))
    for path in folder.rglob("*"):
        if path.is_file() and path not in files:
            path.unlink()
    for path, content in files.items():
        path.write_bytes(content)
    return LastBoard(board.profile, board.catalogue), board


def test_the_numbers_come_back_as_they_were_and_older(kept: tuple[LastBoard, Board]) -> None:
    last, board = kept
    found = last.read(LATER)
    assert found is not None
    places, earlier = found
    assert earlier.earlier
    assert not board.earlier
    assert earlier.as_of == board.as_of
    assert earlier.offered == board.offered
    for one, before in zip(earlier.readings(), board.readings(), strict=True):
        assert one.value == before.value
        assert one.trend == before.trend
        assert one.year_ago == before.year_ago
        assert one.data_at == before.data_at
    grids = [(one.indicator.id, one.place, one.value) for one in earlier.readings("grid")]
    assert [one for one in grids if one[2]] == [
        (one.indicator.id, one.place, one.value) for one in board.readings("grid") if one.value
    ]
    assert list(places.level("grid").frame["id"]) == list(board.level("grid").level.places)
    cases = next(feed for feed in earlier.feeds if feed.id == "cases")
    assert cases.age is not None
    assert cases.newest_at is not None
    assert cases.age == LATER - cases.newest_at
    assert cases.stale
    assert earlier.reading("case_reported_week").state in ("stale", "none")


def test_the_wall_says_that_it_is_an_earlier_board(kept: tuple[LastBoard, Board]) -> None:
    last, board = kept
    found = last.read(LATER)
    assert found is not None
    for one, marked in ((found[1], True), (board, False)):
        painting = paint(one, arrange(one.profile, one.catalogue, one.offered), "grid", "zh")
        said = str(painting.slots["alarms"])
        assert ("上次的数据 03-02 13:00 · 正在测算…" in said) is marked


def changed(folder: Path, old: str, new: str) -> None:
    path = folder / "squares.toml"
    path.write_text(path.read_text().replace(old, new, 1))


def torn(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 0xFF]) + content[middle + 1 :]


SPOILT: dict[str, Callable[[Path, LastBoard], object]] = {
    "another zone": lambda folder, _: changed(folder, 'town = "方格镇"', 'town = "方格镇"\nzone = "Asia/Urumqi"'),
    "another target": lambda folder, _: changed(
        folder, "[[levels]]", "[targets.case_on_time_rate]\ntarget = 1\n\n[[levels]]"
    ),
    "other polygons": lambda folder, _: (folder / "grid.geojson").write_text(
        (folder / "grid.geojson").read_text().replace('"v1g1"', '"v1g0"')
    ),
    "no store": lambda _, last: last.path.with_name("store.duckdb").unlink(),
    "cut": lambda _, last: last.path.write_bytes(last.path.read_bytes()[:500]),
    "empty": lambda _, last: last.path.write_bytes(b""),
    "torn": lambda _, last: last.path.write_bytes(torn(last.path.read_bytes())),
    "objects": lambda _, last: np.savez(last.path, about=np.array([{"stamp": last.stamp}], dtype=object)),
    "no arrays": lambda _, last: np.savez(last.path, about=np.frombuffer(b'{"stamp": 1}', np.uint8)),
    "a list": lambda _, last: np.savez(last.path, about=np.frombuffer(b"[1]", np.uint8)),
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_what_does_not_fit_is_not_shown(
    kept: tuple[LastBoard, Board], spoil: Callable[[Path, LastBoard], object]
) -> None:
    last, _ = kept
    assert last.read(LATER) is not None
    spoil(last.profile.folder, last)
    profile = load_profile(last.profile.file)
    assert LastBoard(profile, catalogue_of(profile)).read(LATER) is None


def test_another_profile_in_the_same_folder_shows_nothing(kept: tuple[LastBoard, Board]) -> None:
    last, _ = kept
    simulated = last.profile.model_copy(update={"simulate": load_profile("zhewang").simulate})
    assert LastBoard(simulated, last.catalogue).read(LATER) is None
    assert last.read(LATER) is not None


def test_a_restored_store_has_no_last_board(kept: tuple[LastBoard, Board], tmp_path: Path) -> None:
    last, _ = kept
    backup(last.profile, tmp_path / "saved.duckdb")
    restore(last.profile, tmp_path / "saved.duckdb")
    assert last.read(LATER) is None


def test_it_is_kept_once_a_minute_and_a_full_disk_leaves_the_older_one(
    kept: tuple[LastBoard, Board], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    last, board = kept
    seconds = iter((0.0, 59.0, 60.0))
    timed = LastBoard(last.profile, last.catalogue, clock=lambda: next(seconds))
    assert [timed.due() for _ in range(3)] == [True, False, True]
    before = last.path.read_bytes()

    def full(_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        last.write(board)
    assert "No space left on device" in capsys.readouterr().err
    assert last.path.read_bytes() == before
    assert [one.name for one in last.profile.var.glob("last-board*")] == [last.path.name]


def test_only_walls_are_shown_it_and_the_first_of_this_run_replaces_it(
    kept: tuple[LastBoard, Board], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, board = kept
    hub = Hub()
    monkeypatch.setattr(door, "HUB", hub)
    monkeypatch.setattr("data.hub.HUB", hub)
    hub.publish(replace(board, earlier=True))
    for viewer in (WALL, VISITOR):
        assert read_edition(viewer).board.earlier
    with pytest.raises(Fault, match="not measured yet"):
        read_edition(PROGRAM)

    async def first() -> Board:
        async for edition in follow_editions(PROGRAM):
            return edition.board
        raise AssertionError

    async def both() -> Board:
        asked = asyncio.create_task(first())
        await asyncio.sleep(0)
        hub.publish(board)
        return await asked

    assert not asyncio.run(both()).earlier
    assert read_edition(PROGRAM).board is board


def test_a_second_start_shows_the_board_of_the_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YIPING_VAR", str(tmp_path / "var"))
    profile = load_profile(str(write_place(tmp_path)))
    (profile.folder / "cases.csv").write_text("case_id,reported_at\nc1,2026-03-02T08:00:00+08:00\n")
    bare = profile.model_copy(update={"feeds": [profile.feed("cases")]})
    few = Catalogue((replace(catalogue_of(profile)["case_open"], counter=None),))
    monkeypatch.setattr("data.live.catalogue_of", lambda _: few)

    async def run() -> list[Board]:
        hub = Hub()
        seen: list[Board] = []
        live = asyncio.create_task(Live(bare, hub, inbox=Inbox()).run())
        async for edition in hub.editions():
            seen.append(edition.board)
            if not edition.board.earlier:
                break
        live.cancel()
        await asyncio.gather(live, return_exceptions=True)
        return seen

    begun = datetime.now(UTC)
    assert [one.earlier for one in asyncio.run(run())] == [False]
    earlier, fresh = asyncio.run(run())
    assert earlier.earlier
    assert earlier.as_of >= begun
    assert fresh.as_of > earlier.as_of
