"""/hotspots: where more cases come in than usual 事件热点: density, what is above the usual, the spots in a list."""

import asyncio
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from dash import Input, Output, callback, dcc, html, register_page
from dash.development.base_component import Component

from components.figure import MISSING, number
from components.heading import marks
from components.heat_map import heat_key, heat_map
from components.heat_spots import spot_list, spot_notes
from components.heat_words import say
from components.navigation import navigation
from components.panel import panel
from components.tags import tags
from components.theme import Language, language_of, preferred, theme_of
from components.words import say as say_of_all
from data.door import ANALYST, read_categories, read_edition, read_hot_spots, read_places, viewer_asked
from data.fault import Fault
from data.ground import ground_of
from data.hotspot_maps import HEATS, drawing
from data.hotspots import PERIODS, HotSpot, HotSpots

PATH = "/hotspots"
MOST = 12  # categories to choose from
LEVELS = ("grid", "village", "micro_grid")


def layout(
    show: str | None = None,
    days: str | None = None,
    category: str | None = None,
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
        "show": show if show in HEATS else HEATS[0],
        "days": days if days in [str(one) for one in PERIODS] else str(next(iter(PERIODS))),
        "category": category or "",
        "language": language,
        "theme": shade,
        "visitor": visitor or "",
    }
    kept = urlencode({key: asked[key] for key in ("show", "days", "category") if asked[key]})
    head = html.Header(
        [
            html.H1(say("hotspots", language), **tags(png="")),
            html.Span(id="hotspots-read-at", className="quiet", **tags(png="")),
            *marks(board, language),
        ]
    )
    return html.Div(
        [
            dcc.Store(id="hotspots-asked", data=asked),
            navigation(PATH, language, shade, kept, visitor in ("1", "true")),
            head,
            html.Main(html.P(say("reading", language), className="quiet"), id="hotspots-main"),
        ],
        className="page heat-page",
        lang="en" if language == "en" else "zh-CN",
        **tags(theme=shade, title=say("hotspots", language)),
    )


# A layout is made on the event loop; the store is read beside it.
@callback(Output("hotspots-main", "children"), Output("hotspots-read-at", "children"), Input("hotspots-asked", "data"))
async def fill(asked: dict[str, Any]) -> tuple[Any, str]:
    """The content, and the instant that it stands at."""
    language = language_of(asked.get("language"), "zh")
    viewer = viewer_asked(asked.get("visitor"), ANALYST)
    try:
        board = read_edition(viewer).board
        if "cases" not in {feed.fills for feed in board.profile.feeds}:
            return html.P(say("no_cases", language), className="quiet"), ""
        days = int(asked["days"]) if asked.get("days") in [str(one) for one in PERIODS] else next(iter(PERIODS))
        level = next(one for one in LEVELS if one in board.profile.level_ids)
        category = str(asked.get("category") or "")
        found = await asyncio.to_thread(read_hot_spots, viewer, level, days, category)
        kinds = await asyncio.to_thread(read_categories, viewer, days)
        main = await asyncio.to_thread(content, found, level, kinds, asked)
    except Fault as fault:
        return html.P(str(fault)), ""
    time = board.as_of.astimezone(ZoneInfo(board.profile.zone)).strftime("%Y-%m-%d %H:%M")
    return main, say("read_at", language, time=time)


def content(found: HotSpots, level: str, kinds: tuple[tuple[str, int], ...], asked: dict[str, Any]) -> list[Component]:
    """Figures, the ways between the maps, the map, and the list of spots."""
    language = language_of(asked.get("language"), "zh")

    def cases_of(spot: HotSpot) -> str:
        west, south, east, north = spot.shape.bounds
        ring = ((west, south), (east, south), (east, north), (west, north))
        area = ";".join(f"{lon:.6f},{lat:.6f}" for lon, lat in ring)
        query = {"indicator": "case_total", "area": area, "lang": language, "theme": theme_of(asked.get("theme"))}
        query |= {"period": "days7"} if found.days == 7 else {"period": "days30"}
        return "/explore?" + urlencode(query | ({"category": asked["category"]} if asked.get("category") else {}))

    return [
        figures(found, language),
        ways(kinds, asked, language),
        the_map(found, level, asked, language),
        html.Div([spot_list(found, cases_of, language)], className="heat-side"),
    ]


def figures(found: HotSpots, language: Language) -> html.Dl:
    """How many cases there are, how many there usually are, and how many spots."""
    now, usual = int((found.cases.back == 0).sum()), int((found.cases.back > 0).sum())
    periods = found.cases.periods
    pairs = (
        ("cases_now", number(now, 0), say(f"days_{found.days}", language), ""),
        (
            "cases_usual",
            number(usual / periods, 0) if periods else MISSING,
            say("cases_usual_note", language, n=periods),
            "",
        ),
        (
            "spots",
            number(len(found.spots), 0) if periods else MISSING,
            say("in_spots", language, n=number(sum(one.now for one in found.spots), 0)),
            "is-watch" if found.spots else "",
        ),
    )
    return html.Dl(
        [
            html.Div([html.Dt(say(key, language)), html.Dd([html.B(value), html.Small(small)])], className=state)
            for key, value, small, state in pairs
        ],
        className="heat-figures",
    )


def the_map(found: HotSpots, level: str, asked: dict[str, Any], language: Language) -> html.Section:
    """The map with its key, and a link to the same as GeoJSON."""
    show = next((one for one in HEATS if one == asked.get("show")), HEATS[0])
    drawn = drawing(found, show)
    query = urlencode({key: asked[key] for key in ("show", "days", "category") if asked.get(key)})
    file = html.A(f"↓ {say('download', language)}", href=f"/api/v1/maps/hotspots.geojson?{query}", className="download")
    ground = ground_of(read_places(ANALYST), level)
    body = html.Div(
        [
            heat_map(ground, drawn, theme_of(asked.get("theme")), language, "hotspots-map"),
            html.Div([heat_key(drawn, say(f"{show}_unit", language), language), file], className="map-foot"),
            spot_notes(found, language),
        ],
        className="heat-body",
    )
    return panel(say(show, language), str(asked.get("category") or say("all_categories", language)), body, "town-map")


def ways(kinds: tuple[tuple[str, int], ...], asked: dict[str, Any], language: Language) -> html.Nav:
    """Links to the other map, period and categories."""
    chosen = str(asked.get("category") or "")
    names = list(dict.fromkeys([*(name for name, _ in kinds[:MOST]), *([chosen] if chosen else [])]))
    groups = (
        [(say(one, language), address(asked, show=one), one == asked.get("show")) for one in HEATS],
        [(say(f"days_{n}", language), address(asked, days=str(n)), str(n) == asked.get("days")) for n in PERIODS],
        [(say("all_categories", language), address(asked, category=""), not chosen)]
        + [(name, address(asked, category=name), name == chosen) for name in names],
    )
    return html.Nav(
        [
            html.Div(
                [
                    html.A(name, href=href, className="here" if here else "", **tags(here="yes" if here else "no"))
                    for name, href, here in group
                ]
            )
            for group in groups
        ],
        className="heat-ways",
    )


def address(asked: dict[str, Any], **change: str) -> str:
    """This page with one thing changed."""
    given = {**asked, **change}
    return f"{PATH}?" + urlencode({"lang" if key == "language" else key: one for key, one in given.items() if one})


register_page(__name__, path=PATH, title="热点 Hot spots", layout=layout)
