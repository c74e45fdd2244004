"""/briefing: a briefing chosen, seen, made and downloaded; and a draft checked."""

import asyncio
import base64
import binascii
from typing import Any
from zoneinfo import ZoneInfo

from dash import Input, Output, State, callback, dcc, html, no_update, register_page
from dash.development.base_component import Component
from pydantic import ValidationError

from components.briefing_form import briefing_form, span_options, usual_span
from components.briefing_list import briefing_list
from components.briefing_words import say
from components.heading import marks
from components.lint_list import lint_list
from components.navigation import navigation
from components.tags import tags
from components.theme import Language, Theme, language_of, preferred, theme_of
from components.words import say as say_of_all
from data.board import Board
from data.briefing.formats import FORMATS
from data.briefing.lint.reading import MOST_BYTES
from data.briefing.lint.request import find_for
from data.briefing.making import MAKINGS
from data.briefing.order import Order
from data.briefing.press import PRESS
from data.briefing.span import FORMS, Kind
from data.briefing.web import filed, spans
from data.briefing.web_page import page as written_page
from data.door import ANALYST, Viewer, read_edition, viewer_asked
from data.fault import Fault

BEAT_MS = 700
MB = MOST_BYTES // 1_000_000
CHOSEN = ("kind", "span", "place", "language", "formats", "sections")


def layout(lang: str | None = None, theme: str | None = None, visitor: str | None = None, **_: str) -> Component:
    """The form, the draft's box and the list; plain words before the first board, and for visitors."""
    shade = theme_of(theme)
    viewer = viewer_asked(visitor, ANALYST)
    try:
        board = read_edition(viewer).board
    except Fault:
        words = [html.P(say_of_all("waiting", language)) for language in ("zh", "en")]
        return html.Main(words, className="waiting", **tags(theme=shade))
    language = language_of(lang, preferred(board.profile.language))
    if viewer.role == "visitor":
        return html.Main(html.P(say("visitors", language)), className="plain", **tags(theme=shade))
    return page(board, language, shade)


def page(board: Board, language: Language, theme: Theme) -> html.Div:
    head = html.Header(
        [
            html.H1(say("briefings", language)),
            *marks(board, language),
            navigation("/briefing", language, theme),
        ]
    )
    levels = [one.level for one in board.measured.values()]
    weeks = spans("week", board.as_of, ZoneInfo(board.profile.zone))
    return html.Div(
        [
            dcc.Store(id="briefing-view", data={"language": language}),
            dcc.Store(id="briefing-making"),
            dcc.Interval(id="briefing-beat", interval=BEAT_MS, disabled=True),
            head,
            html.Main(
                [
                    briefing_form(board.profile, levels, weeks, tuple(FORMATS), language),
                    html.Section(
                        [html.H2(say("preview", language)), html.Div(id="briefing-shown")],
                        className="panel briefing-preview",
                    ),
                    html.Section(
                        [html.H2(say("filed", language)), html.Div(id="briefing-filed", className="wide")],
                        className="panel briefing-filed",
                    ),
                    draft_box(language),
                ]
            ),
        ],
        className="page briefing-page",
        lang="en" if language == "en" else "zh-CN",
        **tags(theme=theme, title=say("briefings", language)),
    )


def draft_box(language: Language) -> html.Section:
    upload = dcc.Upload(
        html.Button(say("upload", language), type="button"),
        id="lint-file",
        accept=".docx,.pptx,.txt,.md",
        max_size=MOST_BYTES,
    )
    return html.Section(
        [
            html.H2(say("lint", language)),
            html.P(say("lint_about", language, mb=MB), className="quiet"),
            upload,
            dcc.Loading(html.Div(id="lint-found", role="status"), type="dot", delay_show=400),
        ],
        className="panel briefing-lint",
    )


def order_of(kind: Any, span: Any, place: Any, language: Any, formats: Any, sections: Any) -> Order:
    """What the form says; nothing of it is trusted. Raises ValidationError."""
    given = {"kind": kind, "span": span, "place": place or None, "language": language}
    return Order.model_validate({**given, "formats": formats or None, "sections": sections or None})


@callback(
    Output("briefing-span", "options"),
    Output("briefing-span", "value"),
    Input("briefing-kind", "value"),
    State("briefing-view", "data"),
    prevent_initial_call=True,
)
def offer_spans(kind: str, view: dict[str, Any]) -> tuple[Any, str]:
    """The last twelve of a kind."""
    board = read_edition(ANALYST).board
    known: Kind = next((one for one in FORMS if one == kind), "week")
    found = spans(known, board.as_of, ZoneInfo(board.profile.zone))
    return span_options(found, language_of(view.get("language"), "zh")), usual_span(found)


FORM = [State(f"briefing-{name}", "value") for name in CHOSEN]


@callback(
    Output("briefing-shown", "children"), Input("briefing-preview", "n_clicks"), State("briefing-view", "data"), *FORM
)
async def preview(_: int | None, view: dict[str, Any], *chosen: Any) -> Component:
    """The briefing as one page that may run nothing and reach nothing."""
    language = language_of(view.get("language"), "zh")
    try:
        order = order_of(*chosen)
        if order.place == "all-villages":
            order = order.model_copy(update={"place": None})
        briefing = await PRESS.preview(ANALYST, order)
    except (Fault, ValidationError) as fault:
        return html.P(said(fault), className="why", lang="en")
    source = await asyncio.to_thread(written_page, briefing)
    return html.Iframe(srcDoc=source, sandbox="", title=say("preview", language))


@callback(
    Output("briefing-making", "data"),
    Output("briefing-beat", "disabled"),
    Output("briefing-said", "children"),
    Input("briefing-make", "n_clicks"),
    State("briefing-view", "data"),
    *FORM,
    prevent_initial_call=True,
    running=[(Output("briefing-make", "disabled"), True, False)],
)
async def make(_: int, view: dict[str, Any], *chosen: Any) -> tuple[Any, bool, Any]:
    """Orders what the form says; how far it is, is asked for from then on."""
    language = language_of(view.get("language"), "zh")
    if not (chosen[-1] and chosen[-2]):
        return no_update, True, say("nothing", language)
    try:
        id = await MAKINGS.begin(ANALYST, order_of(*chosen))
    except (Fault, ValidationError) as fault:
        return no_update, True, said(fault)
    return id, False, say("previewing", language)


@callback(
    Output("briefing-said", "children", allow_duplicate=True),
    Output("briefing-beat", "disabled", allow_duplicate=True),
    Output("briefing-filed", "children"),
    Input("briefing-beat", "n_intervals"),
    State("briefing-making", "data"),
    State("briefing-view", "data"),
    prevent_initial_call="initial_duplicate",
)
async def watch(_: int | None, id: str | None, view: dict[str, Any]) -> tuple[Any, bool, Any]:
    """How many files are there, and at the end the list anew; at first the list alone."""
    language = language_of(view.get("language"), "zh")
    if not id:
        return no_update, True, await listed(ANALYST, language)
    making = MAKINGS.find(id)
    if making is None:
        return say("gone", language), True, await listed(ANALYST, language)
    n = len(making.files)
    if not making.done:
        bar = html.Progress(value=str(n), max=str(making.total))
        return [bar, say("made", language, n=n, total=making.total)], False, no_update
    told = making.fault or say("done", language, n=n)
    return told, True, await listed(ANALYST, language)


async def listed(viewer: Viewer, language: Language) -> Component:
    files = await asyncio.to_thread(filed, viewer)
    return briefing_list(files, ZoneInfo(read_edition(viewer).board.profile.zone), language)


@callback(
    Output("lint-found", "children"),
    Input("lint-file", "contents"),
    State("lint-file", "filename"),
    State("briefing-view", "data"),
    prevent_initial_call=True,
)
async def lint(contents: str | None, name: str | None, view: dict[str, Any]) -> Any:
    """The findings, or why there are none to be had."""
    if not contents:
        return no_update
    language = language_of(view.get("language"), "zh")
    if len(contents) > MOST_BYTES * 4 / 3 + 200:
        return say("too_large", language, mb=MB)
    try:
        content = base64.b64decode(contents.partition(",")[2], validate=True)
        findings, span = await find_for(ANALYST, str(name), content, Order())
    except (Fault, binascii.Error) as fault:
        return html.P(str(fault), className="why", lang="en")
    return lint_list(str(name), findings, span, language)


def said(fault: Fault | ValidationError) -> str:
    return "; ".join(one["msg"] for one in fault.errors()) if isinstance(fault, ValidationError) else str(fault)


register_page(__name__, path="/briefing", title="报告 Briefing", layout=layout)
