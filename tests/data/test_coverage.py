"""Seen ground over the town of squares, against circles and lines drawn by hand in pyproj and shapely."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely
from pyproj import Transformer

from data.board import catalogue_of
from data.coverage import COVERAGE, write_glance
from data.seen_ground import SeenGround
from data.store import Store
from data.survey import build_board
from tests.data.conftest import load_squares
from tests.data.squares import squares

NOW = datetime(2026, 3, 30, 3, 30, tzinfo=UTC)
IN_METRES = Transformer.from_crs("EPSG:4326", "EPSG:32650", always_xy=True).transform
GRIDS = squares()["grid"]
SHAPES = shapely.transform(GRIDS.geometry.to_numpy(), IN_METRES, interleaved=False)
HALF_A_CELL = 0.04  # of a grid's share: borders are right to half a cell of 10 m


def fix(who: str, minutes: float, lon: float, lat: float, **more: object) -> dict[str, object]:
    at = NOW - timedelta(minutes=minutes)
    return {"vehicle_id": who, "fixed_at": at.isoformat(), "lon": lon, "lat": lat, "kind": "vehicle", **more}


FIXES = [
    fix("a", 10, 119.201, 35.051),
    fix("a", 9, 119.206, 35.051),  # 456 m on: the way between is seen too
    fix("a", 60 * 30, 119.209, 35.059),  # 30 hours ago
    fix("b", 5, 119.2135, 35.0555, on_duty="false"),
    fix("c", 5, 119.2155, 35.0555, kind="vessel"),
    fix("d", -20, 119.2195, 35.0555),  # in the future: not yet
]
DEVICES = [
    {"device_id": "cam", "kind": "camera", "lon": 119.220, "lat": 35.053, "seen_at": (NOW - timedelta(hours=2))},
    {"device_id": "dead", "kind": "camera", "lon": 119.226, "lat": 35.053, "seen_at": (NOW - timedelta(hours=40))},
]
SORTIES = [
    {
        "sortie_id": "s1",
        "drone_id": "drone-1",
        "started_at": NOW - timedelta(hours=1),
        "ended_at": NOW - timedelta(minutes=40),
        "radius_km": 1.0,
        "lon": 119.2,
        "lat": 35.05,
    }
]


def metres(*points: tuple[float, float]) -> list[tuple[float, float]]:
    return [IN_METRES(*one) for one in points]


def share(area: shapely.Geometry) -> np.ndarray:
    return np.asarray(shapely.area(shapely.intersection(SHAPES, area)) / shapely.area(SHAPES))


WAY = shapely.LineString(metres((119.201, 35.051), (119.206, 35.051))).buffer(50, quad_segs=64)
OLD = shapely.Point(metres((119.209, 35.059))[0]).buffer(50, quad_segs=64)
CAMERA = shapely.Point(metres((119.220, 35.053))[0]).buffer(80, quad_segs=64)
DRONE = shapely.Point(metres((119.2, 35.05))[0]).buffer(300, quad_segs=64)
REACH = shapely.Point(metres((119.2, 35.05))[0]).buffer(1000, quad_segs=64)


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Store]:
    frames = {
        "patrol_fixes": pd.DataFrame(FIXES),
        "devices": pd.DataFrame(DEVICES),
        "drone_sorties": pd.DataFrame(SORTIES),
    }
    loaded = load_squares(tmp_path, frames)
    yield loaded.store
    loaded.store.close()


def looked(store: Store, as_of: datetime = NOW) -> SeenGround:
    ground = SeenGround(store.spotter.places, store.profile.map.sight)
    ground.look(store.connection, as_of)
    return ground


def test_a_camera_that_says_what_it_looks_at_sees_that_alone(tmp_path: Path) -> None:
    looks = {**DEVICES[0], "range_m": 150, "heading_deg": 180, "angle_deg": 90}
    loaded = load_squares(tmp_path, {"devices": pd.DataFrame([looks])})
    x, y = metres((119.220, 35.053))[0]
    wedge = shapely.Polygon([(x, y), (x - 400, y - 400), (x + 400, y - 400)])
    view = shapely.intersection(wedge, shapely.Point(x, y).buffer(150, quad_segs=64))
    np.testing.assert_allclose(looked(loaded.store).glance(24).shares["camera"], share(view), atol=HALF_A_CELL)
    loaded.store.close()


def test_shares_equal_those_of_the_areas_drawn_by_hand(town: Store) -> None:
    ground = looked(town)
    day, week = ground.glance(24), ground.glance(72)
    np.testing.assert_allclose(day.shares["patrol"], share(WAY), atol=HALF_A_CELL)
    np.testing.assert_allclose(week.shares["patrol"], share(shapely.union(WAY, OLD)), atol=HALF_A_CELL)
    np.testing.assert_allclose(day.shares["camera"], share(CAMERA), atol=HALF_A_CELL)
    np.testing.assert_allclose(ground.glance(1).shares["camera"], 0)
    np.testing.assert_allclose(day.shares["drone"], share(DRONE), atol=HALF_A_CELL)
    np.testing.assert_allclose(day.any_share, share(shapely.union_all([WAY, CAMERA, DRONE])), atol=HALF_A_CELL)
    assert day.shares["patrol"].max() > 0.15
    assert day.reach is not None
    np.testing.assert_allclose(day.reach, share(REACH), atol=0.002)
    assert day.ground_m2.sum() == pytest.approx(shapely.area(SHAPES).sum(), rel=2e-3)


def test_looking_bit_by_bit_sees_what_looking_once_sees(town: Store) -> None:
    once, again = looked(town, NOW + timedelta(minutes=30)), looked(town, NOW - timedelta(minutes=9, seconds=30))
    before = again.glance(24).shares["patrol"].sum()
    for minutes in (-9, 0, 30):
        again.look(town.connection, NOW + timedelta(minutes=minutes))
    assert 0 < before < again.glance(24).shares["patrol"].sum()
    for eye in ("patrol", "camera", "drone"):
        np.testing.assert_array_equal(again.seen[eye].seen_at > 0, once.seen[eye].seen_at > 0)
    again.look(town.connection, NOW - timedelta(days=2))
    assert again.glance(24).shares["patrol"].sum() == 0


def test_the_indicators_count_what_was_written(town: Store) -> None:
    catalogue = catalogue_of(town.profile)
    ids = ("ground_patrolled_share", "camera_ground_share", "ground_seen_share", "drone_reach_share")
    assert build_board(town, catalogue, NOW).reading(ids[0]).value is None
    for moment in (NOW - timedelta(minutes=10), NOW):
        write_glance(town, looked(town, moment).glance(24))
    board = build_board(town, catalogue, NOW)
    areas = shapely.area(SHAPES)
    for id, area in zip(ids, (WAY, CAMERA, shapely.union_all([WAY, CAMERA, DRONE]), REACH), strict=True):
        whole = 100 * (share(area) * areas).sum() / areas.sum()
        assert board.reading(id).value == pytest.approx(whole, abs=1.0), id
        first = board.reading(id, "grid", "v1g1")
        assert first.value == pytest.approx(100 * share(area)[0], abs=100 * HALF_A_CELL)
        assert first.denominator == pytest.approx(areas[0], rel=2e-3)
    assert build_board(town, catalogue, NOW + timedelta(hours=3)).reading(ids[0]).value is None
    kept = town.connection.execute("SELECT count(*) FROM seen_ground").fetchall()[0][0]
    assert kept == 5 * len(GRIDS), "one count an hour"


def test_blind_spots_and_seen_ground_make_up_the_town(town: Store) -> None:
    COVERAGE.store = town
    try:
        COVERAGE.ground = None
        COVERAGE.look(town.connection, NOW)
        spots = COVERAGE.blind(24, ("patrol", "camera", "drone"))
        glance = COVERAGE.glance(24)
    finally:
        COVERAGE.store = COVERAGE.ground = None
    unseen = ((1 - glance.any_share) * glance.ground_m2).sum()
    assert spots.all_m2 == pytest.approx(unseen, rel=0.01)
    assert list(spots.areas_m2) == sorted(spots.areas_m2, reverse=True)
    drawn = shapely.transform(np.array(spots.shapes), IN_METRES, interleaved=False)
    eyes = shapely.union_all([WAY, CAMERA, DRONE]).buffer(-15)
    assert shapely.area(shapely.intersection(shapely.union_all(drawn), eyes)) == pytest.approx(0, abs=1)
    cameras = np.array(metres((119.220, 35.053), (119.226, 35.053)))
    for lon, lat, distance in zip(spots.lon, spots.lat, spots.distance_m, strict=True):
        here = np.array(IN_METRES(lon, lat))
        assert distance == pytest.approx(np.hypot(*(cameras - here).T).min(), rel=2e-3)


def test_a_place_without_eyes_has_none_rather_than_nothing_seen(tmp_path: Path) -> None:
    loaded = load_squares(tmp_path, {})
    glance = looked(loaded.store).glance(24)
    assert (glance.eyes, glance.reach) == ((), None)
    write_glance(loaded.store, glance)
    assert loaded.store.connection.execute("SELECT count(*) FROM seen_ground").fetchall() == [(0,)]
    loaded.store.close()
