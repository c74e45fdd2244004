"""/polish: signs that records look better than what they record, as questions; all of its state is in its address."""

import asyncio
from dataclasses import replace
from typing import Any

from dash import Input, Output, callback, dcc, html, register_page
from dash.development.base_component import Component

from components.asked import place_name
from components.heading import marks
from components.navigation import navigation
from components.panel import panel
from components.polish import data_time, questions, rows_of, sign_list, subject_name
from components.polish_asked import PolishAsked, polish_asked
from components.polish_words import say
from components.refusal import refusal
from components.tags import current, tags
from components.theme import Language, Theme, language_of, preferred, theme_of
from components.words import say as say_of_all
from data.board import Board
from data.door import ANALYST, Viewer, read_edition, viewer_asked
from data.explore.polish import DAYS, read_asked
from data.explore.polished import read_polish
from data.fault import Fault

HERE = "/polish"


def layout(lang: str | None = None, theme: str | None = None, visitor: str | None = None, **told: str) -> Component:
    """The frame of the page, which is filled from the store; plain words before the first board."""
    shade = theme_of(theme)
    try:
        board = read_edition(viewer_asked(visitor, ANALYST)).board
    except Fault:
        words = [html.P(say_of_all("waiting", language)) for language in ("zh", "en")]
        return html.Main(words, className="waiting", **tags(theme=shade))
    language = language_of(lang, preferred(board.profile.language))
    return page(board, polish_asked(board, {**told, "visitor": visitor}, language, shade))


def page(board: Board, asked: PolishAsked) -> html.Div:
    language, scope = asked.language, asked.scope
    spans = [
        html.A(
            say("days", language, n=one), href=asked.of(scope=replace(scope, days=one)), **current(one == scope.days)
        )
        for one in DAYS
    ]
    here = []
    if scope.place:
        whole = asked.of(scope=replace(scope, level="town", place=""))
        name = html.Span(place_name(board, scope.level, scope.place), className="at-place")
        here = [name, html.A(f"× {say('whole_town', language)}", href=whole)]
    head = [html.H1(say("polish", language)), *here, html.Nav(spans, className="switch"), *marks(board, language)]
    return html.Div(
        [
            dcc.Store(id="polish-asked", data=asked.data),
            navigation(HERE, language, asked.theme, asked.kept, asked.visitor),
            html.Header(head),
            html.P(say("what", language), className="what"),
            html.Main(id="polish-main"),
        ],
        className="page reasons polish",
        lang="en" if language == "en" else "zh-CN",
        **tags(theme=asked.theme, title=say("polish", language)),
    )


@callback(Output("polish-main", "children"), Input("polish-asked", "data"))
async def fill(told: dict[str, Any]) -> Any:
    """The questions and their rows, from the store."""
    language: Language = language_of(told.get("lang"), "zh")
    theme: Theme = theme_of(told.get("theme"))
    viewer = viewer_asked(told.get("visitor"), ANALYST)
    try:
        board = read_edition(viewer).board
        return await asyncio.to_thread(content, viewer, board, polish_asked(board, told, language, theme))
    except Fault as fault:
        return html.P(refusal(fault, language), className="quiet")


def content(viewer: Viewer, board: Board, asked: PolishAsked) -> list[Component]:
    """Asks the store. Raises Fault."""
    language = asked.language
    shown: list[Component] = []
    if asked.sign is not None:
        behind = read_asked(viewer, board, asked.sign, asked.subject, asked.scope, asked.page)
        known = subject_name(asked.sign, asked.subject, board) if behind.rows else ""
        title = say("rows_of", language, sign=asked.sign.title[language], subject=known).rstrip(" ·")
        shown.append(panel(title, "", rows_of(behind, board, asked), "across polish-rows"))
    found = read_polish(viewer, board, asked.scope)
    counts = say("n_questions", language, n=len(found.questions), tested=f"{sum(found.tested.values()):,}")
    note = f"{counts} · {say_of_all('data_time', language, time=data_time(found.as_of, board))}"
    return [
        *shown,
        panel(say("questions", language), note, html.Div(questions(found, board, asked)), "across"),
        panel(say("signs", language), "", sign_list(found, language), "across"),
    ]


register_page(__name__, path=HERE, title="数据去水分 Signs of polish", layout=layout)
