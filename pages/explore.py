"""/explore: the rows behind an indicator, narrowed by whatever one clicks; the whole view is in its address."""

import asyncio
import json
from typing import Any
from urllib.parse import parse_qsl, urlencode

from dash import (
    ALL,
    ClientsideFunction,
    Input,
    Output,
    State,
    callback,
    clientside_callback,
    ctx,
    html,
    no_update,
    register_page,
    set_props,
)
from dash.development.base_component import Component

from components.explore_bar import bar, chips, control_id, values_of
from components.explore_events import clicked, selected
from components.explore_frame import DATA, PANEL_OF, file_id, frame
from components.explore_map import MAPS, map_drawings
from components.explore_panels import heat_figure, parts_figure, trend_figure
from components.explore_table import PIECE, grid_rows
from components.explore_words import tell
from components.heading import marks
from components.refusal import refusal
from components.tags import tags
from components.theme import Language, Theme, language_of, preferred, theme_of
from components.words import level_title, say
from data.door import ANALYST, Viewer, read_edition, read_places, viewer_asked
from data.explore import choosing
from data.explore.desk import explorable, read_extract
from data.explore.filters import WORDS, Filters, parse
from data.explore.life import LIVES
from data.explore.panels import drawn_level, views
from data.explore.table import local, table_page
from data.fault import Fault
from data.ground import ground_of
from geo.places import Places

OF_PAGE = ("lang", "theme", "visitor")
GRAPHS = (*MAPS, "trend", "parts", "heat")
DOWNLOAD = "/api/v1/panels/{panel}.{kind}?{query}"


def layout(lang: str | None = None, theme: str | None = None, visitor: str | None = None, **_: Any) -> Component:
    """The frame of the page, which is filled as its address asks; plain words before the first board."""
    shade = theme_of(theme)
    try:
        board = read_edition(viewer_asked(visitor, ANALYST)).board
    except Fault:
        words = [html.P(say("waiting", language)) for language in ("zh", "en")]
        return html.Main(words, className="waiting", **tags(theme=shade))
    return frame(marks(board, language := language_of(lang, preferred(board.profile.language))), language, shade)


def asked_of(search: str | None) -> tuple[dict[str, str], Filters]:
    """What an address asks of the page, and its filters. Raises Fault."""
    pairs = parse_qsl((search or "").removeprefix("?"), keep_blank_values=True)
    own = {name: value for name, value in pairs if name in OF_PAGE}
    return own, parse(urlencode([pair for pair in pairs if pair[0] not in OF_PAGE]))


def told_in(search: str | None) -> Language:
    """The language of the page at an address, whatever else it asks."""
    return language_of(dict(parse_qsl((search or "").removeprefix("?"))).get("lang"), "zh")


def address(own: dict[str, str], filters: Filters) -> str:
    return f"?{urlencode([*own.items(), *filters.pairs])}"


@callback(
    Output("explore-url", "search"),
    Output("explore-fault", "children", allow_duplicate=True),
    *[Output(f"explore-{name}", "clickData") for name in GRAPHS],
    *[Output(f"explore-{name}", "selectedData") for name in MAPS],
    Input({"type": "explore-control", "name": ALL}, "value"),
    Input({"type": "explore-chip", "name": ALL}, "n_clicks"),
    *[Input(f"explore-{name}", "clickData") for name in GRAPHS],
    *[Input(f"explore-{name}", "selectedData") for name in MAPS],
    State("explore-url", "search"),
    prevent_initial_call=True,
)
async def ask(*values: Any) -> tuple[Any, ...]:
    """The address of what was clicked, chosen or drawn."""
    search: str | None = values[-1]
    rest = (None,) * (len(GRAPHS) + len(MAPS))
    try:
        own, before = asked_of(search)
    except Fault:
        own, before = {}, Filters()
    try:
        viewer, after = viewer_asked(own.get("visitor"), ANALYST), before
        for one in ctx.triggered:
            after = await asyncio.to_thread(taken, viewer, after, one["prop_id"], one["value"])
    except Fault as fault:
        return no_update, refusal(fault, told_in(search)), *rest
    return (no_update if after == before else address(own, after)), no_update, *rest


def taken(viewer: Viewer, filters: Filters, prop: str, value: Any) -> Filters:
    """The filters after one thing that was done. Raises Fault."""
    id, _, kind = prop.rpartition(".")
    if id.startswith("{"):
        told = json.loads(id)
        name = str(told["name"])
        if told["type"] == "explore-chip":
            return choosing.without(filters, name) if value else filters
        if name == "vs":
            found = read_extract(viewer, filters.indicator)
            return choosing.compared(filters, found, str(value)) if value else filters
        return choosing.chosen(filters, name, value)
    if not value:
        return filters
    if kind == "selectedData":
        return selected(filters, value)
    level = drawn_level(filters, sizes_of(read_places(viewer)))
    return clicked(filters, id.removeprefix("explore-"), level, value["points"][0])


def sizes_of(places: Places) -> dict[str, int]:
    return {level.id: len(level.frame) for level in places.levels}


def names_of(places: Places) -> dict[str, dict[str, str]]:
    return {
        level.id: {str(id): str(name) for id, name in zip(level.frame["id"], level.frame["name"], strict=True)}
        for level in places.levels
    }


@callback(
    Output("explore-fault", "children"),
    Output("explore-shown", "data"),
    *[Output(f"explore-{name}", "figure") for name in MAPS],
    Input("explore-url", "search"),
    State("explore-shown", "data"),
    State("explore-url", "pathname"),
)
async def fill(search: str | None, shown: dict[str, str] | None, pathname: str | None) -> tuple[Any, ...]:
    """Every panel of the view that the address asks for."""
    if pathname != "/explore":
        return (no_update,) * 4
    try:
        own, filters = asked_of(search)
        viewer = viewer_asked(own.get("visitor"), ANALYST)
        board = read_edition(viewer).board
        language = language_of(own.get("lang"), preferred(board.profile.language))
        drawn, maps = await asyncio.to_thread(drawings, viewer, filters, language, theme_of(own.get("theme")), shown)
    except Fault as fault:
        return refusal(fault, told_in(search)), *(no_update,) * 3
    for id, props in drawn:
        set_props(id, props)
    # The maps are answers, not asides: Dash drops an answer that is out of date, and what is new of a map fits only
    # the one that `shown` tells of.
    keys = (shown or {}) | {"bar": f"{filters.indicator} {language}"} | {name: key for name, (key, _) in maps.items()}
    return "", keys, *(maps[name][1] if name in maps else no_update for name in MAPS)


Props = list[tuple[Any, dict[str, Any]]]


def drawings(
    viewer: Viewer, filters: Filters, language: Language, theme: Theme, shown: dict[str, str] | None
) -> tuple[Props, dict[str, tuple[str, Any]]]:
    """By component, what it shows now; by map, the ground that it is drawn on and its figure, or what is new of it.

    `shown` is what the browser has: the controls are made anew only for another indicator. Raises Fault.
    """
    board, places, had = read_edition(viewer).board, read_places(viewer), shown or {}
    found = read_extract(viewer, filters.indicator)
    other = None if filters.vs is None else read_extract(viewer, filters.vs.indicator)
    seen = views(found, filters, other)
    level, names = drawn_level(filters, sizes_of(places)), names_of(places)
    counts = [one.places[level] for one in seen.both]
    title = level_title(board.profile, level)[language]
    outside = f" · {tell('unplaced', language, n=counts[0][None].rows)}" if None in counts[0] else ""
    total = " / ".join(f"{one.total.rows:,}" for one in seen.both)
    judged = f" · {tell('counted_n', language, n=f'{seen.first.total.counted:,}')}"
    result: Props = [
        ("explore-map-vs-box", {"hidden": seen.vs is None}),
        ("explore-trend", {"figure": trend_figure(seen, language, theme)}),
        ("explore-parts", {"figure": parts_figure(seen, language, theme)}),
        ("explore-heat", {"figure": heat_figure(seen, language, theme)}),
        ("explore-title-map", {"children": tell("map", language, level=title) + outside}),
        ("explore-title-trend", {"children": tell("trend", language)}),
        ("explore-title-parts", {"children": tell("parts", language, by=tell(filters.by, language))}),
        ("explore-title-heat", {"children": tell("heat", language)}),
        ("explore-total", {"children": tell("rows", language, n=total) + judged}),
        ("explore-data-at", {"children": tell("data_at", language, time=local(found.as_of, found.zone))}),
        ("explore-chips", {"children": chips(filters, names, language)}),
        *[
            (file_id(name, kind), {"href": DOWNLOAD.format(panel=PANEL_OF[name], kind=kind, query=filters.query)})
            for name, kinds in DATA.items()
            for kind in kinds
        ],
    ]
    maps = map_drawings(ground_of(places, level), level, names[level], seen, theme, had)
    if had.get("bar") != f"{filters.indicator} {language}":
        offered = [(one.id, f"{one.title[language]} · {one.code}") for one in explorable(board)]
        return [*result, ("explore-bar", {"children": bar(filters, found, offered, names, language)})], maps
    there = [name for name in values_of(filters) if name not in WORDS or found.words[name]]
    return result + [(control_id(name), {"value": values_of(filters)[name]}) for name in there], maps


@callback(
    Output("explore-grid", "getRowsResponse"),
    Input("explore-grid", "getRowsRequest"),
    State("explore-url", "search"),
    prevent_initial_call=True,
)
async def piece(request: dict[str, Any] | None, search: str | None) -> Any:
    """The rows that the grid asks for."""
    if not request:
        return no_update
    try:
        own, filters = asked_of(search)
        return await asyncio.to_thread(rows_of, own, filters, request)
    except Fault as fault:
        set_props("explore-fault", {"children": refusal(fault, told_in(search))})
        return {"rowData": [], "rowCount": 0}


def rows_of(own: dict[str, str], filters: Filters, request: dict[str, Any]) -> dict[str, Any]:
    viewer = viewer_asked(own.get("visitor"), ANALYST)
    board, found = read_edition(viewer).board, read_extract(viewer, filters.indicator)
    order, columns = request.get("sortModel") or (), request.get("filterModel") or {}
    page = table_page(found, filters, int(request.get("startRow") or 0), PIECE, order, columns)
    asked = {
        "lang": language_of(own.get("lang"), preferred(board.profile.language)),
        "theme": theme_of(own.get("theme")),
    }
    table = found.table if found.table in LIVES else None
    rows = grid_rows(page, found.zone, table, names_of(read_places(viewer)), asked)
    return {"rowData": rows, "rowCount": page.total}


# The grid forgets the pieces that it has whenever the rows are others.
clientside_callback(ClientsideFunction("explore", "refresh"), Input("explore-url", "search"), prevent_initial_call=True)

register_page(__name__, path="/explore", title="研判 Explore", layout=layout)
