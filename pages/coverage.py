"""/coverage: seen ground 见格率, what of each grid anybody has seen in the last hours, and where nobody has."""

import asyncio
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import numpy as np
from dash import ClientsideFunction, Input, Output, State, callback, clientside_callback, dcc, html, register_page
from dash.development.base_component import Component

from components.asked import Asked, place_name
from components.choropleth import colours_of
from components.heading import marks
from components.map_base import base_asked, base_switches, base_told
from components.map_box import map_box, words_for_script
from components.map_drawing import news_of, outline, views_of
from components.map_panels import not_yet, section
from components.map_words import tell_map
from components.navigation import navigation
from components.seen_choices import choices
from components.seen_tables import LIMITS, blind_table, classes_key, ranking, summary
from components.tags import tags
from components.theme import Language, Theme, language_of, preferred, theme_of
from components.words import level_title, say
from data.board import Board
from data.door import (
    ANALYST,
    Viewer,
    read_base,
    read_blind_spots,
    read_coverage,
    read_edition,
    read_live_map,
    read_places,
    read_reach,
    viewer_asked,
)
from data.fault import Fault
from data.ground import ground_of
from data.map_files import eyes_of, features_of, hours_of
from data.seen_ground import EYES, Glance, grid_level
from geo.blind import BlindSpots
from geo.places import Places

AGAIN_MS = 60_000
SEERS = frozenset({"cameras"})


def layout(
    lang: str | None = None,
    theme: str | None = None,
    visitor: str | None = None,
    hours: str = "24",
    by: str = "any",
    place: str = "",
    base: str = "",
    **_: str,
) -> Component:
    """The page of so many hours and of those who see; of 24 and any of them where the address asks for nothing else."""
    viewer, shade = viewer_asked(visitor, ANALYST), theme_of(theme)
    try:
        board, places = read_edition(viewer).board, read_places(viewer)
    except Fault:
        words = [html.P(say("waiting", language)) for language in ("zh", "en")]
        return html.Main(words, className="waiting", **tags(theme=shade))
    language = language_of(lang, preferred(board.profile.language))
    if not places.levels:
        return html.Main(html.P(say("no_polygons", language)), className="waiting", **tags(theme=shade))
    level = grid_level(places).id
    chosen = place if place in board.level(level).level.places else ""
    asked = Asked(language, shade, level, chosen, visitor=viewer is not ANALYST)
    return page(board, places, asked, hours if hours_of(hours) else "24", by if eyes_of(by) else "any", base)


def page(board: Board, places: Places, asked: Asked, hours: str, by: str, told_base: str) -> html.Div:
    language, theme, profile = asked.language, asked.theme, board.profile
    kept = urlencode({"hours": hours, "by": by, "place": asked.place, **({"base": told_base} if told_base else {})})
    head = html.Header(
        [
            html.H1(tell_map("coverage", language)),
            *marks(board, language),
            navigation("/coverage", language, theme, kept),
        ]
    )
    sight = profile.map.sight
    radii = {"patrol": f"{sight.patrol_m:g}", "camera": f"{sight.camera_m:g}", "drone": f"{sight.drone_m:g}"}
    title = level_title(profile, asked.level)[language]
    files = [
        html.A(
            tell_map("geojson", language), href=f"/api/v1/blind-spots.geojson?{urlencode({'hours': hours, 'by': by})}"
        ),
        html.Span(id="seen-time", className="quiet", **tags(png="")),
    ]
    sides = [
        section(
            tell_map("coverage", language),
            [
                html.Div(choices("hours", hours, by, asked), className="map-choices"),
                html.Div(choices("by", hours, by, asked), className="map-choices"),
                html.Div(id="seen-summary", **tags(png="")),
                classes_key(language),
            ],
        ),
        section(tell_map("ranking", language, level=title), html.Div(id="seen-ranking", className="map-scroll")),
        html.Section(id="seen-blind"),
        base_switches(profile, base_asked(profile, told_base), language),
        html.Section(
            [
                html.P(tell_map("sight", language, **radii), className="quiet"),
                html.P(tell_map("unknown_cameras", language), className="quiet"),
            ]
        ),
        html.Section(files, className="map-tools"),
    ]
    return html.Div(
        [
            dcc.Store(id="seen-asked", data=asked.data | {"hours": hours, "by": by}),
            dcc.Store(id="map-place", data=asked.place or None),
            dcc.Store(
                id="seen-words", data=words_for_script(language) | {"minutes": say("minutes", language, n="{n}")}
            ),
            dcc.Store(id="seen-names", data=["base" if profile.map.layers else "", "place"]),
            *[dcc.Store(id=f"seen-{one}") for one in ("live", "heard", "shown", "begun", "address")],
            dcc.Interval(id="seen-clock", interval=AGAIN_MS),
            head,
            html.Main(
                [
                    map_box(ground_of(places, asked.level), theme, language, profile.map_approval, read_base(ANALYST)),
                    html.Div(sides, className="map-side"),
                ]
            ),
        ],
        className="page with-map",
        lang="en" if language == "en" else "zh-CN",
        **tags(theme=theme, title=tell_map("coverage", language)),
    )


@callback(
    Output("seen-live", "data"),
    Output("seen-heard", "data"),
    Output("seen-summary", "children"),
    Output("seen-ranking", "children"),
    Output("seen-blind", "children"),
    Output("seen-time", "children"),
    Input("seen-clock", "n_intervals"),
    Input("map-base", "value"),
    Input("map-place", "data"),
    State("seen-asked", "data"),
    State("seen-heard", "data"),
)
async def fill(
    _: int | None, base: Any, place: Any, told: dict[str, Any], heard: dict[str, str] | None
) -> tuple[Any, ...]:
    """What was seen as it is known now."""
    language, theme = language_of(told.get("lang"), "zh"), theme_of(told.get("theme"))
    viewer = viewer_asked(told.get("visitor"), ANALYST)
    try:
        board, places = read_edition(viewer).board, read_places(viewer)
        return await asyncio.to_thread(
            content, viewer, board, places, told | {"base": base}, place, language, theme, heard or {}
        )
    except Fault as fault:
        words = tell_map("not_told", language) if viewer is not ANALYST else str(fault)
        return {}, heard, not_yet(words, language), "", "", ""


def content(
    viewer: Viewer,
    board: Board,
    places: Places,
    told: dict[str, Any],
    place: object,
    language: Language,
    theme: Theme,
    heard: dict[str, str],
) -> tuple[Any, ...]:
    """The map, its tables and the time of the count. Raises Fault where it is not counted yet."""
    by = str(told.get("by"))
    hours, eyes = hours_of(told.get("hours")) or 24.0, eyes_of(by) or EYES
    glance, spots = read_coverage(viewer, hours), read_blind_spots(viewer, hours, eyes)
    if not glance.eyes and glance.reach is None:
        return {}, heard, not_yet(tell_map("no_eyes", language), language), "", "", ""
    ids = board.level(glance.level).level.places
    asked = Asked(language, theme, glance.level, place if isinstance(place, str) and place in ids else "")
    shares = shown_shares(glance, by)
    news, hashes = news_of(drawing(viewer, asked, places, ids, shares, spots, told.get("base")), heard)
    local = glance.as_of.astimezone(ZoneInfo(board.profile.zone))
    names = [place_name(board, glance.level, one) for one in ids]
    return (
        news | {"as_of": int(glance.as_of.timestamp())},
        hashes,
        summary(glance, language),
        ranking(asked, list(ids), names, shares, glance.reach),
        blind_table(spots, names, language),
        tell_map("as_of", language, time=f"{local:%Y-%m-%d %H:%M}"),
    )


def shown_shares(glance: Glance, by: str) -> list[float | None]:
    """The share of each grid in percent; none where there is nobody who sees so."""
    eye = next((one for one in EYES if one == by), None)
    if not glance.eyes or (eye is not None and eye not in glance.shares):
        return [None] * len(glance.any_share)
    found = glance.any_share if eye is None else glance.shares[eye]
    return [None if np.isnan(one) else float(100 * one) for one in found]


def drawing(
    viewer: Viewer,
    asked: Asked,
    places: Places,
    ids: Sequence[str],
    shares: Sequence[float | None],
    spots: BlindSpots,
    base: object,
) -> dict[str, Any]:
    """The classes, the blind spots, the reach of drones and who sees."""
    live = read_live_map(viewer, SEERS)
    reach = read_reach(viewer)
    layers: dict[str, Any] = {one.id: one.marks for one in live.layers} | {"views": views_of(live)}
    layers["blind"] = {"type": "FeatureCollection", "features": features_of(spots)}
    layers["reach"] = None if reach is None else {"type": "Feature", "properties": {}, "geometry": reach}
    layers |= {"chosen": outline(ground_of(places, asked.level), asked), **base_told(read_base(viewer), base)}
    told = {id: "—" if one is None else f"{one:.1f} %" for id, one in zip(ids, shares, strict=True)}
    return {"classes": dict(zip(ids, colours_of(shares, LIMITS), strict=True)), "values": told, "layers": layers}


clientside_callback(
    ClientsideFunction("moving", "apply"),
    Output("seen-shown", "data"),
    Input("seen-live", "data"),
    Input("seen-words", "data"),
)
clientside_callback(ClientsideFunction("moving", "begins"), Output("seen-begun", "data"), Input("seen-asked", "data"))
clientside_callback(
    ClientsideFunction("moving", "address"),
    Output("seen-address", "data"),
    Input("map-base", "value"),
    Input("map-place", "data"),
    State("seen-names", "data"),
)

register_page(__name__, path="/coverage", title="见格率 Coverage", layout=layout)
