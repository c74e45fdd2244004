"""What a map is chosen with: its level, the indicator that colours it, its layers; and its files."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from dash import dcc, html
from dash.development.base_component import Component

from components.asked import Asked
from components.map_base import base_switches
from components.map_panels import nothing_chosen, section
from components.map_words import LAYERS, tell_map
from components.tags import tags
from components.theme import Language
from components.words import level_title
from data.board import Board
from data.live_map import layers_of
from data.profile import Profile


def levels_of(board: Board) -> list[str]:
    return [level for level in board.measured if level != "town"]


def usual_level(levels: Sequence[str]) -> str:
    """The finest but micro-grids."""
    return [*[one for one in levels if one != "micro_grid"][-1:], *levels][0]


def coloured(board: Board) -> list[str]:
    """The indicators that this place can answer and that the reader may see."""
    return [one.id for one in board.catalogue.indicators if one.id in board.offered and one.id not in board.withheld]


def sides(board: Board, asked: Asked, indicator: str, layers: Sequence[str], base: Sequence[str]) -> list[Component]:
    """What stands beside the map: what colours it, its layers, the chosen place, files."""
    language, profile = asked.language, board.profile
    options = [{"label": board.catalogue[one].title[language], "value": one} for one in coloured(board)]
    switches = dcc.Checklist(
        id="map-layers",
        options=[{"label": LAYERS[one][language], "value": one} for one in layers_of(profile)]
        + shapes(profile, language),
        value=list(layers),
        className="map-layers map-choices",
    )
    told = [html.P(tell_map("tracks_why", language, reason=profile.map.tracks), className="quiet")]
    live = [switches, html.Div(id="map-key"), *(told if profile.map.tracks else [])]
    colour = dcc.Dropdown(id="map-indicator", options=options, value=indicator or None, clearable=False)
    return [
        section(tell_map("level", language), html.Div(levels(board, asked, indicator), className="map-choices")),
        section(tell_map("indicator", language), [colour, html.Div(id="map-legend", **tags(png=""))]),
        section(tell_map("layers", language), live),
        base_switches(profile, base, language),
        section(tell_map("selected", language), html.Div(nothing_chosen(language), id="map-chosen")),
        html.Section(
            [
                html.A(tell_map("geojson", language), id="map-geojson", href="/api/v1/places.geojson"),
                html.Span(id="map-time", className="quiet", **tags(png="")),
            ],
            className="map-tools",
        ),
    ]


def shapes(profile: Profile, language: Language) -> list[Any]:
    """The switches of what is no mark: ways, where the place allows them, and the reach of drones."""
    can = layers_of(profile)
    found = [{"label": tell_map("tracks", language), "value": "tracks"}] if profile.map.tracks else []
    return found + ([{"label": tell_map("reach", language), "value": "reach"}] if "drones" in can else [])


def levels(board: Board, asked: Asked, indicator: str) -> list[Component]:
    """Links to the same map at every level; another level is another map."""
    found: list[Component] = []
    for level in levels_of(board):
        query = {"lang": asked.language, "theme": asked.theme, "level": level, "indicator": indicator}
        query |= {"visitor": "1"} if asked.visitor else {}
        current: dict[str, Any] = {"aria-current": "true"} if level == asked.level else {}
        title = level_title(board.profile, level)[asked.language]
        found.append(html.A(title, href=f"/map?{urlencode(query)}", **current))
    return found
