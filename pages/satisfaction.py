"""/satisfaction: how many are satisfied, of how many, out of how many; all of its state is in its address."""

import asyncio
from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from dash import Input, Output, callback, dcc, html, register_page
from dash.development.base_component import Component

from components.asked import place_name
from components.code_words import code_word
from components.heading import marks
from components.navigation import navigation
from components.opinion_asked import FIRST, OpinionAsked, opinion_asked, source_name
from components.opinion_tables import complaint_words, heat, series_table
from components.opinion_trend import opinion_trend
from components.opinion_words import say
from components.panel import panel
from components.periods import period_labels
from components.refusal import refusal
from components.tags import current, tags
from components.theme import Language, Theme, language_of, preferred, theme_of
from components.words import level_title
from components.words import say as say_of_all
from data.board import Board
from data.door import ANALYST, read_edition, viewer_asked
from data.explore.ratings import SPANS, Satisfaction, read_satisfaction
from data.fault import Fault

HERE = "/satisfaction"


def layout(lang: str | None = None, theme: str | None = None, visitor: str | None = None, **told: str) -> Component:
    """The frame of the page, which is filled from the store; plain words before the first board."""
    shade = theme_of(theme)
    try:
        board = read_edition(viewer_asked(visitor, ANALYST)).board
    except Fault:
        words = [html.P(say_of_all("waiting", language)) for language in ("zh", "en")]
        return html.Main(words, className="waiting", **tags(theme=shade))
    language = language_of(lang, preferred(board.profile.language))
    return page(board, opinion_asked(board, {**told, "visitor": visitor}, language, shade))


def page(board: Board, asked: OpinionAsked) -> html.Div:
    language = asked.language
    return html.Div(
        [
            dcc.Store(id="satisfaction-asked", data=asked.data),
            navigation(HERE, language, asked.theme, asked.kept, asked.visitor),
            html.Header([html.H1(say("satisfaction", language)), *chosen(board, asked), *marks(board, language)]),
            html.P(say("what", language), className="quiet what"),
            html.Main(id="satisfaction-main"),
        ],
        className="page reasons satisfaction",
        lang="en" if language == "en" else "zh-CN",
        **tags(theme=asked.theme, title=say("satisfaction", language)),
    )


def chosen(board: Board, asked: OpinionAsked) -> list[Component]:
    """What is asked for, each with the way back, and the periods to choose from."""
    language = asked.language
    told: list[Component] = []
    if asked.place:
        name = place_name(board, asked.level, asked.place)
        whole = f"× {say('whole_town', language)}"
        told += [html.Span(name, className="at-place"), html.A(whole, href=asked.of(level="town", place=""))]
    if "/" in asked.source:
        told.append(html.Span(source_name(asked.source, language), className="at-place"))
    spans = [html.A(say(one, language), href=asked.of(span=one), **current(one == asked.span)) for one in SPANS]
    kinds = [("", say("all_sources", language)), *((one, say(one, language)) for one in FIRST)]
    first = asked.source.partition("/")[0]
    sources = [html.A(name, href=asked.of(source=one), **current(one == first)) for one, name in kinds]
    return [*told, html.Nav(spans, className="switch"), html.Nav(sources, className="switch")]


@callback(Output("satisfaction-main", "children"), Input("satisfaction-asked", "data"))
async def fill(told: dict[str, Any]) -> Any:
    """The content, from the store."""
    language: Language = language_of(told.get("lang"), "zh")
    theme: Theme = theme_of(told.get("theme"))
    viewer = viewer_asked(told.get("visitor"), ANALYST)
    try:
        board = read_edition(viewer).board
        asked = opinion_asked(board, told, language, theme)
        at = (asked.level, asked.place)
        found = await asyncio.to_thread(read_satisfaction, viewer, board, asked.span, *at, asked.source)
    except Fault as fault:
        return html.P(refusal(fault, language), className="quiet")
    return content(found, board, asked)


def content(found: Satisfaction, board: Board, asked: OpinionAsked) -> Sequence[Component]:
    language, zone = asked.language, ZoneInfo(board.profile.zone)
    labels = period_labels(asked.span, board.as_of, zone, language)
    if not found.whole.total.rated and not any(one.total.rated for one in (*found.sources, *found.places)):
        return [html.P(say("no_data", language), className="quiet")]
    level = level_title(board.profile, found.level)[language] if found.level in board.measured else ""

    def place(key: str | None) -> str:
        return say("not_told", language) if key is None else place_name(board, found.level, key)

    def to_place(key: str | None) -> str | None:
        return None if key is None else asked.of(level=found.level, place=key)

    def category(key: str | None) -> str:
        return say("not_told", language) if key is None else code_word(key, language)

    sources = series_table(
        found.sources,
        lambda key: source_name(key, language),
        lambda key: asked.of(source=key or ""),
        asked.source,
        language,
    )
    why = html.P(say("way_why", language), className="quiet")
    total = found.whole.total
    numbers = {name: f"{getattr(total, name):,}" for name in ("good", "answered", "concluded")}
    note = say("whole_n", language, n=f"{total.rated:,}", **numbers)
    low, good = f"{found.complaints.low:,}", f"{found.complaints.good:,}"
    places = series_table(found.places, place, to_place, asked.place, language)
    categories = series_table(found.categories, category, lambda _: None, "", language)
    return [
        panel(say("trend", language), note, opinion_trend(found.whole.cells, labels, language), "trend opinion-trend"),
        panel(
            say("words", language),
            say("words_n", language, low=low, good=good),
            complaint_words(found.complaints, language),
            "words",
        ),
        panel(say("by_source", language), "", html.Div([sources, why]), "across"),
        panel(say("heat", language, level=level), "", heat(found.places, labels, place, to_place, language), "across"),
        panel(say("by_place", language, level=level), "", places, "across"),
        panel(say("by_category", language), "", categories, "across"),
    ]


register_page(__name__, path=HERE, title="满意度 Satisfaction", layout=layout)
