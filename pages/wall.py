"""/wall: everything that a town counts, on one screen, live."""

import json
from collections import OrderedDict
from collections.abc import Hashable, Mapping
from datetime import UTC, datetime
from functools import lru_cache, partial
from typing import Any
from uuid import uuid4

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

from components.asked import Asked
from components.choice import Choice, arranged, choice_in
from components.feeds import age_words
from components.fence import fenced
from components.heading import heading
from components.modes import Modes, mode_tags, modes_of, notices
from components.painting import Painting, news, paint
from components.panel import card_column, slot
from components.places_map import places_map
from components.scene_words import tell_scene
from components.tags import tags
from components.theme import Language, language_of, preferred, theme_of
from components.words import say, words_of
from data.board import Board
from data.door import VISITOR, WALL, Viewer, follow_editions, read_edition, read_places
from data.fault import Fault
from data.ground import ground_of
from data.hub import Edition
from geo.places import Places

KEPT = 24
PROOF_EVERY = 30
DWELL_SECONDS = 20  # of each of the map's indicators
CHARTS = ("trend", "hours", "categories", "events", "ranking")
PAINTINGS: OrderedDict[Hashable, Painting] = OrderedDict()


def layout(**asked: str) -> Component:
    """The wall at the present edition, as its address asks; a stream of changes takes over from there."""
    try:
        edition = read_edition(WALL)
        places = read_places(WALL)
    except Fault:
        words = [html.P(say("waiting", language)) for language in ("zh", "en")]
        return html.Main(words, className="waiting", **tags(theme=theme_of(asked.get("theme"))))
    modes = modes_of({"lang": preferred(edition.board.profile.language), **asked}, edition.board)
    return wall(read_edition(viewer_of(modes.choice)), places, modes)


def viewer_of(choice: Choice) -> Viewer:
    return VISITOR if choice.visitor else WALL


def wall(edition: Edition, places: Places, modes: Modes) -> html.Div:
    board, language, theme = edition.board, modes.language, modes.theme
    arrangement = arranged(board, modes.choice)
    painting = painted(edition, language, modes.choice)
    slots = painting.parts
    view = {"language": language} | modes.choice.view
    # Each time that the page is opened has a name of its own: its stream ends with it.
    shown = {"number": edition.number, "started_at": edition.started_at.isoformat(), "round": uuid4().hex}
    return html.Div(
        [
            dcc.Store(id="wall-view", data=view | shown),
            dcc.Store(id="wall-tick", data=tick_of(edition) | {"news": json.dumps({"points": painting.points})}),
            dcc.Store(id="wall-stream"),
            dcc.Store(id="wall-heard"),
            heading(board, slots["alarms"], language, theme),
            *notices(modes),
            html.Main(
                [
                    card_column(arrangement.left, arrangement.columns, slots, language),
                    centre(edition, places, modes, painting),
                    card_column(arrangement.right, arrangement.columns, slots, language),
                ],
                style={"--side": f"{arrangement.width}rem"},
            ),
            html.Footer(
                [
                    *[slot(f"feed-{one.id}", slots) for one in board.feeds],
                    html.Span(tell_scene("signs", language), className="signs"),
                    slot("data-time", slots),
                ]
            ),
        ],
        className="wall",
        lang="en" if language == "en" else "zh-CN",
        **tags(
            theme=theme,
            title=words_of(board.profile.title)[language],
            version=edition.version,
            view=json.dumps(view),
            ages=age_words(language),
        ),
        **mode_tags(modes),
    )


def centre(edition: Edition, places: Places, modes: Modes, painting: Painting) -> html.Div:
    """The cards above the map, the map, and the charts."""
    slots = painting.parts
    above = arranged(edition.board, modes.choice).headline
    return html.Div(
        [
            html.Div([slot(f"card-{one}", slots) for one in above], className="headline"),
            fenced(
                "the map",
                lambda: town_map(edition.board, places, painting, modes),
                lambda: html.Div(className="panel town-map"),
            ),
            html.Div([chart(one, slots) for one in CHARTS if one in slots], className="charts"),
        ],
        className="centre",
    )


def chart(id: str, slots: Mapping[str, Component]) -> html.Section:
    return html.Section(slot(id, slots), className=f"panel {id}")


def town_map(board: Board, places: Places, painting: Painting, modes: Modes) -> Component:
    """The map under its heading and over its key, or a word where the place has no polygons."""
    level = map_level(board)
    if level is None:
        return html.P(say("no_polygons", modes.language), className="panel town-map")
    href = partial(Asked(modes.language, modes.theme, visitor=modes.choice.visitor).portrait, level)
    drawn = places_map(ground_of(places, level), painting.colours, words_of(board.profile.title)[modes.language], href)
    key = html.Div([slot("legend", painting.parts), slot("map-key", painting.parts)], className="map-foot")
    return html.Section([slot("map-head", painting.parts), drawn, key], className="panel town-map")


def map_level(board: Board) -> str | None:
    """The finest level that is legible on a wall: micro-grids are too small."""
    levels = [level for level in board.measured if level not in ("town", "micro_grid")]
    return levels[-1] if levels else None


def painted(edition: Edition, language: Language, choice: Choice) -> Painting:
    """The painting of an edition, made once for all displays of the same choice; the map takes turns by the time of
    the edition, so that all displays show the same."""
    key = (edition.started_at.isoformat(), edition.number, language, choice)
    if key not in PAINTINGS:
        board, level = edition.board, map_level(edition.board)
        ground = None if level is None else ground_of(read_places(WALL), level)
        turn = int(edition.published_at.timestamp() / (choice.rotate_s or DWELL_SECONDS))
        PAINTINGS[key] = paint(board, arranged(board, choice), level, language, turn, ground)
        while len(PAINTINGS) > KEPT:
            PAINTINGS.popitem(last=False)
    return PAINTINGS[key]


@lru_cache(maxsize=KEPT)
def news_for(shown: Painting | None, after: Painting) -> str:
    """Written once for all displays that show the same."""
    return news(shown, after)


def tick_of(edition: Edition) -> dict[str, Any]:
    return {
        "number": edition.number,
        "started_at": edition.started_at.isoformat(),
        "version": edition.version,
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
    choice = choice_in(view, read_edition(WALL).board)
    async for edition in follow_editions(viewer_of(choice)):
        language = language_of(view.get("language"), edition.board.profile.language)
        after = painted(edition, language, choice)
        # Of another run of the server, nothing is known of what the display shows: it is sent everything.
        shown = PAINTINGS.get((view.get("started_at"), view.get("number"), language, choice))
        told = {"after": view["number"] if shown else None, "news": news_for(shown, after)}
        set_props("wall-tick", {"data": tick_of(edition) | told})
        view = view | {"number": edition.number, "started_at": edition.started_at.isoformat()}
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


# Scripts apply a tick, and keep watch.
clientside_callback(ClientsideFunction("wall", "tick"), Output("wall-heard", "data"), Input("wall-tick", "data"))

register_page(__name__, path="/wall", title="一屏 Yiping", layout=layout)
