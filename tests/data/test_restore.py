"""Only a sound copy of this place comes back, and the store before it is kept."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from data.backup import backup
from data.fault import Fault
from data.prepare import plan_digest
from data.profile import Profile, load_profile
from data.restore import ASIDE, restore
from data.store import Store
from tests.data.batches import content, elsewhere, loaded, stored, take
from tests.data.squares import write_place


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Profile, bytes, bytes]:
    """A place, its store after two batches, and a backup after the first."""
    folder = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("YIPING_VAR", str(folder / "var"))
        profile = load_profile(str(write_place(folder)))
        store = loaded(profile, 1)
        store.close()
        backup(profile, folder / "saved.duckdb")
        store = Store.open(profile)
        take(store, 2)
        store.close()
        return folder, profile, (profile.var / "store.duckdb").read_bytes(), (folder / "saved.duckdb").read_bytes()


@pytest.fixture
def place(made: tuple[Path, Profile, bytes, bytes], monkeypatch: pytest.MonkeyPatch) -> Profile:
    """The profile of `made`, its store as it was made."""
    folder, profile, store, _ = made
    monkeypatch.setenv("YIPING_VAR", str(folder / "var"))
    for left in profile.var.glob("store*"):
        left.unlink()
    (profile.var / "store.duckdb").write_bytes(store)
    return profile


@pytest.fixture
def saved(made: tuple[Path, Profile, bytes, bytes], tmp_path: Path) -> Path:
    """The backup of `made`, to be spoilt."""
    (tmp_path / "saved.duckdb").write_bytes(made[-1])
    return tmp_path / "saved.duckdb"


def test_the_store_before_a_restore_is_kept_and_can_come_back(place: Profile, saved: Path) -> None:
    store = place.var / "store.duckdb"
    before = stored(store)
    restore(place, saved)
    after = stored(store)
    assert len(after["batches"]) == 1
    assert after == stored(saved)
    restore(place, place.var / ASIDE)
    assert stored(store) == before
    assert stored(place.var / ASIDE) == after


def test_a_broken_store_gives_way_to_a_backup(place: Profile, saved: Path) -> None:
    (place.var / "store.duckdb").write_bytes(b"power failed here" * 1000)
    with pytest.raises(Fault, match=r"not a sound store|cannot be opened"):
        Store.open(place)
    restore(place, saved)
    store = Store.open(place)
    assert len(content(store.connection)["batches"]) == 1
    store.close()


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flip(path: Path) -> None:
    """One byte in every 4 KB behind the headers."""
    damaged = bytearray(path.read_bytes())
    for place in range(3 * 4096 + 100, len(damaged), 4096):
        damaged[place] ^= 0xFF
    path.write_bytes(damaged)


def say(sql: str) -> Callable[[Path], None]:
    def run(path: Path) -> None:
        with duckdb.connect(str(path)) as connection:
            connection.execute(sql)

    return run


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (cut, "saved.duckdb"),
        (flip, "saved.duckdb"),
        (lambda path: path.write_text("case_id,reported_at\n"), "saved.duckdb"),
        (lambda path: path.unlink(), "no such file"),
        (say("DROP TABLE meta"), "not a store of this program"),
        (say("DELETE FROM meta"), "not a store of this program"),
        (say("UPDATE meta SET value = '9999' WHERE name = 'version'"), "of version 9999"),
        (say("UPDATE meta SET value = '/elsewhere/othertown.toml' WHERE name = 'profile'"), "othertown.toml"),
    ],
)
def test_what_is_not_a_sound_store_of_this_place_is_refused(
    place: Profile, saved: Path, spoil: Callable[[Path], None], said: str
) -> None:
    before = (place.var / "store.duckdb").read_bytes()
    spoil(saved)
    with pytest.raises(Fault, match=said):
        restore(place, saved)
    assert (place.var / "store.duckdb").read_bytes() == before
    assert {path.name for path in place.var.glob("store*")} == {"store.duckdb"}


def test_another_town_of_the_same_name_is_refused_but_one_that_moved_is_not(
    place: Profile, saved: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other" / "squares.toml"
    other.parent.mkdir()
    other.write_text("")
    say(f"UPDATE meta SET value = '{other}' WHERE name = 'profile'")(saved)
    with pytest.raises(Fault, match="holds the data of"):
        restore(place, saved)
    other.unlink()
    restore(place, saved)
    Store.open(place).close()


def test_simulated_rows_come_back_with_their_plan_or_not_at_all(place: Profile, saved: Path) -> None:
    simulated = place.model_copy(update={"simulate": load_profile("zhewang").simulate})
    say("INSERT INTO meta VALUES ('plan', 'another')")(saved)
    with pytest.raises(Fault, match="another plan"):
        restore(simulated, saved)
    plan = plan_digest(simulated)
    say(f"UPDATE meta SET value = '{plan}' WHERE name = 'plan'")(saved)
    restore(simulated, saved)
    assert (place.var / "simulated" / "plan.sha256").read_text() == plan


def test_a_store_that_is_held_is_not_replaced(place: Profile, saved: Path) -> None:
    with elsewhere(place) as said:
        assert said == "held\n"
        with pytest.raises(Fault, match="another process has it open"):
            restore(place, saved)
        with pytest.raises(Fault, match="another process has it open"):
            backup(place, None)
    assert {path.name for path in place.var.glob("store*")} == {"store.duckdb"}
    restore(place, saved)
