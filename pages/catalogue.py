"""/catalogue: every indicator of the place, what it means, and what it is today; searched as one types."""

from urllib.parse import urlencode

from dash import ClientsideFunction, Input, Output, clientside_callback, html, register_page
from dash.development.base_component import Component

from components.catalogue import catalogue, search_box
from components.heading import marks
from components.navigation import navigation
from components.tags import tags
from components.theme import Language, Theme, language_of, preferred, theme_of
from components.words import say
from data.board import Board
from data.door import ANALYST, read_edition, viewer_asked
from data.fault import Fault


def layout(
    lang: str | None = None, theme: str | None = None, q: object = "", visitor: str | None = None, **_: str
) -> Component:
    """The catalogue of the present board, searched for `q`; a plain word before the first board."""
    viewer = viewer_asked(visitor, ANALYST)
    try:
        board = read_edition(viewer).board
    except Fault:
        words = [html.P(say("waiting", language)) for language in ("zh", "en")]
        return html.Main(words, className="waiting", **tags(theme=theme_of(theme)))
    language = language_of(lang, preferred(board.profile.language))
    return page(board, q if isinstance(q, str) else "", language, theme_of(theme), viewer is not ANALYST)


def page(board: Board, query: str, language: Language, theme: Theme, visitor: bool) -> html.Div:
    readings = list(board.readings())
    answered = say("answered", language, n=len(board.offered), all=len(readings))
    head = html.Header(
        [
            html.H1(say("catalogue", language)),
            html.Span(answered, className="quiet"),
            *marks(board, language),
        ]
    )
    return html.Div(
        [
            navigation("/catalogue", language, theme, urlencode({"q": query}) if query else "", visitor),
            head,
            search_box(query, language),
            catalogue(readings, board.offered, board.catalogue, language, theme),
        ],
        className="page catalogue",
        lang="en" if language == "en" else "zh-CN",
        **tags(theme=theme, title=say("catalogue", language)),
    )


# The script hides what does not match and tells how many do.
clientside_callback(
    ClientsideFunction("catalogue", "search"), Output("catalogue-count", "children"), Input("catalogue-search", "value")
)

register_page(__name__, path="/catalogue", title="指标目录 Catalogue", layout=layout)
