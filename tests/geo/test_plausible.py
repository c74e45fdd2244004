import numpy as np
import pytest
import shapely

from geo.plausible import Implausible, implausible

OUTLINE = shapely.box(119.0, 35.0, 119.2, 35.2)  # 20 % of it is 0.04 degrees


@pytest.mark.parametrize(
    ("lon", "lat", "why"),
    [
        (119.1, 35.1, Implausible.NONE),
        (119.23, 35.1, Implausible.NONE),  # a little outside
        (119.6, 35.1, Implausible.NONE),  # 36 km outside
        (0.0, 0.0, Implausible.ZERO),
        (0.009, -0.009, Implausible.ZERO),
        (35.1, 119.1, Implausible.SWAPPED),
        (35.23, 118.97, Implausible.SWAPPED),  # in the grown box when exchanged
        (35.1, 119.3, Implausible.RANGE),  # not even when exchanged
        (119.0, 35.0, Implausible.WHOLE),
        (120.0, 36.0, Implausible.WHOLE),
        (119.8, 35.1, Implausible.FAR),  # 54 km outside
        (119.1, 34.5, Implausible.FAR),  # 55 km outside
        (-71.06, 42.36, Implausible.FAR),
        (0.5, 0.5, Implausible.FAR),
        (181.5, 35.1, Implausible.RANGE),
        (119.1, -90.5, Implausible.RANGE),
        (np.inf, 35.1, Implausible.RANGE),
        (119.1, np.nan, Implausible.RANGE),
        (np.nan, np.nan, Implausible.NONE),
    ],
)
def test_each_reason_has_its_code(lon: float, lat: float, why: Implausible) -> None:
    assert implausible(np.array([lon]), np.array([lat]), OUTLINE).tolist() == [why]


def test_many_points_are_judged_at_once_and_in_order() -> None:
    codes = implausible(np.array([119.1, 0.0, 35.1]), np.array([35.1, 0.0, 119.1]), OUTLINE)
    assert codes.tolist() == [Implausible.NONE, Implausible.ZERO, Implausible.SWAPPED]
    assert implausible(np.array([]), np.array([]), OUTLINE).tolist() == []


def test_the_distance_that_is_far_can_be_given() -> None:
    lon, lat = np.array([119.8]), np.array([35.1])
    assert implausible(lon, lat, OUTLINE, far_km=60.0).tolist() == [Implausible.NONE]


def test_where_longitude_and_latitude_are_alike_a_point_near_the_town_is_not_called_swapped() -> None:
    outline = shapely.box(35.0, 35.0, 36.0, 36.0)
    assert implausible(np.array([34.95]), np.array([35.5]), outline).tolist() == [Implausible.NONE]
