"""/map: the places coloured by any indicator, and who and what is on the ground now; all that is chosen is in the
address."""

import asyncio
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from dash import ClientsideFunction, Input, Output, State, callback, clientside_callback, dcc, html, register_page
from dash.development.base_component import Component

from components.asked import Asked, place_name
from components.heading import marks
from components.legend import legend
from components.map_base import NONE, base_asked, base_told
from components.map_box import map_box, words_for_script
from components.map_controls import coloured, levels_of, sides, usual_level
from components.map_drawing import SHAPES, drawn_layers, news_of, outline, painted
from components.map_panels import marks_key, not_yet, nothing_chosen, place_panel
from components.map_words import tell_map
from components.navigation import navigation
from components.painting import at_places
from components.reason_words import tell
from components.tags import tags
from components.theme import language_of, preferred, theme_of
from components.words import say
from data.board import Board
from data.classes import class_limits
from data.door import ANALYST, Viewer, read_base, read_edition, read_live_map, read_places, read_reach, viewer_asked
from data.fault import Fault
from data.ground import ground_of
from data.live_map import LiveMap, layers_of
from data.profile import Profile
from geo.places import Places

AGAIN_MS = 5_000
CHOSEN_FIRST = ("cases", "patrols")


def layout(
    lang: str | None = None,
    theme: str | None = None,
    visitor: str | None = None,
    level: str = "",
    place: str = "",
    indicator: str = "",
    layers: str = "",
    base: str = "",
    **_: str,
) -> Component:
    """The page as its address asks; what it asks of unknown places, levels or layers is left out."""
    viewer, shade = viewer_asked(visitor, ANALYST), theme_of(theme)
    try:
        board, places = read_edition(viewer).board, read_places(viewer)
    except Fault:
        words = [html.P(say("waiting", language)) for language in ("zh", "en")]
        return html.Main(words, className="waiting", **tags(theme=shade))
    language = language_of(lang, preferred(board.profile.language))
    levels = levels_of(board)
    if not levels:
        return html.Main(html.P(say("no_polygons", language)), className="waiting", **tags(theme=shade))
    here = level if level in levels else usual_level(levels)
    chosen = place if place in board.level(here).level.places else ""
    asked = Asked(language, shade, here, chosen, visitor=viewer is not ANALYST)
    return page(board, places, asked, shown_of(board, indicator), layers_asked(board.profile, layers), base)


def shown_of(board: Board, indicator: str) -> str:
    """The indicator that colours the map: the one asked for, else the wall's."""
    can = coloured(board)
    return next((one for one in (indicator, *board.profile.wall.maps, "case_open", *can) if one in can), "")


def layers_asked(profile: Profile, text: str) -> list[str]:
    """The layers that are switched on; at first the cases and the patrols, or what the place has."""
    can = [*layers_of(profile), *SHAPES]
    if text:
        return [one for one in text.split(",") if one in can]
    return [one for one in CHOSEN_FIRST if one in can] or can[:1]


def page(board: Board, places: Places, asked: Asked, indicator: str, layers: Sequence[str], told_base: str) -> html.Div:
    language, theme, profile = asked.language, asked.theme, board.profile
    ground = ground_of(places, asked.level)
    base = base_asked(profile, told_base)
    given = {"level": asked.level, "indicator": indicator, **({"base": told_base} if told_base else {})}
    kept = urlencode({**given, "place": asked.place, "layers": ",".join(layers) or NONE})
    names = ["indicator", "layers", "base" if profile.map.layers else "", "place"]
    head = html.Header(
        [html.H1(tell_map("map", language)), *marks(board, language), navigation("/map", language, theme, kept)]
    )
    return html.Div(
        [
            dcc.Store(id="map-asked", data=asked.data),
            dcc.Store(id="map-place", data=asked.place or None),
            dcc.Store(id="map-words", data=spoken(asked)),
            dcc.Store(id="map-names", data=names),
            *[dcc.Store(id=f"map-{one}") for one in ("live", "heard", "shown", "begun", "address")],
            dcc.Interval(id="map-clock", interval=AGAIN_MS),
            head,
            html.Main(
                [
                    map_box(ground, theme, language, profile.map_approval, read_base(ANALYST)),
                    html.Div(sides(board, asked, indicator, layers, base), className="map-side"),
                ]
            ),
        ],
        className="page with-map",
        lang="en" if language == "en" else "zh-CN",
        **tags(theme=theme, title=tell_map("map", language)),
    )


def spoken(asked: Asked) -> dict[str, Any]:
    words = words_for_script(asked.language)
    minutes = say("minutes", asked.language, n="{n}")
    return words | {
        "minutes": minutes,
        "life": asked.simply("/life") + "&of=cases",
        "open": tell("life", asked.language),
    }


@callback(
    Output("map-live", "data"),
    Output("map-heard", "data"),
    Output("map-key", "children"),
    Output("map-legend", "children"),
    Output("map-chosen", "children"),
    Output("map-geojson", "href"),
    Output("map-time", "children"),
    Input("map-clock", "n_intervals"),
    Input("map-layers", "value"),
    Input("map-base", "value"),
    Input("map-indicator", "value"),
    Input("map-place", "data"),
    State("map-asked", "data"),
    State("map-heard", "data"),
)
async def fill(
    _: int | None,
    layers: Any,
    base: Any,
    indicator: Any,
    place: Any,
    told: dict[str, Any],
    heard: dict[str, str] | None,
) -> tuple[Any, ...]:
    """What is new on the map since the browser heard of it, and what stands beside it."""
    language, theme = language_of(told.get("lang"), "zh"), theme_of(told.get("theme"))
    viewer = viewer_asked(told.get("visitor"), ANALYST)
    try:
        board, places = read_edition(viewer).board, read_places(viewer)
    except Fault as fault:
        return {}, heard, not_yet(str(fault), language), "", "", "", ""
    level = told.get("level") if told.get("level") in levels_of(board) else usual_level(levels_of(board))
    chosen = place if isinstance(place, str) and place in board.level(str(level)).level.places else ""
    asked = Asked(language, theme, str(level), chosen, visitor=viewer is not ANALYST)
    wanted = frozenset(str(one) for one in layers or ())
    shown = shown_of(board, indicator if isinstance(indicator, str) else "")
    live, reach, said = await asyncio.to_thread(read_layers, viewer, wanted)
    drawing = painted(board, asked, shown) | drawn_layers(live, reach, wanted)
    drawing["layers"] |= {
        "chosen": outline(ground_of(places, asked.level), asked),
        **base_told(read_base(viewer), base),
    }
    news, hashes = news_of(drawing, heard or {})
    key = marks_key(live, language) if live is not None else not_yet(said, language)
    local = board.as_of.astimezone(ZoneInfo(board.profile.zone))
    return (
        news | {"as_of": int(board.as_of.timestamp())},
        hashes,
        key,
        drawing_legend(board, asked, shown),
        chosen_panel(board, asked, shown),
        f"/api/v1/places.geojson?{urlencode({'level': asked.level, 'indicator': shown})}",
        tell_map("shown_at", language, time=f"{local:%Y-%m-%d %H:%M:%S}"),
    )


def read_layers(viewer: Viewer, wanted: frozenset[str]) -> tuple[LiveMap | None, Any, str]:
    """The live layers, the reach of drones where it is known, and why there are none."""
    try:
        live = read_live_map(viewer, wanted)
    except Fault:
        return None, None, tell_map("not_told", "zh") + " " + tell_map("not_told", "en")
    try:
        reach = read_reach(viewer) if "reach" in wanted else None
    except Fault:
        reach = None
    return live, reach, ""


def drawing_legend(board: Board, asked: Asked, shown: str) -> Component | str:
    if not shown:
        return ""
    one = board.catalogue[shown]
    values = [reading.value for reading in at_places(board, shown, asked.level)]
    return legend(one, values, class_limits(values, one.digits), asked.language)


def chosen_panel(board: Board, asked: Asked, shown: str) -> Component:
    if not asked.place:
        return nothing_chosen(asked.language)
    reading = board.reading(shown, asked.level, asked.place) if shown else None
    ids = [*board.profile.wall.headline, *(one for part in board.profile.wall.modules for one in part.indicators)]
    name = place_name(board, asked.level, asked.place)
    return place_panel(board, asked, reading, list(dict.fromkeys([*ids, *coloured(board)])), name)


clientside_callback(
    ClientsideFunction("moving", "apply"),
    Output("map-shown", "data"),
    Input("map-live", "data"),
    Input("map-words", "data"),
)
clientside_callback(ClientsideFunction("moving", "begins"), Output("map-begun", "data"), Input("map-asked", "data"))
clientside_callback(
    ClientsideFunction("moving", "address"),
    Output("map-address", "data"),
    Input("map-indicator", "value"),
    Input("map-layers", "value"),
    Input("map-base", "value"),
    Input("map-place", "data"),
    State("map-names", "data"),
)

register_page(__name__, path="/map", title="地图 Map", layout=layout)
