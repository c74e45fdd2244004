"""/wall: everything that a town counts, on one screen, live."""

from collections import OrderedDict
from collections.abc import Hashable
from datetime import UTC, datetime
from typing import Any

from dash import (
    ClientsideFunction,
    Input,
    Output,
    callback,
    clientside_callback,
    ctx,
    dcc,
    html,
    no_update,
    register_page,
    set_props,
)
from dash.development.base_component import Component
from dash.exceptions import WebsocketDisconnected

from components.arrangement import Arrangement, arrange
from components.choropleth import choropleth
from components.heading import heading
from components.painting import Painting, changes, paint
from components.panel import card_column, panel, slot
from components.tags import tags
from components.theme import Language, Theme, language_of, theme_of
from components.words import PERIODS, level_title, say
from data.board import Board
from data.door import WALL, follow_editions, read_edition, read_places
from data.fault import Fault
from data.ground import ground_of
from data.hub import Edition
from geo.places import Places

KEPT = 24
PROOF_EVERY = 30
PAINTINGS: OrderedDict[Hashable, Painting] = OrderedDict()


def layout(lang: str | None = None, theme: str | None = None, **_: str) -> Component:
    """The wall at the present edition; a stream of changes takes over from there."""
    try:
        edition = read_edition(WALL)
        places = read_places(WALL)
    except Fault:
        words = [html.P(say("waiting", language)) for language in ("zh", "en")]
        return html.Main(words, className="waiting", **tags(theme=theme_of(theme)))
    board = edition.board
    return wall(edition, places, language_of(lang, board.profile.language), theme_of(theme))


def wall(edition: Edition, places: Places, language: Language, theme: Theme) -> html.Div:
    board = edition.board
    arrangement = arranged(board)
    slots = painted(edition, language).slots
    view = {"language": language, "number": edition.number, "started_at": edition.started_at.isoformat(), "round": 0}
    return html.Div(
        [
            dcc.Store(id="wall-view", data=view),
            dcc.Store(id="wall-tick", data=tick_of(edition)),
            dcc.Store(id="wall-stream"),
            dcc.Store(id="wall-heard"),
            heading(board, slots["alarms"], language, theme),
            html.Main(
                [
                    card_column(arrangement.left, arrangement.columns, slots, language),
                    html.Div(
                        [
                            html.Div(
                                [slot(f"card-{one}", slots) for one in arrangement.headline], className="headline"
                            ),
                            *middle(edition, places, language, theme),
                        ],
                        className="centre",
                    ),
                    card_column(arrangement.right, arrangement.columns, slots, language),
                ],
                style={"--side": f"{arrangement.width}rem"},
            ),
            html.Footer([*[slot(f"feed-{one.id}", slots) for one in board.feeds], slot("data-time", slots)]),
        ],
        className="wall",
        lang="en" if language == "en" else "zh-CN",
        **tags(theme=theme),
    )


def middle(edition: Edition, places: Places, language: Language, theme: Theme) -> list[Component]:
    """The map, and the trend and the ranking below it; without polygons the trend alone."""
    board, painting = edition.board, painted(edition, language)
    shown = board.catalogue[arranged(board).trend]
    counted = f"{PERIODS[shown.period][language]} · {shown.unit[language]}"
    below = [panel(shown.title[language], counted, slot("trend", painting.slots), "trend")]
    level = map_level(board)
    if level is None:
        return [html.P(say("no_polygons", language), className="panel"), html.Div(below, className="below")]
    mapped = board.catalogue[arranged(board).map]
    title = say("by_place", language, level=level_title(board.profile, level)[language], title=mapped.title[language])
    below.append(panel(title, mapped.unit[language], slot("ranking", painting.slots), "rank"))
    return [town_map(places, level, painting, theme), html.Div(below, className="below")]


def town_map(places: Places, level: str, painting: Painting, theme: Theme) -> html.Div:
    drawn_on = ground_of(places, level)
    drawn = choropleth(drawn_on, painting.colours, theme, "map")
    return html.Div([drawn, slot("legend", painting.slots)], className=f"panel town-map free-{drawn_on.free_corner}")


def arranged(board: Board) -> Arrangement:
    return arrange(board.profile, board.catalogue, board.offered)


def map_level(board: Board) -> str | None:
    """The finest level that is legible on a wall: micro-grids are too small."""
    levels = [level for level in board.measured if level not in ("town", "micro_grid")]
    return levels[-1] if levels else None


def painted(edition: Edition, language: Language) -> Painting:
    """The painting of an edition, made once for all displays."""
    key = (edition.started_at, edition.number, language)
    if key not in PAINTINGS:
        board = edition.board
        PAINTINGS[key] = paint(board, arranged(board), map_level(board), language)
        while len(PAINTINGS) > KEPT:
            PAINTINGS.popitem(last=False)
    return PAINTINGS[key]


def tick_of(edition: Edition) -> dict[str, Any]:
    return {
        "number": edition.number,
        "started_at": edition.started_at.isoformat(),
        "as_of": edition.board.as_of.isoformat(),
        "sent_at": datetime.now(UTC).isoformat(),
    }


# Dash starts a callback of a page only for its outputs, so that both have one, which is never used.
@callback(Output("wall-stream", "data"), Input("wall-view", "data"), websocket=True, persistent=True)
async def stream(view: dict[str, Any]) -> Any:
    """Pushes to one display what changed since the edition that it shows, until it is gone.

    Without a WebSocket (a browser that lacks shared workers) it answers once; the display asks again.
    """
    socket = ctx.websocket
    async for edition in follow_editions(WALL):
        language = language_of(view.get("language"), edition.board.profile.language)
        after = painted(edition, language)
        shown = PAINTINGS.get((edition.started_at, view.get("number"), language))
        slots, tick = changes(shown, after)
        for id, component in slots.items():
            set_props(id, {"children": component})
        set_props("wall-tick", {"data": tick_of(edition) | tick})
        view = view | {"number": edition.number}
        if socket is None or (edition.number % PROOF_EVERY == 0 and not await watched(socket, view)):
            break
    return no_update


async def watched(socket: Any, view: dict[str, Any]) -> bool:
    """Whether the display still shows this very stream: a page that was left does not answer."""
    try:
        answer = await socket.get_prop("wall-view", "data", timeout=20)
    except (TimeoutError, WebsocketDisconnected):
        return False
    return isinstance(answer, dict) and answer.get("round") == view.get("round")


# The script applies a tick: it marks what moved, recolours the map and keeps watch.
clientside_callback(ClientsideFunction("wall", "tick"), Output("wall-heard", "data"), Input("wall-tick", "data"))

register_page(__name__, path="/wall", title="一屏 Yiping", layout=layout)
register_page("pages.home", path="/", title="一屏 Yiping", layout=layout)
