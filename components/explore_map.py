"""The map of the page for analysts: drawn whole once a ground, from then on only what is new of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from dash import Patch

from components import choropleth
from components.explore_panels import INKS, plain
from components.theme import Theme
from data.classes import class_limits
from data.explore.panels import Views
from data.explore.views import Count
from data.ground import Ground

Ring = Sequence[tuple[float, float]]
MAPS = ("map", "map-vs")
PLACES, SHAPE = 0, 1  # the traces


def map_drawings(
    ground: Ground, level: str, names: Mapping[str, str], shown: Views, theme: Theme, had: Mapping[str, str]
) -> dict[str, tuple[str, dict[str, Any] | Patch]]:
    """By map: its ground in a word, and its figure; only what is new of it where `had` names the same ground.

    The classes are the same on both maps.
    """
    counts = [one.places[level] for one in shown.both]
    limits = class_limits([float(one.rows) for each in counts for id, one in each.items() if id is not None], 0)
    key = f"{level} {ground.digest} {theme}"
    found: dict[str, tuple[str, dict[str, Any] | Patch]] = {}
    for name, view, count in zip(MAPS, shown.both, counts, strict=False):
        changing = traces(ground, count, names, limits, view.filters.area)
        found[name] = key, recoloured(changing) if had.get(name) == key else map_figure(ground, changing, theme)
    return found


def traces(
    ground: Ground, counts: Mapping[str | None, Count], names: Mapping[str, str], limits: Sequence[float], area: Ring
) -> dict[int, dict[str, Any]]:
    """By trace, what depends on the rows: each place's class and words, and the outline of a shape that was drawn."""
    ids = [feature["id"] for feature in ground.places["features"]]
    values: list[float | None] = [float(counts.get(one, Count()).rows) for one in ids]
    ring = [*area, *area[:1]]
    return {
        PLACES: {
            "z": choropleth.colours_of(values, limits),
            "text": [f"{plain(names.get(one, one))} · {value:,.0f}" for one, value in zip(ids, values, strict=True)],
        },
        # A point without coordinates: MapLibre's traces cannot do with none at all.
        SHAPE: {"lon": [lon for lon, _ in ring] or [None], "lat": [lat for _, lat in ring] or [None]},
    }


def map_figure(ground: Ground, changing: Mapping[int, Mapping[str, Any]], theme: Theme) -> dict[str, Any]:
    """Places coloured by how many rows they have, and the outline of the shape that was drawn, if one was."""
    found = choropleth.figure(ground, [], theme)
    found["data"][PLACES] |= {
        "hoverinfo": "text",
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }
    line = {"color": INKS[theme]["drawn"], "width": 3}
    found["data"].append({"type": "scattermap", "mode": "lines", "line": line, "hoverinfo": "skip"})
    for at, props in changing.items():
        found["data"][at] |= props
    found["layout"]["map"]["fitbounds"] = "locations"
    found["layout"] |= {"dragmode": "pan", "selectdirection": "d", "clickmode": "event", "showlegend": False}
    return found


def recoloured(changing: Mapping[int, Mapping[str, Any]]) -> Patch:
    """What changes in the figure of the same ground, which is a hundredth of it."""
    patch = Patch()
    for at, props in changing.items():
        for name, value in props.items():
            patch["data"][at][name] = value
    return patch
