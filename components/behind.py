"""The rows behind a number: a switch, a table, the pages."""

from datetime import datetime
from zoneinfo import ZoneInfo

from dash import html
from dash.development.base_component import Component

from components.asked import Asked, place_name
from components.code_words import code_word
from components.column_words import column_name
from components.fold import fold
from components.reason_words import tell
from components.tags import current, tags
from components.words import level_title
from data.board import Board
from data.catalogue import Indicator
from data.explore.behind import WHICH, Behind, Row


def behind(found: Behind, board: Board, indicator: Indicator, asked: Asked) -> list[Component]:
    """What a page of rows looks like; every switch is a link."""
    language = asked.language
    levels = [level for level in board.measured if level != "town"]
    heads = [
        tell("counted_at", language),
        *(level_title(board.profile, level)[language] for level in levels),
        *(column_name(one, language) for one in found.columns),
        tell("counted", language),
        tell("life", language),
    ]
    table = html.Table(
        [
            html.Thead(html.Tr([html.Th(head, scope="col") for head in heads])),
            html.Tbody([row(one, board, levels, heads, asked) for one in found.rows]),
        ],
        className="standing behind",
    )
    shown = table if found.rows else html.P(tell("no_rows", language), className="quiet")
    return [
        switch(found, indicator, asked),
        *fold(len(found.rows), language),
        html.Div(shown, className="wide"),
        turning(found, indicator, asked),
        html.P(tell("masked_rows", language), className="quiet"),
    ]


def switch(found: Behind, indicator: Indicator, asked: Asked) -> html.Nav:
    """All, counted, not counted: each with how many there are."""
    kinds = [one for one in WHICH if one != "not_counted" or found.counts["not_counted"]]
    return html.Nav(
        [
            html.A(
                f"{tell(one, asked.language)} {found.counts[one]:,}",
                href=asked.rows(one).indicator(indicator.id),
                **current(one == found.which),
                **tags(which=one),
            )
            for one in kinds
        ],
        className="switch",
    )


def turning(found: Behind, indicator: Indicator, asked: Asked) -> html.Nav:
    """To the pages before and after."""
    language = asked.language
    steps = [("newer", found.page - 1), ("older", found.page + 1)]
    newer, older = (
        html.A(tell(key, language), href=asked.rows(found.which, page).indicator(indicator.id))
        if 1 <= page <= found.pages
        else html.Span(tell(key, language), className="quiet")
        for key, page in steps
    )
    where = tell("page_of", language, page=found.page, pages=found.pages)
    return html.Nav([newer, html.Span(where), older], className="turning")


def row(one: Row, board: Board, levels: list[str], heads: list[str], asked: Asked) -> html.Tr:
    zone = ZoneInfo(board.profile.zone)
    places = [place_name(board, level, one.places[level]) if level in one.places else "" for level in levels]
    counted = {True: "✓", False: "✗", None: ""}[one.counted]
    life = tell("life", asked.language)
    link = html.A(life, href=asked.life(one.table, one.key)) if one.table and one.key else ""
    told = [cell(value, zone, asked.language) for value in one.told]
    cells = [at(one.counted_at, zone), *places, *told, counted, link]
    return html.Tr(
        [html.Td(cell, **tags(heading="" if cell is link else head)) for head, cell in zip(heads, cells, strict=True)],
        **tags(counted=str(one.counted).lower()),
    )


def cell(value: datetime | str | None, zone: ZoneInfo, language: str) -> str:
    if value is None:
        return ""
    return at(value, zone) if isinstance(value, datetime) else code_word(value, language)


def at(moment: datetime, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"
