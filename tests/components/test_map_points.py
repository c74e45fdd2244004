"""Points over the map stand where they are on it, and only those that move are sent."""

from components.map_points import map_key, moved, spots_of
from data.ground import Ground, ground_of
from data.live_points import Layer
from tests.components.boards import places, text


def layer(*points: tuple[float, float, bool], count: int | None = None) -> Layer:
    return Layer("cameras", points, len(points) if count is None else count, sum(one[2] for one in points))


def test_the_middle_of_the_town_is_0_and_its_eastern_edge_half_its_width_away() -> None:
    ground = ground_of(places(), "village")
    west, _, east, _ = ground.bounds
    middle, edge = spots_of([layer((119.05, 35.05, False), (east, 35.05, True))], ground)["cameras"]
    assert abs(middle[0]) <= 1
    assert abs(middle[1]) < Ground.PARTS / 500
    assert edge == [Ground.PARTS // 2, middle[1], 1]
    assert spots_of([layer((west, 35.1, False))], ground)["cameras"][0][1] < 0


def test_a_point_that_moves_is_sent_alone_and_a_layer_of_another_number_whole() -> None:
    before = {"patrols": [[0, 0, 0], [5, 5, 0]], "cases": [[1, 1, 0]], "cameras": [[9, 9, 0]]}
    after = {"patrols": [[0, 0, 0], [6, 5, 0]], "cases": [[2, 2, 1], [1, 1, 0]], "cameras": [[9, 9, 0]]}
    assert moved(before, after) == {"patrols": {"1": [6, 5, 0]}, "cases": [[2, 2, 1], [1, 1, 0]]}
    assert moved(after, after) == {}
    assert moved({}, after) == after


def test_the_key_tells_how_many_there_are_how_many_are_drawn_and_what_is_the_matter() -> None:
    assert text(map_key([layer((119.0, 35.0, False))], "zh")) == "探头 1"
    assert text(map_key([layer((119.0, 35.0, True), count=4)], "zh")) == "探头 4（图示 1） 离线 1"
