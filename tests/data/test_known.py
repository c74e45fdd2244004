"""What a board of the past knows: a visit that was still owed, what is to be installed, and no state that is gone."""

from datetime import datetime
from pathlib import Path

import pytest

from data.board import catalogue_of
from data.fault import Fault
from data.intake import take_profile
from data.profile import Profile, load_profile
from data.store import Store
from data.survey import build_board
from tests.data.squares import SOUTH, WEST, write_place

VISITS = """visit_id,kind,due_at,visited_at
a,river_patrol,2026-03-11T12:00:00+08:00,2026-03-10T10:00:00+08:00
b,river_patrol,2026-03-12T12:00:00+08:00,2026-03-19T10:00:00+08:00
c,river_patrol,2026-03-13T12:00:00+08:00,
"""
DEVICES = """device_id,kind,installed_at,removed_at,seen_at
old,camera,2026-01-01T00:00:00+08:00,,2026-03-15T10:00:00+08:00
planned,camera,2036-12-10T00:00:00+08:00,,
gone,camera,2026-01-01T00:00:00+08:00,2026-02-01T00:00:00+08:00,
"""


@pytest.fixture
def profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Profile:
    monkeypatch.setenv("YIPING_VAR", str(tmp_path / "var"))
    profile = load_profile(str(write_place(tmp_path)))
    few = [one for one in profile.feeds if one.id in ("cases", "visits", "devices")]
    point = f",{WEST + 0.001},{SOUTH + 0.001}\n"
    (profile.folder / "cases.csv").write_text(f"case_id,reported_at,lon,lat\nx,2026-03-01T08:00:00+08:00{point}")
    (profile.folder / "visits.csv").write_text(VISITS)
    (profile.folder / "devices.csv").write_text(DEVICES)
    return profile.model_copy(update={"feeds": few})


def values(profile: Profile, as_of: str) -> dict[str, float | None]:
    store = Store.open(profile)
    try:
        for _ in take_profile(store):
            pass
        board = build_board(store, catalogue_of(profile), datetime.fromisoformat(as_of))
        return {one.indicator.id: one.value for one in board.readings()}
    finally:
        store.close()


def test_a_visit_that_was_made_late_was_owed_until_then(profile: Profile) -> None:
    assert values(profile, "2026-03-15T23:59:59+08:00")["river_patrol_rate"] == pytest.approx(100 / 3)
    assert values(profile, "2026-03-20T00:00:00+08:00")["river_patrol_rate"] == pytest.approx(200 / 3)


def test_what_is_to_be_installed_is_not_there_yet(profile: Profile) -> None:
    assert values(profile, "2030-01-01T00:00:00+08:00")["camera_count"] == 1
    assert values(profile, "2036-12-11T00:00:00+08:00")["camera_count"] == 2


def test_of_a_moment_before_the_newest_state_arrived_nothing_is_told(profile: Profile) -> None:
    then = values(profile, "2026-03-14T00:00:00+08:00")
    assert then["camera_count"] is None
    assert then["camera_online_rate"] is None
    assert then["case_total"] == 1


def test_what_is_reported_for_villages_is_missing_at_their_grids(profile: Profile) -> None:
    facts = "fact,place,begins_at,value\npopulation,v1,2026-01-01T00:00:00+08:00,1200\n"
    facts += "population,v2,2026-01-01T00:00:00+08:00,0\n"
    (profile.folder / "reported_facts.csv").write_text(facts)
    every = load_profile(profile.file)
    told = every.model_copy(update={"feeds": [every.feed("reported_facts")]})
    store = Store.open(told)
    try:
        list(take_profile(store))
        board = build_board(store, catalogue_of(told), datetime.fromisoformat("2026-03-15T00:00:00+08:00"))
        residents = [board.reading("residents", "village", one).value for one in ("v1", "v2", "v3")]
        assert residents == [1200, 0, 0]
        assert board.reading("residents").value == 1200
        assert board.reading("residents", "grid", "v1g1").value is None
    finally:
        store.close()


def test_a_feed_that_is_missing_holds_up_no_other(profile: Profile) -> None:
    (profile.folder / "cases.csv").unlink()
    store = Store.open(profile)
    try:
        with pytest.raises(Fault, match=r"cases\.csv"):
            list(take_profile(store))
        counted = [store.connection.execute(f"SELECT count(*) FROM {one}").fetchone() for one in ("visits", "devices")]
        assert counted == [(3,), (3,)]
    finally:
        store.close()
