"""/place/<level>/<id>: the portrait of a village or a grid 一格一画像: all of its numbers against the town's."""

from functools import partial
from urllib.parse import unquote

import numpy as np
from dash import html, register_page
from dash.development.base_component import Component

from components.asked import Asked, place_name
from components.choice import Choice, arranged
from components.heading import marks
from components.navigation import navigation
from components.panel import panel
from components.places_map import places_map
from components.portrait import alike_list, key_figures, module
from components.reason_words import TEXTS, tell
from components.tags import tags
from components.theme import Language, Theme, language_of, preferred, theme_of
from components.words import level_title, say
from data.board import Board
from data.door import ANALYST, read_edition, read_places, viewer_asked
from data.fault import Fault
from data.ground import ground_of
from data.portrait import alike, is_place, standings
from geo.places import Places

KEYS = (
    *("case_open", "case_overdue", "case_on_time_rate", "case_satisfaction_rate", "patrol_on_line"),
    *("patrol_grid_coverage", "camera_count", "camera_online_rate", "service_resources", "residents"),
)
HERE, ELSEWHERE = 5, 1  # classes of the map's colours


def layout(
    level: str = "",
    id: str = "",
    lang: str | None = None,
    theme: str | None = None,
    visitor: str | None = None,
    **_: str,
) -> Component:
    """The portrait of a place of the present board; a plain word where there is none."""
    viewer, shade = viewer_asked(visitor, ANALYST), theme_of(theme)
    try:
        board, places = read_edition(viewer).board, read_places(viewer)
    except Fault:
        return plain(say("waiting", language_of(lang, "zh")), language_of(lang, "zh"), shade, "waiting")
    language = language_of(lang, preferred(board.profile.language))
    found = next((one for one in (id, unquote(id)) if is_place(board, unquote(level), one)), None)
    if found is None:
        return plain(tell("no_place", language), language, shade, "unknown")
    asked = Asked(language, shade, unquote(level), found, visitor=visitor in ("1", "true"))
    return page(board, places, asked)


def plain(words: str, language: Language, theme: Theme, kind: str) -> html.Main:
    told = [html.P(words), html.P(html.A(say("wall", language), href=f"/wall?lang={language}"))]
    return html.Main(told, className=f"page plain {kind}", lang=language, **tags(theme=theme))


def page(board: Board, places: Places, asked: Asked) -> html.Div:
    language, level, place = asked.language, asked.level, asked.place
    arrangement = arranged(board, Choice(visitor=asked.visitor))
    blocks = (*arrangement.left, *arrangement.right)
    name = place_name(board, level, place)
    keys = [one for one in KEYS if one in board.catalogue and one in {*board.offered, *arrangement.indicators}]
    modules = [
        (block.title, rows)
        for block in blocks
        if (rows := standings(board, [one for one in block.indicators if one not in board.withheld], level, place))
    ]
    head_rows = standings(board, [one for one in arrangement.headline if one not in board.withheld], level, place)
    ids, near = alike(board, level, place)
    head = html.Header(
        [
            html.H1(name),
            html.Span(level_title(board.profile, level)[language], className="quiet"),
            *above(board, places, asked),
            *marks(board, language),
        ]
    )
    here = where(board, places, asked)
    shown = [
        key_figures(standings(board, keys, level, place), asked),
        panel(tell("where", language), "", here, "town-map") if here else None,
        module(TEXTS["headline"], head_rows, asked) if head_rows else None,
        alike_list(board, level, ids, near, asked),
        *inside(board, places, asked),
        *[module(title, rows, asked) for title, rows in modules],
    ]
    return html.Div(
        [
            navigation(asked.portrait(level, place).partition("?")[0], language, asked.theme, visitor=asked.visitor),
            head,
            html.Main([one for one in shown if one is not None]),
        ],
        className="page portrait",
        lang="en" if language == "en" else "zh-CN",
        **tags(theme=asked.theme, title=name, place=place),
    )


def where(board: Board, places: Places, asked: Asked) -> Component | None:
    """The place among those of its level."""
    ids = board.level(asked.level).level.places
    colours = [HERE if one == asked.place else ELSEWHERE for one in ids]
    return places_map(
        ground_of(places, asked.level), colours, tell("where", asked.language), partial(asked.portrait, asked.level)
    )


def above(board: Board, places: Places, asked: Asked) -> list[Component]:
    """A link to the place that this one lies in."""
    found = places.level(asked.level)
    if found.within is None or found.within not in board.measured:
        return []
    parent = dict(zip(found.frame["id"].astype(str), found.frame["parent"], strict=True)).get(asked.place)
    if parent is None:
        return []
    return [html.A(place_name(board, found.within, str(parent)), href=asked.portrait(found.within, str(parent)))]


def inside(board: Board, places: Places, asked: Asked) -> list[html.Section]:
    """Links to the places of the next finer level that lie in this one."""
    finer = next((one for one in places.levels if one.within == asked.level and one.id in board.measured), None)
    if finer is None:
        return []
    parents = places.parents(finer.id, asked.level)
    own = list(places.level(asked.level).frame["id"].astype(str)).index(asked.place)
    ids = finer.frame["id"].astype(str).to_numpy()[np.flatnonzero(parents == own)]
    links = [html.Li(html.A(place_name(board, finer.id, one), href=asked.portrait(finer.id, one))) for one in ids]
    title = tell("inside", asked.language, level=level_title(board.profile, finer.id)[asked.language])
    return [panel(title, str(len(links)), html.Ul(links, className="inside-list"), "inside")] if links else []


register_page(__name__, path_template="/place/<level>/<id>", title="画像 Portrait", layout=layout)
