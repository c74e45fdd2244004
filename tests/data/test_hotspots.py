"""A planted hot spot is found, a busy place that is as busy as ever is none, and a default point never makes one."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from math import comb
from pathlib import Path

import numpy as np
import pytest
import shapely

from data.hotspot_maps import HEATS, drawing, features
from data.hotspots import Cases, HotSpots, canvas_of, categories_of, groups, hot_spots, read_cases
from data.intake import take_file
from data.profile import load_profile
from data.store import Store
from geo.hotspots import beyond_chance, hot
from geo.surge import at_least, log_factorials, surge
from tests.data.squares import SOUTH, STEP, WEST, write_place

AS_OF = datetime(2026, 3, 10, 4, tzinfo=UTC)
PLANTED = (WEST + 9.5 * STEP, SOUTH + 2.5 * STEP)
DEFAULT = (WEST + 3.25 * STEP, SOUTH + 4.25 * STEP)
BUSY = (WEST + 15.5 * STEP, SOUTH + 1.5 * STEP)
WEEK = timedelta(days=7)


def town_rows() -> list[str]:
    """Nine weeks of some 40 cases over the town and 20 about a busy corner; 15 more at one place this week; and 130
    at one and the same point, 60 of them this week."""
    generator = np.random.default_rng(8)
    rows: list[str] = []

    def add(lon: float, lat: float, back: float, category: str) -> None:
        moment = (AS_OF - WEEK * back).isoformat()
        rows.append(f"c{len(rows)},{moment},{category},{lon:.7f},{lat:.7f}")

    for week in range(9):
        for _ in range(40):
            add(WEST + generator.uniform(0, 18) * STEP, SOUTH + generator.uniform(0, 6) * STEP,
                week + generator.uniform(0.01, 0.99), "噪声")  # fmt: skip
        for _ in range(20):
            add(BUSY[0] + generator.normal(0, 2e-4), BUSY[1] + generator.normal(0, 2e-4),
                week + generator.uniform(0.01, 0.99), "占道")  # fmt: skip
    for _ in range(15):
        add(PLANTED[0] + generator.normal(0, 2e-4), PLANTED[1] + generator.normal(0, 2e-4),
            generator.uniform(0.01, 0.99), "积水")  # fmt: skip
    for number in range(130):
        add(*DEFAULT, 0.5 if number < 60 else 1.5 + number % 7, "无址")
    return rows


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("town")
    path = write_place(folder)
    (folder / "cases.csv").write_text("\n".join(["case_id,reported_at,category,lon,lat", *town_rows()]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("YIPING_VAR", str(folder / "var"))
        opened = Store.open(load_profile(str(path)))
        try:
            take_file(opened, opened.profile.feed("cases"), folder / "cases.csv")
            yield opened
        finally:
            opened.close()


def spots_of(store: Store, category: str = "") -> HotSpots:
    cases = read_cases(store.connection, AS_OF, 7, category)
    return hot_spots(store.spotter.places, "grid", cases, 7)


def test_the_planted_spot_is_the_only_one(store: Store) -> None:
    found = spots_of(store)
    assert found.cases.periods == 8 - 1  # the first week began after its own start
    (spot,) = found.spots
    assert shapely.intersects_xy(spot.shape, *PLANTED)
    assert not shapely.intersects_xy(spot.shape, *BUSY)
    assert not shapely.intersects_xy(spot.shape, *DEFAULT)
    assert spot.categories[0][0] == "积水"
    assert spot.now >= 15
    assert spot.usual < 5
    assert spot.place == "中心网格"


def test_the_default_point_is_left_out_of_every_count(store: Store) -> None:
    found = spots_of(store)
    assert "无址" not in found.cases.category
    assert "无址" not in dict(categories_of(store.connection, AS_OF, 7))
    assert spots_of(store, "无址").now.sum() == 0
    assert spots_of(store, "无址").spots == ()


def test_counts_are_those_of_brute_force(store: Store) -> None:
    found = spots_of(store)
    canvas, cases = found.canvas, found.cases
    x, y = canvas.plane.points(cases.lon, cases.lat)
    row, column = np.argwhere(found.now == found.now.max())[0]
    west, south = canvas.west + column * canvas.side, canvas.south + row * canvas.side
    inside = (x >= west) & (x < west + canvas.side) & (y >= south) & (y < south + canvas.side)
    assert found.now[row, column] == (inside & (cases.back == 0)).sum()
    assert found.usual[row, column] == pytest.approx((inside & (cases.back > 0)).sum() / cases.periods)
    assert found.now.sum() == (cases.back == 0).sum() == 75


def test_without_a_period_before_nothing_is_a_spot(store: Store) -> None:
    early = read_cases(store.connection, AS_OF - 8 * WEEK, 7)
    assert early.periods == 0
    assert hot_spots(store.spotter.places, "grid", early, 7).spots == ()
    never = read_cases(store.connection, AS_OF - 80 * WEEK, 7)
    assert len(never.lon) == never.periods == 0


def test_chance_alone_makes_no_spot(store: Store) -> None:
    """Sparse cases, laid out anew at random: hardly ever a spot, though hundreds of cells are tested."""
    places, found = store.spotter.places, 0
    side = canvas_of(places).side
    assert side == 100.0
    for seed in range(20):
        generator = np.random.default_rng(seed)
        n = 900
        lon, lat = WEST + generator.uniform(0, 18, n) * STEP, SOUTH + generator.uniform(0, 6, n) * STEP
        cases = Cases(lon, lat, np.full(n, "", object), generator.integers(0, 9, n), 8)
        found += bool(hot_spots(places, "grid", cases, 7).spots)
    assert found <= 2


@pytest.mark.parametrize("show", HEATS)
def test_the_map_holds_the_spot_and_its_figures(store: Store, show: str) -> None:
    found = spots_of(store)
    which = next(one for one in HEATS if one == show)
    assert {one.layer for one in drawing(found, which).links} == {"spot"}
    spot = features(found, which)[-1]
    assert spot["properties"]["now"] == found.spots[0].now
    assert spot["properties"]["categories"]["积水"] == 15


def test_cells_whose_surroundings_meet_are_one() -> None:
    owner = groups(np.array([[0, 0], [2, 1], [5, 5], [5, 6], [9, 0]]))
    assert owner[0] == owner[1]
    assert owner[2] == owner[3]
    assert len(set(owner.tolist())) == 3


@pytest.mark.parametrize(("k", "n", "p"), [(0, 5, 0.3), (3, 5, 0.3), (5, 5, 0.1), (7, 40, 0.11)])
def test_the_exact_chance_is_the_binomials(k: int, n: int, p: float) -> None:
    assert at_least(k, n, p, log_factorials(n)) == pytest.approx(
        sum(comb(n, j) * p**j * (1 - p) ** (n - j) for j in range(k, n + 1))
    )


def test_a_week_with_more_everywhere_makes_no_surge() -> None:
    x, y = np.arange(10.0) * 1000, np.zeros(10)
    before, now = np.full(10, 8.0), np.full(10, 4.0)
    assert surge(now, before, x, y, 10.0).min() > 0.3
    now[3] = 30.0
    chances = surge(now, before, x, y, 10.0)
    assert beyond_chance(chances).tolist() == [n == 3 for n in range(10)]
    assert not beyond_chance(np.array([np.nan, 0.9])).any()
    assert hot(np.array([5.0, 0.0, np.nan])).tolist() == [True, False, False]


def test_bostons_default_point_is_no_hot_spot(
    shared_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, require: Callable[[bool, str], None]
) -> None:
    file = shared_data / "boston311" / "boston_311_2015.csv.gz"
    require(file.is_file(), "the requests of Boston 2015 are not here")
    monkeypatch.setenv("YIPING_VAR", str(tmp_path))
    store = Store.open(load_profile(str(Path(__file__).parents[1] / "profiles" / "boston.toml")))
    try:
        take_file(store, store.profile.feed("requests"), file)
        lon, lat, many = store.connection.execute(
            "SELECT lon, lat, count(*) FROM cases WHERE lon IS NOT NULL GROUP BY ALL ORDER BY 3 DESC LIMIT 1"
        ).fetchall()[0]
        assert many > 1000
        for month in (2, 7, 12):
            moment = datetime(2015, month, 20, tzinfo=UTC)
            found = hot_spots(store.spotter.places, "grid", read_cases(store.connection, moment, 7), 7)
            assert not ((found.cases.lon == lon) & (found.cases.lat == lat)).any()
            assert found.spots
            assert all(one.now > one.usual and one.now >= 3 for one in found.spots)
    finally:
        store.close()
