"""The store's file stays bounded, and is whole at every instant while it is made smaller."""

import signal
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from data.compaction import compact, wasteful
from data.intake import take_rows
from data.prepare import open_store
from data.profile import Profile, load_profile
from data.retention import Retention
from data.store import Store, connect
from tests.data.batches import content, elsewhere, loaded, stored
from tests.data.test_retention import NOW, SHANGHAI, place, rows_of

DAYS = 30
A_DAY, CARS = 4000, 20
HORIZON = datetime(2026, 4, 7, tzinfo=SHANGHAI)  # ten days before the last night


@pytest.fixture
def profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Profile:
    """The town of squares; ten days of fixes are to be kept."""
    monkeypatch.setenv("YIPING_VAR", str(tmp_path / "var"))
    return place(tmp_path, "10d", "")


def times(day: int) -> list[datetime]:
    return [NOW + timedelta(days=day, seconds=20 * n) for n in range(A_DAY)]


def drive(store: Store, day: int, rng: np.random.Generator) -> None:
    """A day of fixes that hardly compress."""
    given: dict[str, list[object]] = {
        "vehicle_id": [f"car {n % CARS}" for n in range(A_DAY)],
        "fixed_at": list(times(day)),
        "lon": [float(one) for one in rng.uniform(119.2, 119.23, A_DAY)],
        "lat": [float(one) for one in rng.uniform(35.05, 35.06, A_DAY)],
    }
    take_rows(store, store.profile.feed("patrol_fixes"), rows_of("patrol_fixes", given))


def test_a_month_of_fixes_takes_no_more_than_what_is_kept(profile: Profile) -> None:
    rng, sizes = np.random.default_rng(1), []
    store = Store.open(profile)
    for day in range(DAYS):
        drive(store, day, rng)
        retention = Retention(store)
        while retention.slice(NOW + timedelta(days=day + 1)):
            pass
        store.connection.execute("CHECKPOINT")
        sizes.append((profile.var / "store.duckdb").stat().st_size)
    kept = store.connection.execute("SELECT count(*) FROM patrol_fixes").fetchall()[0][0]
    days = store.connection.execute("SELECT sum(samples) FROM patrol_fixes_days").fetchall()[0][0]
    store.close()
    old = sum(fixed_at < HORIZON for day in range(DAYS) for fixed_at in times(day))
    assert kept == DAYS * A_DAY - old + CARS
    assert days == old
    assert max(sizes[20:]) <= 1.25 * max(sizes[10:20])


def wasted(profile: Profile) -> None:
    """A store whose file is mostly empty, since the rows before those that it has were deleted."""
    store = loaded(profile, 3)
    connection = store.connection
    connection.execute("CREATE TABLE dropped AS SELECT random() AS one FROM range(6_000_000)")
    connection.execute("CHECKPOINT")
    connection.execute("CREATE TABLE after AS SELECT random() AS one FROM range(200_000)")
    connection.execute("CHECKPOINT")
    connection.execute("DROP TABLE dropped")
    connection.execute("CHECKPOINT")
    store.close()


def test_a_file_that_is_mostly_empty_is_made_anew_when_it_is_opened(profile: Profile) -> None:
    wasted(profile)
    path = profile.var / "store.duckdb"
    before, size = stored(path), path.stat().st_size
    store = open_store(profile)
    assert content(store.connection) == before
    assert not wasteful(store.connection)
    keys = "SELECT table_name, constraint_text FROM duckdb_constraints() WHERE constraint_type = 'PRIMARY KEY'"
    assert len(store.connection.execute(keys).fetchall()) >= 4
    store.close()
    assert path.stat().st_size < size / 3
    assert path.stat().st_mode & 0o777 == 0o600
    again = path.stat().st_mtime_ns
    assert {one.name for one in profile.var.glob("store*")} == {"store.duckdb"}
    connection = connect(path)
    assert not wasteful(connection)
    connection.close()
    assert path.stat().st_mtime_ns == again


STOPPED = """
import os, signal, sys
from pathlib import Path
from data import compaction
step, store = sys.argv[1], Path(sys.argv[2])
real = getattr(compaction, step)
def killed(*given):
    if sys.argv[3] == "after":
        real(*given)
    os.kill(os.getpid(), signal.SIGKILL)
setattr(compaction, step, killed)
compaction.compact(store)
"""


@pytest.mark.parametrize(
    ("step", "when"), [("copied", "after"), ("put", "before"), ("put", "after"), ("stamp", "before")]
)
def test_a_kill_at_any_step_leaves_a_whole_store(profile: Profile, step: str, when: str) -> None:
    loaded(profile, 3).close()
    path = profile.var / "store.duckdb"
    before = stored(path)
    ended = subprocess.run([sys.executable, "-c", STOPPED, step, str(path), when], check=False)
    assert ended.returncode == -signal.SIGKILL
    assert stored(path) == before
    compact(path)
    assert stored(path) == before
    assert {one.name for one in profile.var.glob("store*")} == {"store.duckdb"}


def test_a_kill_at_random_instants_leaves_a_whole_store(profile: Profile) -> None:
    wasted(profile)
    path = profile.var / "store.duckdb"
    before = stored(path)
    program = "import sys; from pathlib import Path; from data.compaction import compact; print(flush=True); "
    words = [sys.executable, "-c", program + "compact(Path(sys.argv[1]))", str(path)]
    for wait in (0.02, 0.08, 0.2):
        with subprocess.Popen(words, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()
            try:
                process.wait(wait)
            except subprocess.TimeoutExpired:
                process.kill()
        assert stored(path) == before


def test_what_fails_is_said_and_leaves_the_store(
    profile: Profile, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    loaded(profile, 1).close()
    path = profile.var / "store.duckdb"
    before = path.read_bytes()
    with elsewhere(profile) as said:
        assert said == "held\n"
        compact(path)
        assert "was not compacted" in capsys.readouterr().err
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=0))
    compact(path)
    assert "too little room" in capsys.readouterr().err
    assert path.read_bytes() == before
    assert {one.name for one in profile.var.glob("store*")} == {"store.duckdb"}


def test_a_store_that_is_mostly_full_is_left_alone(profile: Profile) -> None:
    loaded(profile, 3).close()
    stamp = (profile.var / "store.duckdb").stat().st_ino
    open_store(load_profile(profile.file)).close()
    assert (profile.var / "store.duckdb").stat().st_ino == stamp
