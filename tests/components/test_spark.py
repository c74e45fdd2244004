"""A small line shows what is known and nothing else."""

import re
import xml.etree.ElementTree as ET
from urllib.parse import unquote

import pytest

from components.spark import HEIGHT, WIDTH, drawing, path, places


def test_points_stand_at_equal_steps_least_at_the_bottom() -> None:
    drawn = places([1.0, 3.0, 2.0])
    assert [x for x, _ in drawn] == [3, WIDTH / 2, WIDTH - 3]
    assert [y for _, y in drawn] == [HEIGHT - 3, 3, HEIGHT / 2]


def test_a_flat_line_runs_through_the_middle() -> None:
    assert {y for _, y in places([7.0, 7.0])} == {HEIGHT / 2}


def test_a_missing_point_parts_the_line() -> None:
    assert path([1.0, 2.0, None, 3.0]).count("M") == 2
    assert path([1.0, 2.0, None, 3.0]).count("L") == 1


@pytest.mark.parametrize("points", [[], [None, None], [1.0], [1.0, None]])
def test_few_points_are_still_a_picture(points: list[float | None]) -> None:
    assert ET.fromstring(unquote(drawing(points))).tag.endswith("svg")


def test_the_drawing_fits_an_address() -> None:
    assert not re.search(r'[<>#"]', drawing([1.0, 2.0, None, 4.0]))
