"""The map of the wall: each place is its polygon in its class, and a link to itself."""

import re
from typing import Any

import pytest
import shapely
from shapely.geometry import shape

from components.places_map import MARGIN, places_map, rings
from data.ground import Ground, ground_of, mercator
from tests.components.boards import NAMES, VILLAGES, of_class, places

RING = re.compile(r"M(-?\d+) (-?\d+)l([-\d ]+)z")


def town() -> Any:
    return places_map(ground_of(places(), "village"), [5, None, 0, 3], "Town", lambda id: f"/place/{id}")


def drawing() -> dict[str, Any]:
    canvas: dict[str, Any] = town().children[0].tree
    return canvas


def part(canvas: dict[str, Any], name: str) -> dict[str, Any]:
    return next(one for one in canvas["props"]["children"] if one["props"]["className"] == name)


def links() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = part(drawing(), "map-places")["props"]["children"]
    return found


def shapes() -> list[dict[str, Any]]:
    return [one["props"]["children"][0] for one in links()]


def polygon(path: str) -> shapely.Geometry:
    """What a browser fills by the rule of even and odd."""
    found: shapely.Geometry = shapely.Polygon()
    for x, y, steps in RING.findall(path):
        spots, numbers = [(int(x), int(y))], [int(one) for one in steps.split()]
        for right, down in zip(numbers[::2], numbers[1::2], strict=True):
            spots.append((spots[-1][0] + right, spots[-1][1] + down))
        found = found.symmetric_difference(shapely.Polygon(spots))
    return found


def on_paper(ground: Ground, geometry: dict[str, Any]) -> shapely.Geometry:
    x, y, width, _ = ground.box

    def moved(points: Any) -> Any:
        spots = [mercator(lon, lat) for lon, lat in points]
        return [((right - x) / width * 10_000, (down - y) / width * 10_000) for right, down in spots]

    return shapely.transform(shape(geometry), moved)


def test_each_place_is_drawn_as_its_polygon() -> None:
    ground = ground_of(places(), "village")
    for feature, one in zip(ground.places["features"], shapes(), strict=True):
        true, drawn = on_paper(ground, feature["geometry"]), polygon(one["props"]["d"])
        assert drawn.symmetric_difference(true).area < true.length * 1.5


def test_holes_and_islands_are_drawn() -> None:
    ground = ground_of(places(), "village")
    west, south, east, north = ground.bounds
    wide, high = east - west, north - south

    def square(left: float, lower: float, size: float) -> list[tuple[float, float]]:
        x, y = west + left * wide, south + lower * high
        return [(x, y), (x + size * wide, y), (x + size * wide, y + size * high), (x, y + size * high), (x, y)]

    geometry = {
        "type": "MultiPolygon",
        "coordinates": [[square(0, 0, 0.5), square(0.1, 0.1, 0.2)], [square(0.8, 0.8, 0.1)]],
    }
    drawn, true = polygon(rings(ground, geometry)), on_paper(ground, geometry)
    assert drawn.area == pytest.approx(true.area, rel=1e-3)
    assert drawn.symmetric_difference(true).area < true.area * 1e-3


def test_each_place_has_its_own_class_its_name_and_one_without_a_number_has_none() -> None:
    assert [one["props"]["className"] for one in shapes()] == ["ramp-5", "no-class", "ramp-0", "ramp-3"]
    assert [one["props"]["children"][0]["props"]["children"] for one in shapes()] == list(NAMES)


def test_a_place_is_a_link_to_itself() -> None:
    assert [one["props"]["href"] for one in links()] == [f"/place/{id}" for id in VILLAGES]
    assert [one["props"]["aria-label"] for one in links()] == list(NAMES)


def test_the_drawing_holds_the_town_and_a_rim() -> None:
    canvas = drawing()
    left, top, width, height = (float(one) for one in canvas["props"]["viewBox"].split())
    west, north, east, south = polygon(part(canvas, "map-borders")["props"]["d"]).bounds
    assert (east - west) / width == pytest.approx(MARGIN, abs=1e-3)
    assert (south - north) / height == pytest.approx(MARGIN, abs=1e-3)
    assert (left + width / 2, top + height / 2) == pytest.approx((0, 0), abs=1)


def test_the_box_tells_scripts_the_size_of_the_town_in_parts_of_the_world() -> None:
    box = town().to_plotly_json()["props"]
    assert float(box["data-width"]) * 360 == pytest.approx(0.1, abs=1e-6)
    assert len(of_class(town(), "map-labels")) == 1
