import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.crs import CrsError, from_wgs84, to_wgs84
from geo.metric import metres_per_degree

LON, LAT = np.array([116.404]), np.array([39.915])


def metres_apart(a: tuple[np.ndarray, np.ndarray], b: tuple[np.ndarray, np.ndarray]) -> float:
    per_lon, per_lat = metres_per_degree(b[1])
    return float(np.max(np.hypot((a[0] - b[0]) * per_lon, (a[1] - b[1]) * per_lat)))


def test_gcj02_gives_the_published_value_for_tiananmen() -> None:
    # the worked example that the open implementations of the algorithm carry
    published = np.array([116.41024449916938]), np.array([39.91640428150164])
    assert metres_apart(from_wgs84("GCJ-02")(LON, LAT), published) < 1e-6
    assert metres_apart(to_wgs84("GCJ-02")(*published), (LON, LAT)) < 1e-3


def test_bd09_gives_the_published_value_for_tiananmen() -> None:
    gcj = to_wgs84("GCJ-02")(LON, LAT)  # the published example starts from GCJ-02
    published = np.array([116.41036949371029]), np.array([39.92133699351022])
    assert metres_apart(from_wgs84("BD-09")(*gcj), published) < 1e-3
    assert metres_apart(to_wgs84("BD-09")(*published), gcj) < 1e-3


@pytest.mark.parametrize("crs", ["GCJ-02", "BD-09", "CGCS2000/105E", "EPSG:4490"])
@settings(deadline=None)  # the first call reads the definition
@given(lon=st.floats(80.0, 134.0), lat=st.floats(18.0, 53.0))
def test_there_and_back_is_less_than_a_metre(crs: str, lon: float, lat: float) -> None:
    point = np.array([lon]), np.array([lat])
    assert metres_apart(to_wgs84(crs)(*from_wgs84(crs)(*point)), point) < 0.01


def test_the_offset_in_ganyu_is_some_hundred_metres() -> None:
    point = np.array([119.1]), np.array([35.1])
    assert 300 < metres_apart(from_wgs84("gcj02")(*point), point) < 800


@pytest.mark.parametrize("crs", ["GCJ-02", "gcj02"])
def test_gcj02_leaves_places_outside_china_alone(crs: str) -> None:
    boston = np.array([-71.06, 0.0]), np.array([42.36, 0.0])
    for transform in (to_wgs84(crs), from_wgs84(crs)):
        np.testing.assert_array_equal(transform(*boston), boston)


@pytest.mark.parametrize("meridian", [75, 105, 117, 120, 135])
def test_a_three_degree_zone_has_its_false_easting_on_its_meridian(meridian: int) -> None:
    lon, lat = to_wgs84(f"CGCS2000/{meridian}E")(np.array([500000.0]), np.array([0.0]))
    assert lon[0] == pytest.approx(meridian, abs=1e-9)
    assert lat[0] == pytest.approx(0, abs=1e-9)


def test_a_town_is_not_torn_where_the_area_of_a_datum_shift_ends() -> None:
    # PROJ's own shift for Beijing 1954 begins at 119.23 E and differs from none by 60 m
    lon, lat = np.linspace(119.1, 119.4, 301), np.full(301, 35.0)
    x, y = from_wgs84("EPSG:2437")(lon, lat)
    assert np.ptp(np.diff(x)) < 0.5
    assert metres_apart(to_wgs84("EPSG:2437")(x, y), (lon, lat)) < 0.01


def test_us_survey_feet_are_taken_as_feet() -> None:
    # the false origin of the Massachusetts mainland zone, by its definition
    lon, lat = to_wgs84("EPSG:2249")(np.array([656166.6666667]), np.array([2460625.0]))
    assert (lon[0], lat[0]) == pytest.approx((-71.5, 41.0), abs=2e-5)


@pytest.mark.parametrize(
    "crs", ["WGS84", "wgs84", "EPSG:4326", "CGCS2000", "epsg:4490", "GCJ-02", "gcj02", "BD-09", "bd09"]
)
def test_a_missing_point_stays_missing_and_an_infinite_one_is_not_lost(crs: str) -> None:
    lon, lat = to_wgs84(crs)(np.array([np.nan, np.inf]), np.array([np.nan, 3.0]))
    assert np.isnan(lon[0])
    assert np.isnan(lat[0])
    assert np.isinf(lon[1])


@pytest.mark.parametrize("crs", ["Xian80", "EPSG:999999", "", "CGCS2000/119E", "GCJ-03", "EPSG:x"])
def test_an_unknown_name_is_named_with_what_is_accepted(crs: str) -> None:
    for direction in (to_wgs84, from_wgs84):
        with pytest.raises(CrsError, match=re.escape(f'"{crs}"')):
            direction(crs)
    with pytest.raises(CrsError, match=r"GCJ-02.*BD-09"):
        to_wgs84("Xian80")
