"""/resources: services and needs on the ground 服务资源热力图: density, who is within reach, what lacks where."""

import asyncio
from typing import Any, get_args
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from dash import Input, Output, callback, dcc, html, register_page
from dash.development.base_component import Component

from components.heading import marks
from components.heat_map import heat_key, heat_map
from components.heat_service import figures, kinds_table, matched_table, notes, places_table, waiting_table
from components.heat_words import say
from components.navigation import navigation
from components.panel import panel
from components.tags import tags
from components.theme import Language, Theme, language_of, preferred, theme_of
from components.words import level_title
from components.words import say as say_of_all
from data.board import Board
from data.door import ANALYST, read_edition, read_places, read_services, viewer_asked
from data.fault import Fault
from data.ground import ground_of
from data.resources import TABLES
from data.service_circle import ServiceCircle
from data.service_maps import SHOWS, Show, drawing

PATH = "/resources"
LEVELS = ("grid", "village", "micro_grid")  # the first that a place has is shown
WORDS = ("level_0", "level_1", "level_2", "level_3", "level_4")


def layout(
    show: str | None = None,
    kind: str | None = None,
    level: str | None = None,
    lang: str | None = None,
    theme: str | None = None,
    visitor: str | None = None,
    **_: str,
) -> Component:
    """The frame of the page, which is filled from the store; plain words before the first board."""
    shade = theme_of(theme)
    try:
        board = read_edition(viewer_asked(visitor, ANALYST)).board
    except Fault:
        words = [html.P(say_of_all("waiting", language)) for language in ("zh", "en")]
        return html.Main(words, className="waiting", **tags(theme=shade))
    language = language_of(lang, preferred(board.profile.language))
    asked = {
        "show": show if show in SHOWS else SHOWS[0],
        "kind": kind or "",
        "level": level if level in board.profile.level_ids else level_of(board),
        "language": language,
        "theme": shade,
        "visitor": visitor or "",
    }
    kept = urlencode({key: asked[key] for key in ("show", "kind", "level") if asked[key]})
    head = html.Header(
        [
            html.H1(say("resources", language), **tags(png="")),
            html.Span(id="resources-read-at", className="quiet", **tags(png="")),
            *marks(board, language),
        ]
    )
    return html.Div(
        [
            dcc.Store(id="resources-asked", data=asked),
            navigation(PATH, language, shade, kept, visitor in ("1", "true")),
            head,
            html.Main(html.P(say("reading", language), className="quiet"), id="resources-main"),
        ],
        className="page heat-page",
        lang="en" if language == "en" else "zh-CN",
        **tags(theme=shade, title=say("resources", language)),
    )


# A layout is made on the event loop; the store is read beside it.
@callback(
    Output("resources-main", "children"), Output("resources-read-at", "children"), Input("resources-asked", "data")
)
async def fill(asked: dict[str, Any]) -> tuple[Any, str]:
    """The content, and the instant that it stands at."""
    language = language_of(asked.get("language"), "zh")
    viewer = viewer_asked(asked.get("visitor"), ANALYST)
    try:
        board = read_edition(viewer).board
        if not TABLES & {feed.fills for feed in board.profile.feeds}:
            return html.P(say("no_feed", language), className="quiet"), ""
        level = next(one for one in (asked.get("level"), level_of(board)) if one in board.profile.level_ids)
        kind = str(asked.get("kind") or "") or None
        found = await asyncio.to_thread(read_services, viewer, level, kind)
        main = await asyncio.to_thread(content, board, found, level, asked)
    except Fault as fault:
        return html.P(str(fault)), ""
    time = board.as_of.astimezone(ZoneInfo(board.profile.zone)).strftime("%Y-%m-%d %H:%M")
    return main, say("read_at", language, time=time)


def content(board: Board, found: ServiceCircle, level: str, asked: dict[str, Any]) -> list[Component]:
    """Figures, the ways between the maps, the map, and the lists beside it."""
    language, theme = language_of(asked.get("language"), "zh"), theme_of(asked.get("theme"))
    show: Show = asked["show"] if asked.get("show") in get_args(Show) else SHOWS[0]
    zone = board.profile.zone
    lists = [places_table(found, show, level_title(board.profile, level)[language], language)]
    if show == "needs":
        lists = [matched_table(found, zone, language)]
    kinds = [(kind, address(asked, kind=kind)) for kind, _, _ in found.kinds]
    return [
        figures(found, board, language),
        ways(board, found, asked, language),
        the_map(found, level, show, asked, language, theme),
        html.Div(
            [*lists, waiting_table(found, zone, language), kinds_table(found, kinds, language)], className="heat-side"
        ),
    ]


def the_map(
    found: ServiceCircle, level: str, show: Show, asked: dict[str, Any], language: Language, theme: Theme
) -> html.Section:
    """The map with its key, and a link to the same as GeoJSON."""
    ground = ground_of(read_places(ANALYST), level)
    drawn = drawing(found, ground, show)
    unit = say("access_count_unit" if show == "access" and found.capacity == "count" else f"{show}_unit", language)
    words = tuple(say(one, language) for one in WORDS) if show == "balance" else ()
    query = urlencode({key: asked[key] for key in ("show", "kind", "level") if asked.get(key)})
    file = html.A(
        f"↓ {say('download', language)}", href=f"/api/v1/maps/resources.geojson?{query}", className="download"
    )
    body = html.Div(
        [
            heat_map(ground, drawn, theme, language, "resources-map"),
            html.Div([heat_key(drawn, unit, language, words), file], className="map-foot"),
            notes(found, show, language),
        ],
        className="heat-body",
    )
    return panel(say(show, language), str(asked.get("kind") or say("all_kinds", language)), body, "town-map")


def ways(board: Board, found: ServiceCircle, asked: dict[str, Any], language: Language) -> html.Nav:
    """Links to the other maps, levels and kinds."""
    maps = [(say(one, language), address(asked, show=one), one == asked.get("show")) for one in SHOWS]
    levels = [
        (level_title(board.profile, one)[language], address(asked, level=one), one == asked.get("level"))
        for one in board.profile.level_ids
    ]
    kinds = [(say("all_kinds", language), address(asked, kind=""), not asked.get("kind"))]
    kinds += [(kind, address(asked, kind=kind), kind == asked.get("kind")) for kind, _, _ in found.kinds]
    return html.Nav(
        [
            html.Div(
                [
                    html.A(name, href=href, className="here" if here else "", **tags(here="yes" if here else "no"))
                    for name, href, here in group
                ]
            )
            for group in (maps, levels, kinds)
        ],
        className="heat-ways",
    )


def address(asked: dict[str, Any], **change: str) -> str:
    """This page with one thing changed."""
    names = {"language": "lang"}
    given = {**asked, **change}
    return f"{PATH}?" + urlencode({names.get(key, key): value for key, value in given.items() if value})


def level_of(board: Board) -> str:
    """The level that is shown first: the grids, where there are any."""
    return next(one for one in LEVELS if one in board.profile.level_ids)


register_page(__name__, path=PATH, title="资源 Resources", layout=layout)
