"""Packed files: each of what they hold is in the store once, and nothing dishonest gets in."""

import gzip
import os
from pathlib import Path

import pytest

from data.commands import load
from data.fault import Fault
from data.ways import archive
from data.ways.archive import members, unpacked
from tests.data.ways.watching import Watch, cases, packed


def unpack_all(path: Path, var: Path) -> None:
    for member in members(path):
        with unpacked(path, member, var):
            pass


def test_gzip_and_every_file_of_a_zip_are_taken(watch: Watch) -> None:
    (watch.inbox / "a.csv.gz").write_bytes(gzip.compress(cases("1").encode()))
    files: dict[str, str | bytes] = {
        "a/b.csv": cases("2"),
        "c.csv": cases("3", "x,not a time,,\n4"),
        "a/": "",
        "__MACOSX/c.csv": "junk",
    }
    packed(watch.inbox / "d.zip", files)
    assert sum(one.accepted for one in watch.take()) == 4
    assert watch.ids() == ["1", "2", "3", "4"]
    assert watch.take() == []
    rejects = watch.store.connection.execute("SELECT file, line FROM rejects").fetchall()
    assert rejects == [("d.zip/c.csv", 3)]
    watch.restart()
    assert watch.take() == []
    assert not (watch.profile.var / "unpacked").exists()
    packed(watch.inbox / "d.zip", {"c.csv": cases("3", "5")})
    assert [(one.accepted, one.duplicate) for one in watch.take()] == [(1, 1)]


def test_a_zip_that_was_half_taken_goes_on_where_it_stopped(watch: Watch) -> None:
    packed(watch.inbox / "d.zip", {"a.csv": cases("1"), "b.csv": cases("2"), "c.csv": cases("3")})
    watch.folders.take()
    watch.now = 2.0
    turn = watch.folders.files_taken(watch.profile.feed("cases"))
    assert next(turn) is not None
    watch.restart()
    assert [one.accepted for one in watch.take()] == [1, 1]
    assert watch.ids() == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"../a.csv": cases("1")}, "leads out"),
        ({"/etc/a.csv": cases("1")}, "leads out"),
        ({"b/..\\..\\a.csv": cases("1")}, "leads out"),
        ({"C:\\a.csv": cases("1")}, "leads out"),
        ({"a.csv": bytes(1 << 20)}, "200 times"),
        ({"a.csv": os.urandom(1 << 16), "b.csv": bytes(1 << 20)}, "200 times"),
        ({"a.csv": os.urandom(1 << 18)}, "more than 0.0001"),
        ({"a.csv": gzip.compress(b"x")}, "archive in an archive"),
        ({"__MACOSX/a.csv": "x"}, "holds no file"),
    ],
)
def test_a_bad_archive_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: dict[str, str | bytes], said: str
) -> None:
    if said.startswith("more"):
        monkeypatch.setattr(archive, "UNPACKED_LIMIT", 1 << 17)
    (tmp_path / "inbox").mkdir()
    path = packed(tmp_path / "inbox" / "a.zip", files)
    with pytest.raises(Fault, match=said):
        unpack_all(path, tmp_path / "var")
    assert [file.name for file in tmp_path.rglob("*") if file.is_file()] == ["a.zip"]


def test_a_bomb_is_refused_by_the_folder_and_by_load(watch: Watch) -> None:
    bomb = watch.inbox / "a.csv.gz"
    bomb.write_bytes(gzip.compress(cases("1").encode() + b"\n" * (1 << 22)))
    packed(watch.inbox / "b.zip", {"b.csv": cases("2") + "\n" * (1 << 22)})
    assert watch.take() == []
    assert watch.ids() == []
    reasons = watch.remembered()
    assert list(reasons) == ["inbox/a.csv.gz", "inbox/b.zip"]
    assert all("200 times" in (reason or "") for reason in reasons.values())
    watch.store.close()
    for name in reasons:
        with pytest.raises(Fault, match="200 times"):
            load(watch.profile, [f"cases={watch.profile.folder / name}"])
    watch.open()


def test_names_in_a_zip_may_be_in_the_systems_own_chinese(watch: Watch) -> None:
    path = packed(watch.inbox / "a.zip", {"abcd.csv": cases("1")})
    path.write_bytes(path.read_bytes().replace(b"abcd", "事件".encode("gb18030")))
    watch.take()
    assert watch.store.connection.execute("SELECT file FROM batches").fetchall() == [("a.zip/事件.csv",)]


def test_load_takes_archives_too(watch: Watch, capsys: pytest.CaptureFixture[str]) -> None:
    folder = watch.profile.folder
    packed(folder / "a.zip", {"a.csv": cases("1"), "b.csv": cases("1", "2")})
    (folder / "c.csv.gz").write_bytes(gzip.compress(cases("3").encode()))
    watch.store.close()
    load(watch.profile, [f"cases={folder / 'a.zip'}", f"cases={folder / 'c.csv.gz'}"])
    watch.open()
    assert watch.ids() == ["1", "2", "3"]
    first, second = capsys.readouterr().out.splitlines()
    assert first == "cases: read 3, accepted 2, updated 0, duplicate 1, rejected 0, unplaced 0"
    assert second == "cases: read 1, accepted 1, updated 0, duplicate 0, rejected 0, unplaced 0"
