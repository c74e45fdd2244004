"""/indicator/<id>: a number and its reasons, at the town or at `?level=&place=`; `?rows=` opens the rows behind it.

All of its state is in its address, and all of its ways are plain links.
"""

import asyncio
from typing import Any
from zoneinfo import ZoneInfo

from dash import Input, Output, callback, dcc, html, no_update, register_page
from dash.development.base_component import Component

from components.asked import TOWN, Asked, asked_of, place_name
from components.behind import behind
from components.changes import changes, from_to
from components.contributors import contributors, scored
from components.facts import facts
from components.figure import MISSING, counted, figure_of, in_full, interval
from components.heading import marks
from components.left_out import left_out
from components.navigation import navigation
from components.painting import at_places
from components.panel import panel
from components.periods import period_labels
from components.reason_words import tell
from components.refusal import refusal
from components.standing import standings
from components.tags import tags
from components.theme import Language, Theme, language_of, preferred, theme_of
from components.trend import trend
from components.trend_key import trend_key
from components.value_map import value_map
from components.words import level_title, say
from data.board import Board, Reading
from data.catalogue import Indicator
from data.door import ANALYST, read_edition, read_places, viewer_asked
from data.explore.breakdown import by_place, refused
from data.explore.last_year import read_last_year
from data.explore.reasons import Reasons, read_reasons, read_rows
from data.fault import Fault
from data.ground import ground_of
from data.index import contributors as contributors_of
from geo.places import Places


def layout(
    id: str = "", lang: str | None = None, theme: str | None = None, visitor: str | None = None, **told: str
) -> Component:
    """The page of one indicator, or a plain word where there is no such indicator or place, or no board yet."""
    viewer, shade = viewer_asked(visitor, ANALYST), theme_of(theme)
    try:
        board, places = read_edition(viewer).board, read_places(viewer)
    except Fault:
        return plain(say("waiting", language_of(lang, "zh")), language_of(lang, "zh"), shade, "waiting")
    language = language_of(lang, preferred(board.profile.language))
    if id not in board.catalogue:
        return plain(say("unknown", language), language, shade, "unknown")
    if id in board.withheld:
        return plain(say("withheld", language), language, shade, "withheld")
    asked = asked_of(board, {**told, "visitor": visitor}, language, shade)
    if asked is None:
        return plain(tell("no_place", language), language, shade, "unknown")
    return page(board, places, board.catalogue[id], asked)


def plain(words: str, language: Language, theme: Theme, kind: str) -> html.Main:
    told = [html.P(words), html.P(html.A(say("wall", language), href=f"/wall?lang={language}"))]
    return html.Main(told, className=f"page plain {kind}", lang=language, **tags(theme=theme))


def page(board: Board, places: Places, indicator: Indicator, asked: Asked) -> html.Div:
    language = asked.language
    reading = read_at(board, indicator.id, asked)
    levels = [level for level in board.measured if level != TOWN]
    drawn = [level for level in levels if level != "micro_grid"][-1:]
    rows = panel(tell("rows_behind", language), "", html.Div(id="indicator-rows"), "rows-behind")
    shown = [
        *about(board, indicator, reading, asked),
        *[town_map(board, places, indicator, level, asked) for level in drawn],
        *worst_parts(board, indicator, asked),
        *[standings(board, indicator, level, asked) for level in levels],
        panel(tell("left_out", language), "", html.Div(id="indicator-left"), "left-panel"),
        panel(tell("changes", language), "", html.Div(made(board, indicator, asked)), "changes-panel"),
    ]
    return html.Div(
        [
            dcc.Store(id="indicator-asked", data={"id": indicator.id} | asked.data),
            navigation(f"/indicator/{indicator.id}", language, asked.theme, kept(asked), asked.visitor),
            head(board, indicator, reading, asked),
            html.Main([rows, *shown] if asked.which else [*shown, rows]),
        ],
        className="page reasons",
        lang="en" if language == "en" else "zh-CN",
        **tags(theme=asked.theme, indicator=indicator.id, title=indicator.title[language]),
    )


def kept(asked: Asked) -> str:
    """The query without language, theme and visitor."""
    names = ("lang=", "theme=", "visitor=")
    return "&".join(part for part in asked.query.split("&") if not part.startswith(names))


def read_at(board: Board, indicator_id: str, asked: Asked) -> Reading:
    return board.reading(indicator_id, asked.level, asked.place or None)


def head(board: Board, indicator: Indicator, reading: Reading, asked: Asked) -> html.Header:
    language = asked.language
    figure, quiet = figure_of(reading, language), reading.state == "normal" or reading.masked
    here = []
    if asked.place:
        level = level_title(board.profile, asked.level)[language]
        name = f"{level} {place_name(board, asked.level, asked.place)}"
        here = [
            html.A(name, href=asked.portrait(asked.level, asked.place), className="at-place"),
            html.A(f"× {tell('whole_town', language)}", href=asked.at(TOWN, "").indicator(indicator.id)),
        ]
    return html.Header(
        [
            html.H1(indicator.title[language]),
            *here,
            html.Span(
                [html.B(figure.text, className="value"), f"{figure.unit} {figure.note}".strip()],
                className=f"figure is-{reading.state}",
                title=in_full(reading, language),
            ),
            html.Span("" if quiet else say(reading.state, language), className="state"),
            html.A(tell("open_rows", language), href=asked.rows("all").indicator(indicator.id), className="to-rows"),
            *marks(board, language),
        ]
    )


def about(board: Board, indicator: Indicator, reading: Reading, asked: Asked) -> list[html.Section]:
    """The trend with its limits, and what the number means."""
    language, zone = asked.language, ZoneInfo(board.profile.zone)
    labels = period_labels(indicator.period, board.as_of, zone, language)
    data_at = f"{reading.data_at.astimezone(zone):%Y-%m-%d %H:%M:%S}" if reading.data_at else MISSING
    sure = f" · {say('interval', language)} {interval(reading)}" if reading.interval is not None else ""
    note = f"{indicator.unit[language]}{counted(reading)}{sure}"
    held = read_at(board, indicator.counter, asked) if indicator.counter else None
    followed = html.Div([trend(reading, labels, language), trend_key(reading, language)], id="indicator-trend")
    told = facts(reading, board.catalogue, data_at, language, asked.theme, held)
    return [
        panel(say("history_12", language), note, followed, "trend"),
        panel(indicator.title[language], indicator.code, told, "about"),
    ]


def made(board: Board, indicator: Indicator, asked: Asked) -> list[Component]:
    """What made the change: by place at once, by the words of the rows as soon as they are read."""
    language = asked.language
    town = board.level(TOWN).level.places[0]
    why = refused(board, indicator, asked.level, asked.place or town)
    words = html.Div(id="indicator-words", className="by-words")
    if why is not None:
        return [html.P(tell(f"why_{why}", language), className="quiet"), words]
    parts = [by_place(board, indicator, level) for level in board.measured if level != TOWN and not asked.place]
    told = []
    for one in parts:
        hrefs = {place: asked.at(one.by, place).indicator(indicator.id) for place in board.level(one.by).level.places}
        told.append(changes(one, board, indicator, language, hrefs))
    said = [html.P(from_to(parts[0], indicator, language))] if parts else []
    return [*said, html.Div([*told, words], className="change-parts")]


def worst_parts(board: Board, indicator: Indicator, asked: Asked) -> list[html.Section]:
    """What takes most from the index; nothing for any other indicator."""
    if indicator.derived is None or indicator.derived.fold != "index":
        return []
    parts = contributors_of(board, asked.level, asked.place or None)
    shown = contributors(parts, asked.language, asked.theme)
    return [panel(say("contributors", asked.language), scored(parts, asked.language), shown, "places")]


def town_map(board: Board, places: Places, indicator: Indicator, level: str, asked: Asked) -> html.Section:
    def href(place: str) -> str:
        return asked.at(level, place).indicator(indicator.id)

    return value_map(ground_of(places, level), indicator, at_places(board, indicator.id, level), href, asked.language)


def found(asked: dict[str, Any]) -> tuple[Board, Indicator, Asked]:
    """What a page of the browser speaks of. Raises Fault."""
    board = read_edition(viewer_asked(asked.get("visitor"), ANALYST)).board
    id = str(asked.get("id"))
    language, theme = language_of(asked.get("lang"), "zh"), theme_of(asked.get("theme"))
    state = asked_of(board, asked, language, theme)
    if id not in board.catalogue or state is None:
        raise Fault(say("unknown", language))
    return board, board.catalogue[id], state


@callback(Output("indicator-words", "children"), Output("indicator-left", "children"), Input("indicator-asked", "data"))
async def fill_reasons(asked: dict[str, Any]) -> tuple[Any, Any]:
    """What the words of the rows add to the change, and what was left out."""
    try:
        board, indicator, state = found(asked)
        viewer = viewer_asked(asked.get("visitor"), ANALYST)
        reasons = await asyncio.to_thread(read_reasons, viewer, board, indicator, state.level, state.place)
    except Fault as fault:
        return "", html.P(refusal(fault, language_of(asked.get("lang"), "zh")), className="quiet")
    return told_by_words(reasons, board, indicator, state), left_out(
        board, reasons.aside, reasons.nowhere, reasons.lost, state.language
    )


def told_by_words(reasons: Reasons, board: Board, indicator: Indicator, asked: Asked) -> list[Component]:
    return [changes(one, board, indicator, asked.language) for one in reasons.changes]


@callback(Output("indicator-trend", "children"), Input("indicator-asked", "data"))
async def fill_trend(asked: dict[str, Any]) -> Any:
    """The trend with the line of the year before, which is counted only for who looks at it."""
    viewer = viewer_asked(asked.get("visitor"), ANALYST)
    try:
        board, indicator, state = found(asked)
        earlier = await asyncio.to_thread(read_last_year, viewer, board, indicator, state.level, state.place)
    except Fault:
        return no_update
    reading, language = read_at(board, indicator.id, state), state.language
    labels = period_labels(indicator.period, board.as_of, ZoneInfo(board.profile.zone), language)
    return [trend(reading, labels, language, earlier), trend_key(reading, language)]


@callback(Output("indicator-rows", "children"), Input("indicator-asked", "data"))
async def fill_rows(asked: dict[str, Any]) -> Any:
    """A page of the rows."""
    try:
        board, indicator, state = found(asked)
        if "person_sensitive" in indicator.flags or indicator.derived is not None:
            return html.P(tell("why_derived" if indicator.derived else "why_masked", state.language), className="quiet")
        viewer, which = viewer_asked(asked.get("visitor"), ANALYST), state.which or "all"
        place = (state.level, state.place)
        rows = await asyncio.to_thread(read_rows, viewer, board, indicator, *place, which, state.page)
    except Fault as fault:
        return html.P(refusal(fault, language_of(asked.get("lang"), "zh")), className="quiet")
    return behind(rows, board, indicator, state)


register_page(__name__, path_template="/indicator/<id>", title="指标 Indicator", layout=layout)
