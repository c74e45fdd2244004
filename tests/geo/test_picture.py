"""A map's picture shows each place in its colour, and hatches what has no data."""

import io
from pathlib import Path

import numpy as np
from PIL import Image

from data.briefing.fonts import font_file
from data.briefing.picture import mark_of, picture_of
from geo.picture import draw_places
from tests.data.briefing.whole import LONG, picture, squares, whole


def pixels(png: bytes) -> np.ndarray:
    with Image.open(io.BytesIO(png)) as drawn:
        return np.asarray(drawn.convert("RGB"))


def test_colours_and_hatching_stand_where_the_places_are() -> None:
    colours = {"V00": "#ff0000", "V01": "#0000ff", "V02": None}
    legend = [("#ff0000", "$1_a$"), (None, "_none")]
    found = pixels(draw_places(squares(3), colours, dict.fromkeys(colours, ""), legend, "mark $", font_file()))
    red, blue = ((found == ink).all(axis=2).nonzero() for ink in ((255, 0, 0), (0, 0, 255)))
    assert red[1].size > blue[1].size > 10_000  # the legend has red too
    assert np.median(red[1]) < np.median(blue[1])
    third = found[int(blue[0].min()) + 20 : int(blue[0].max()) - 20, int(blue[1].max()) + 20 :][:, :200]
    dark = (third.sum(axis=2) < 600).mean()
    assert 0.02 < dark < 0.5  # lines on white


def test_the_approval_number_and_the_mark_are_under_it() -> None:
    assert mark_of(whole()) == "演示数据 · 数据截至2026年11月15日 24:00 · 审图号：GS(2026)1号"


def test_names_of_any_kind_are_drawn_once() -> None:
    one = picture(f"$x^$\x1b🙂{LONG}")
    assert picture_of(one, "a") is picture_of(one, "a")


def test_the_font_is_carried() -> None:
    assert Path(font_file()).suffix == ".ttf"
