"""Places coloured by class on a map to move about in: MapLibre with a style of our own, so that nothing is asked of
any server."""

from collections.abc import Sequence
from math import log2
from typing import Any

from components.scale import class_of
from components.theme import THEMES, Theme
from data.ground import Ground

USUAL_BOX = (648, 430)  # px


def figure(ground: Ground, colours: Sequence[int | None], theme: Theme) -> dict[str, Any]:
    """A Plotly figure; a place without a colour shows the hatched land."""
    tokens = THEMES[theme]
    west, south, east, north = ground.bounds
    steps = [(n / 6, colour) for n, colour in enumerate(tokens.ramp)]
    trace = {
        "type": "choroplethmap",
        # Plotly fetches an address for a map that it makes, not for one that is there already and empty.
        "geojson": ground.places,
        "locations": [feature["id"] for feature in ground.places["features"]],
        "z": list(colours),
        "zmin": -0.5,
        "zmax": 5.5,
        "colorscale": [edge for at, colour in steps for edge in ([at, colour], [at + 1 / 6, colour])],
        "showscale": False,
        "hoverinfo": "skip",
        "below": "borders",
        "marker": {"opacity": 1, "line": {"color": tokens.border, "width": 1}},
    }
    layout = {
        "map": {
            "style": style(ground, theme),
            "center": {"lon": (west + east) / 2, "lat": (south + north) / 2},
            "zoom": usual_zoom(ground),
            "fitbounds": False,
        },
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "uirevision": "still",
    }
    return {"data": [trace], "layout": layout}


def usual_zoom(ground: Ground) -> float:
    """The zoom at which the places fill the map of a wall of 1920×1080; a browser script corrects it elsewhere.

    At zoom 0 MapLibre draws the world 512 px wide.
    """
    _, _, width, height = ground.box
    return log2(0.95 * min(USUAL_BOX[0] / width, USUAL_BOX[1] / height) / 512)


def style(ground: Ground, theme: Theme) -> dict[str, Any]:
    """A MapLibre style without glyphs, sprites or tiles: the land,
    hatched, and the borders of the coarser level over it."""
    tokens = THEMES[theme]
    line = {"line-color": tokens.outline, "line-width": 1.4, "line-opacity": 0.75}
    return {
        "version": 8,
        "sources": {
            "land": {"type": "geojson", "data": ground.address("borders")},
            "borders": {"type": "geojson", "data": ground.address("borders")},
            "hatch": {"type": "geojson", "data": ground.address("hatch")},
        },
        "layers": [
            {"id": "ground", "type": "background", "paint": {"background-color": tokens.ground}},
            {"id": "land", "type": "fill", "source": "land", "paint": {"fill-color": tokens.land}},
            {
                "id": "hatch",
                "type": "line",
                "source": "hatch",
                "paint": {"line-color": tokens.hatch, "line-width": 1.2},
            },
            {
                "id": "borders",
                "type": "line",
                "source": "borders",
                "layout": {"line-join": "round"},
                "paint": line,
            },
        ],
    }


def colours_of(values: Sequence[float | None], limits: Sequence[float]) -> list[int | None]:
    """The class of each value; None where it is missing."""
    return [None if value is None else class_of(value, limits) for value in values]
