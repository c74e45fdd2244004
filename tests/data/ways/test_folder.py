"""Files as a township's systems leave them in a folder: each row is in the store once, whatever happens."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from data.fault import Fault
from data.profile import load_profile
from data.running import ask
from data.ways.folder import SPELL, belongs
from tests.data.ways.watching import REPOSITORY, TOWN, Watch, cases, packed
from tests.ports import free_port

CALLS = """
[[feeds]]
id = "calls"
schema = "calls"
watch = "calls/*.csv"
stale_after = "1d"
"""


def test_a_file_is_taken_once_it_rests_and_only_once(watch: Watch) -> None:
    (watch.inbox / "a.csv").write_text(cases("1", "2"))
    assert watch.folders.take() == []
    watch.now = 1.9
    assert watch.folders.take() == []
    watch.now = 2.0
    (counts,) = watch.folders.take()
    assert (counts.feed, counts.accepted) == ("cases", 2)
    assert watch.take() == []
    watch.restart()
    assert watch.take() == []
    assert watch.remembered() == {"inbox/a.csv": None}


def test_a_file_that_grows_waits_and_is_taken_again_whole(watch: Watch) -> None:
    file = watch.inbox / "a.csv"
    file.write_text(cases("1"))
    watch.folders.take()
    watch.now = 1.5
    file.write_text(cases("1", "2"))
    watch.folders.take()
    watch.now = 3.0
    assert watch.folders.take() == []
    watch.now = 3.5
    assert [one.accepted for one in watch.folders.take()] == [2]
    file.write_text(cases("1", "2", "3"))
    assert [(one.accepted, one.duplicate) for one in watch.take()] == [(1, 2)]
    assert watch.ids() == ["1", "2", "3"]


def test_a_file_renamed_in_or_replaced_is_taken(watch: Watch) -> None:
    file = watch.inbox / "a.csv"
    part = watch.inbox / "a.csv.part"
    part.write_text(cases("1"))
    assert watch.take() == []
    part.rename(file)
    assert [one.accepted for one in watch.take()] == [1]
    part.write_text(cases("2"))
    os.utime(part, ns=(1, 1))  # older, and of the same size
    part.replace(file)
    assert [one.accepted for one in watch.take()] == [1]
    assert watch.ids() == ["1", "2"]


def test_what_grew_while_the_server_was_away_is_taken_at_its_return(watch: Watch) -> None:
    (watch.inbox / "a.csv").write_text(cases("1"))
    watch.take()
    (watch.inbox / "a.csv").write_text(cases("1", "2"))
    (watch.inbox / "b.csv").write_text(cases("3"))
    watch.restart()
    watch.take()
    assert watch.ids() == ["1", "2", "3"]


def test_a_batch_and_its_file_are_remembered_together_or_not_at_all(
    watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def killed(*_: object) -> None:
        raise Killed

    (watch.inbox / "a.csv").write_text(cases("1"))
    with monkeypatch.context() as patch:
        patch.setattr("data.intake.merge", killed)  # behind the last row, before the commit
        with pytest.raises(Killed):
            watch.take()
    assert (watch.ids(), watch.remembered()) == ([], {})
    watch.restart()
    assert [one.accepted for one in watch.take()] == [1]
    both = watch.store.connection.execute("SELECT file, b.batch = w.batch FROM batches AS b, watched AS w").fetchall()
    assert both == [("a.csv", True)]


def test_a_file_that_cannot_be_read_is_said_once_and_stops_nothing(
    watch: Watch, capsys: pytest.CaptureFixture[str]
) -> None:
    (watch.inbox / "a.csv").write_text("id,when\n1,2026\n")
    (watch.inbox / "b.csv").write_text(cases("1"))
    packed(watch.inbox / "c.zip", {"c.csv": "id\n1\n", "d.csv": cases("2")})
    (watch.inbox / "e.zip").write_bytes(b"PK\x03\x04 torn")
    assert sum(one.accepted for one in watch.take()) == 2
    said = capsys.readouterr().err
    for name in ("inbox/a.csv", "inbox/c.zip/c.csv", "inbox/e.zip"):
        assert said.count(f"cases: {name} was not taken: ") == 1
    assert 'no column "case_id"' in said
    refused = {path for path, reason in watch.remembered().items() if reason}
    assert refused == {"inbox/a.csv", "inbox/c.zip", "inbox/c.zip/c.csv", "inbox/e.zip"}
    watch.take()
    watch.restart()
    watch.take()
    assert capsys.readouterr().err == ""
    (watch.inbox / "a.csv").write_text(cases("3"))
    watch.take()
    assert watch.ids() == ["1", "2", "3"]
    assert watch.remembered()["inbox/a.csv"] is None


def test_what_was_refused_is_tried_again_once_its_feed_is_declared_otherwise(watch: Watch) -> None:
    (watch.inbox / "a.csv").write_text(cases("1").replace(",", ";"))
    packed(watch.inbox / "b.zip", {"b.csv": cases("2").replace(",", ";")})
    assert watch.take() == []
    (watch.profile.folder / "town.toml").write_text(TOWN + 'delimiter = ";"\n')
    watch.restart()
    watch.take()
    assert watch.ids() == ["1", "2"]


def test_what_the_system_keeps_from_being_read_is_tried_again_by_itself(
    watch: Watch, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    packed(watch.inbox / "a.zip", {"a.csv": cases("1"), "b.csv": cases("2")})

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("data.ways.archive.shutil.copyfileobj", full)
        assert watch.take() == []
    assert capsys.readouterr().err.count("No space left on device") == 2
    assert watch.remembered() == {}
    watch.now += 60
    assert [one.accepted for one in watch.take()] == [1, 1]


def test_a_large_file_leaves_the_tick_to_others(watch: Watch) -> None:
    (watch.profile.folder / "town.toml").write_text(TOWN + CALLS)
    (watch.profile.folder / "calls").mkdir()
    for name in ("a", "b"):
        (watch.inbox / f"{name}.csv").write_text(cases(name))
        (watch.profile.folder / "calls" / f"{name}.csv").write_text(f"call_id,offered_at\n{name},2026-03-02T08:00\n")
    watch.restart()
    watch.folders.take()
    watch.now += 2
    watch.folders.clock = slow(watch)
    assert [one.feed for one in watch.folders.take()] == ["cases", "calls"]
    assert [one.feed for one in watch.folders.take()] == ["cases", "calls"]
    assert watch.folders.take() == []


def slow(watch: Watch) -> Callable[[], float]:
    """A clock by which everything takes long."""

    def clock() -> float:
        watch.now += SPELL
        return watch.now

    return clock


def test_a_missing_folder_and_names_that_are_no_text_are_no_error(watch: Watch) -> None:
    name = "事件.csv".encode("gb18030")
    with open(os.path.join(os.fsencode(watch.inbox), name), "w") as file:
        file.write(cases("1"))
    os.mkfifo(watch.inbox / "pipe.csv")
    assert [one.accepted for one in watch.take()] == [1]
    watch.inbox.rename(watch.profile.folder / "elsewhere")
    assert watch.take() == []


def test_which_names_belong_to_a_pattern() -> None:
    for name in ("a.csv", "A.CSV", "a.csv.gz", "a.csv.zip", "a.zip"):
        assert belongs(name, "*.csv")
    for name in ("a.txt", "a.csv.part", ".a.csv", "a.zip.tmp"):
        assert not belongs(name, "*.csv")


@pytest.mark.parametrize("watched", ["*.csv", "inbox/", "in*/a.csv"])
def test_a_watch_without_a_folder_and_a_pattern_is_refused(tmp_path: Path, watched: str) -> None:
    file = tmp_path / "other.toml"
    file.write_text(TOWN.replace("inbox/*.csv", watched))
    with pytest.raises(Fault, match=r"feeds\[cases\]\.watch"):
        load_profile(str(file))


def test_a_serving_process_takes_what_appears(watch: Watch) -> None:
    watch.store.close()
    words = ["serve", "--profile", watch.profile.file, "--port", str(free_port())]
    server = subprocess.Popen([sys.executable, str(REPOSITORY / "app.py"), *words], stderr=subprocess.PIPE, text=True)
    try:
        (watch.inbox / "bad.csv").write_text("id\n1\n")
        (watch.inbox / "a.csv").write_text(cases("1", "2", "3"))
        deadline = time.monotonic() + 25
        value = None
        while value != 3 and time.monotonic() < deadline:
            time.sleep(0.2)
            rows = ask(watch.profile, "town") or []
            value = next((row["value"] for row in rows if row["indicator"] == "case_total"), None)
        assert value == 3
    finally:
        server.terminate()
        _, said = server.communicate(timeout=30)
        watch.open()
    assert said.count("bad.csv was not taken") == 1
    assert watch.take() == []
