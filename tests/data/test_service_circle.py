"""Services and needs against brute force over every cell, and what single rows say by hand."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from data.board import Board
from data.drawing import Drawing, geojson
from data.ground import ground_of
from data.service_circle import ServiceCircle, canvas_of, read_circle
from data.service_maps import SHOWS, drawing, lack_class
from data.store import Store
from tests.data.service_town import service_town
from tests.data.squares import SOUTH, STEP, WEST

Town = tuple[Store, Board]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with service_town(tmp_path_factory.mktemp("town")) as found:
        yield found


@pytest.fixture(scope="module")
def found(town: Town) -> ServiceCircle:
    return circle_of(town)


def circle_of(town: Town, level: str = "grid", kind: str | None = None) -> ServiceCircle:
    store, board = town
    return read_circle(store.connection, board, store.spotter.places, level, kind)


def test_what_is_open_is_what_the_board_counts(town: Town, found: ServiceCircle) -> None:
    _, board = town
    assert {one.id for one in found.resources} == {"r1", "r2", "r3"}
    assert len(found.resources) == board.reading("service_resources").value
    assert len({one.partner for one in found.resources}) == board.reading("service_partners").value
    # n5 comes later; n6 is history; n7 has no point to believe, and counts all the same.
    assert [one.id for one in found.needs] == ["n1", "n2", "n3", "n4", "n7"]
    assert found.unlocated == (0, 1)
    assert found.kinds == (("助餐点", 2, 3), ("法律援助", 1, 1), ("儿童托管", 0, 1))


def test_needs_and_who_serves_or_could(found: ServiceCircle) -> None:
    metre = 111_320 * np.cos(np.radians(SOUTH)) * STEP
    assert [(one.need.id, one.resource and one.resource.id) for one in found.matched] == [("n1", "r1")]
    assert found.matched[0].distance_m == pytest.approx(metre, rel=0.005)
    # n4 is matched ten days later: now it waits. r4 is over, r5 not open; nobody takes children.
    assert [(one.need.id, one.resource and one.resource.id) for one in found.waiting] == [
        ("n2", "r2"), ("n3", None), ("n4", "r3"), ("n7", None),
    ]  # fmt: skip
    assert found.waiting[0].distance_m == pytest.approx(metre, rel=0.005)
    assert found.waiting[1].distance_m is None
    assert found.unnamed == 0


def cells(town: Town) -> tuple[list[tuple[float, float, str, float]], dict[str, tuple[float, float, float]]]:
    """Each cell of the two peopled villages: metres, its grid and how many live there; resources: metres, capacity."""
    canvas = canvas_of(town[0].spotter.places)
    lived = []
    for row, column in np.argwhere(canvas.place >= 0):
        x, y = canvas.west + canvas.side * (column + 0.5), canvas.south + canvas.side * (row + 0.5)
        (lon,), (lat,) = canvas.plane.degrees(np.array([x]), np.array([y]))
        east, north = int((lon - WEST) // STEP), int((lat - SOUTH) // STEP)
        if 0 <= east < 12 and 0 <= north < 6:
            lived.append((x, y, f"v{east // 6 + 1}g{3 * (north // 2) + east % 6 // 2 + 1}", east // 6))
    people = [3600 / sum(one[3] == 0 for one in lived), 7200 / sum(one[3] == 1 for one in lived)]
    points = {}
    for id, at, capacity in (("r1", (1.5, 1.5), 40), ("r2", (9.5, 3.5), 60), ("r3", (3.5, 3.5), 10)):
        (x,), (y,) = canvas.plane.points(np.array([WEST + at[0] * STEP]), np.array([SOUTH + at[1] * STEP]))
        points[id] = (float(x), float(y), float(capacity))
    return [(x, y, grid, people[village]) for x, y, grid, village in lived], points


def test_reach_and_accessibility_are_those_of_brute_force(town: Town, found: ServiceCircle) -> None:
    homes, points = cells(town)
    assert (found.dwellings.of, found.dwellings.spread) == ("reported", "area")
    assert found.dwellings.people.sum() == pytest.approx(10_800)
    reach = {id: [np.hypot(x - u, y - v) <= 300 for x, y, *_ in homes] for id, (u, v, _) in points.items()}
    served = [any(reach[id][n] for id in points) for n in range(len(homes))]
    total = sum(home[3] for home, near in zip(homes, served, strict=True) if near)
    assert found.within == pytest.approx(total / 10_800)
    a_head = {
        id: capacity / sum(home[3] for home, near in zip(homes, reach[id], strict=True) if near)
        for id, (_, _, capacity) in points.items()
    }
    for place in found.places:
        mine = [n for n, home in enumerate(homes) if home[2] == place.id]
        people = sum(homes[n][3] for n in mine)
        if not mine:
            assert (place.residents, place.within, place.access) == (0.0, None, None)
            continue
        assert place.residents == pytest.approx(people)
        assert place.within == pytest.approx(sum(homes[n][3] for n in mine if served[n]) / people)
        access = sum(homes[n][3] * sum(a_head[id] for id in points if reach[id][n]) for n in mine)
        assert place.access == pytest.approx(1000 * access / people)


def test_all_capacity_is_reached_by_somebody(found: ServiceCircle) -> None:
    """2SFCA hands out all there is: over all residents it adds up to the capacity."""
    assert sum((one.access or 0.0) * (one.residents or 0.0) for one in found.places) / 1000 == pytest.approx(110)


def test_a_place_holds_its_resources_against_its_needs(found: ServiceCircle) -> None:
    by = {one.id: one for one in found.places}
    assert (by["v1g1"].resources, by["v1g1"].needs, by["v1g1"].lack) == (1, 0, -1)
    assert (by["v2g5"].resources, by["v2g5"].needs, by["v2g5"].unmatched) == (1, 2, 2)
    assert [lack_class(by[id]) for id in ("v1g1", "v2g5", "v3g1")] == [1.0, 2.0, 0.0]


def test_one_kind_alone(town: Town) -> None:
    food = circle_of(town, "village", "助餐点")
    assert {one.id for one in food.resources} == {"r1", "r2"}
    assert [one.need.id for one in food.waiting] == ["n2", "n7"]
    assert len(food.kinds) == 3


def test_the_density_adds_up_to_the_resources(found: ServiceCircle) -> None:
    assert found.supply.sum() * (found.canvas.side / 1000) ** 2 == pytest.approx(3, rel=1e-3)
    assert found.demand.sum() * (found.canvas.side / 1000) ** 2 == pytest.approx(4, rel=1e-3)


@pytest.mark.parametrize("show", SHOWS)
def test_each_map_is_drawn_and_is_geojson(town: Town, found: ServiceCircle, show: str) -> None:
    drawn = drawing(found, ground_of(town[0].spotter.places, "grid"), next(one for one in SHOWS if one == show))
    written = geojson(drawn, {"show": show})
    assert written["show"] == show
    kinds = {one["geometry"]["type"] for one in written["features"]}
    assert kinds <= {"Polygon", "MultiPolygon", "Point", "LineString"}
    assert ("LineString" in kinds) == (show == "needs")
    assert len(drawn.classes) == len(drawn.features)


def test_bands_of_the_density_part_the_town(town: Town, found: ServiceCircle) -> None:
    drawn = drawing(found, ground_of(town[0].spotter.places, "grid"), "supply")
    assert isinstance(drawn, Drawing)
    spans = [one["properties"] for one in drawn.features]
    assert spans[0] == {"class": 0, "from": 0.0, "below": 0.0}
    assert spans[1]["from"] is None
    assert spans[-1]["below"] is None
    assert [one["below"] for one in spans[1:-1]] == list(drawn.limits)


def test_without_residents_area_stands_for_them_and_says_so(town: Town) -> None:
    store, board = town
    store.connection.execute("BEGIN")
    try:
        store.connection.execute("DELETE FROM reported_facts")
        bare = circle_of(town)
        assert bare.dwellings.of == "area"
        assert all(one.residents is None and one.access is None for one in bare.places)
        assert bare.within is not None
        known = replace(board, profile=board.profile.model_copy(update={"population": 5000}))
        told = read_circle(store.connection, known, store.spotter.places, "grid", None)
        assert told.dwellings.of == "profile"
        assert told.within == pytest.approx(bare.within)
        assert told.dwellings.people.sum() == pytest.approx(5000)
    finally:
        store.connection.execute("ROLLBACK")
