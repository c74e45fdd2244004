"""The map asks nobody for anything and colours each place by its own number."""

import json
import re

from components.choropleth import colours_of, figure
from components.legend import legend, ranges
from components.map_labels import map_labels
from components.theme import THEMES
from data.ground import ground_of
from tests.components.boards import NAMES, VILLAGES, indicator, of_class, places, text


def test_the_map_names_no_other_host_no_glyphs_and_no_style_by_name() -> None:
    drawn = figure(ground_of(places(), "village"), [0, 1, 2, None], "dark")
    style = drawn["layout"]["map"]["style"]
    assert set(style) == {"version", "sources", "layers"}
    assert [layer["id"] for layer in style["layers"]] == ["ground", "land", "hatch", "borders"]
    assert not re.search(r"https?:|mapbox|\.pbf", json.dumps(drawn))


def test_each_place_has_its_own_class_and_one_without_a_number_has_none() -> None:
    trace = figure(ground_of(places(), "village"), [5, None, 0, 3], "light")["data"][0]
    assert dict(zip(trace["locations"], trace["z"], strict=True)) == dict(zip(VILLAGES, [5, None, 0, 3], strict=True))
    assert {colour for _, colour in trace["colorscale"]} == set(THEMES["light"].ramp)


def test_a_class_is_drawn_in_the_colour_of_its_number() -> None:
    scale = figure(ground_of(places(), "village"), [0], "dark")["data"][0]
    for number, colour in enumerate(THEMES["dark"].ramp):
        share = (number - scale["zmin"]) / (scale["zmax"] - scale["zmin"])
        edges = [edge for edge in scale["colorscale"] if edge[1] == colour]
        assert edges[0][0] < share < edges[1][0]


def test_missing_values_have_no_colour() -> None:
    assert colours_of([None, 0.0, 1.0, 9.0], (5.0,)) == [None, 0, 1, 5]


def test_names_are_placed_from_the_middle_of_the_map() -> None:
    labels = of_class(map_labels(ground_of(places(), "village")), "map-labels")[0].children
    assert [text(label) for label in labels] == list(NAMES)
    right = [float(label.style["--x"]) > 0 for label in labels]
    below = [float(label.style["--y"]) > 0 for label in labels]
    assert right == [False, False, True, True]
    assert below == [True, False, True, False]


def test_a_legend_names_whole_classes_of_counts_and_what_is_missing() -> None:
    assert ranges([1.0, 30.0], (4.0, 8.0, 9.0), 0) == ["1–3", "4–7", "8", "≥ 9"]
    assert ranges([3.0, 30.0], (4.0,), 0) == ["3", "≥ 4"]
    assert ranges([80.0, 99.0], (90.0, 95.5), 1) == ["< 90.0", "90.0–95.5", "≥ 95.5"]
    assert ranges([7.0, 7.0], (), 0) == ["7"]
    whole = text(legend(indicator(), [None, 0.0, 2.0, 9.0], (4.0,), "zh"))
    assert "— 无数据" in whole
    assert " 0 2–3 " in whole
    known = text(legend(indicator(), [2.0, 9.0], (4.0,), "zh"))
    assert "—" not in known
    assert " 0 " not in known
