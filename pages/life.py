"""/life?of=TABLE&id=KEY: one row from report to archive, with times, durations and what was due when."""

import asyncio
from typing import Any
from urllib.parse import urlencode

from dash import Input, Output, callback, dcc, html, register_page
from dash.development.base_component import Component

from components.heading import marks
from components.life import life
from components.navigation import navigation
from components.reason_words import tell
from components.refusal import refusal
from components.tags import tags
from components.theme import Language, Theme, language_of, preferred, theme_of
from components.words import say
from data.board import Board
from data.door import ANALYST, read_edition, viewer_asked
from data.explore.reasons import read_one_life
from data.fault import Fault

LONGEST = 200  # characters of a key


def layout(
    of: object = None,
    id: object = None,
    lang: str | None = None,
    theme: str | None = None,
    visitor: str | None = None,
    **_: str,
) -> Component:
    """The frame, which is filled from the store."""
    shade = theme_of(theme)
    try:
        board = read_edition(viewer_asked(visitor, ANALYST)).board
    except Fault:
        words = [html.P(say("waiting", language)) for language in ("zh", "en")]
        return html.Main(words, className="waiting", **tags(theme=shade))
    language = language_of(lang, preferred(board.profile.language))
    table, key = (str(one)[:LONGEST] if isinstance(one, str | int) else "" for one in (of, id))
    return page(board, table, key, visitor, language, shade)


def page(board: Board, table: str, key: str, visitor: str | None, language: Language, theme: Theme) -> html.Div:
    head = html.Header([html.H1(tell("case", language)), html.Code(key), *marks(board, language)])
    asked = {"of": table, "id": key, "lang": language, "theme": theme, "visitor": visitor}
    return html.Div(
        [
            dcc.Store(id="life-asked", data=asked),
            navigation("/life", language, theme, urlencode({"of": table, "id": key})),
            head,
            html.Div(id="life-told", className="life-told"),
        ],
        className="page life",
        lang="en" if language == "en" else "zh-CN",
        **tags(theme=theme, title=tell("case", language)),
    )


@callback(Output("life-told", "children"), Input("life-asked", "data"))
async def fill_life(asked: dict[str, Any]) -> Any:
    """The life of the row, or a plain word."""
    language, viewer = language_of(asked.get("lang"), "zh"), viewer_asked(asked.get("visitor"), ANALYST)
    try:
        board = read_edition(viewer).board
        table, key = (str(asked.get(one) or "")[:LONGEST] for one in ("of", "id"))
        found = await asyncio.to_thread(read_one_life, viewer, board, table, key)
    except Fault as fault:
        return html.P(refusal(fault, language), className="quiet")
    return html.P(tell("no_row", language), className="quiet") if found is None else life(found, board, language)


register_page(__name__, path="/life", title="经过 Life", layout=layout)
