"""A map to move about in: it fills its box, and a browser script fills its layers and tells what is clicked."""

from collections.abc import Sequence
from typing import Any

from dash import dcc, html

from components.choropleth import usual_zoom
from components.map_style import MARKS, map_style
from components.map_words import LAYERS, STATES, tell_map
from components.tags import tags
from components.theme import Language, Theme
from data.ground import Ground
from data.map_choice import BaseLayer

CONFIG: Any = {"displayModeBar": False, "responsive": True, "scrollZoom": True, "doubleClick": False}


def map_box(
    ground: Ground, theme: Theme, language: Language, approval: str, base: Sequence[BaseLayer] = ()
) -> html.Div:
    """The map, with words for what a click tells, and its approval number in the corner."""
    west, south, east, north = ground.bounds
    shown = [html.Span(tell_map("approval", language, number=approval), className="map-approval")] if approval else []
    return html.Div(
        [
            dcc.Graph(id="map-graph", figure=figure(ground, theme, base), config=CONFIG, className="map-canvas"),
            html.Div(className="map-hover", hidden=True),
            html.Div(className="map-told", hidden=True, role="status"),
            map_buttons(language),
            *shown,
        ],
        id="map-box",
        className="map-free",
        **tags(label=tell_map("map", language), bounds=f"{west},{south},{east},{north}"),
    )


def map_buttons(language: Language) -> html.Div:
    """Nearer, farther, the whole again, and the map as a picture; a browser script does them."""
    buttons = (("1", "+", "nearer"), ("-1", "−", "farther"), ("whole", "⤢", "whole"), ("png", "PNG", "png"))
    return html.Div(
        [html.Button(mark, title=tell_map(word, language), **tags(map=what)) for what, mark, word in buttons],
        className="map-buttons",
    )


def figure(ground: Ground, theme: Theme, base: Sequence[BaseLayer] = ()) -> dict[str, Any]:
    """A Plotly figure of an empty trace: it gives the map its life, a script gives it its layers."""
    west, south, east, north = ground.bounds
    layout = {
        "map": {
            "style": map_style(ground, theme, base),
            "center": {"lon": (west + east) / 2, "lat": (south + north) / 2},
            "zoom": usual_zoom(ground),
        },
        "dragmode": "pan",
        "showlegend": False,
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "uirevision": "still",
    }
    return {"data": [{"type": "scattermap", "lon": [None], "lat": [None], "hoverinfo": "skip"}], "layout": layout}


def words_for_script(language: Language) -> dict[str, Any]:
    """What the script says of a mark that is clicked."""
    return {
        "layers": {id: words[language] for id, words in LAYERS.items()},
        "states": {id: words[language] for id, words in STATES.items()},
        "snapshot": tell_map("snapshot", language),
        "marks": {layer: {state: mark[0] for state, mark in states.items()} for layer, states in MARKS.items()},
    }
