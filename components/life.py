"""The life of one row: its steps one under the other, and what was due when."""

from datetime import datetime
from zoneinfo import ZoneInfo

from dash import html
from dash.development.base_component import Component

from components.asked import place_name
from components.behind import at
from components.code_words import code_word
from components.column_words import column_name
from components.panel import panel
from components.reason_words import length, tell
from components.words import level_title
from data.board import Board
from data.explore.life import Due, Life


def life(found: Life, board: Board, language: str) -> list[Component]:
    """What it is, its steps, its due times."""
    zone = ZoneInfo(board.profile.zone)
    about = [
        (level_title(board.profile, level)[language], place_name(board, level, place))
        for level, place in found.places.items()
        if level in board.measured
    ]
    about += [(column_name(name, language), code_word(word, language)) for name, word in found.words.items()]
    told = html.Dl([one for name, word in about for one in (html.Dt(name), html.Dd(word))], className="facts")
    shown = [
        panel(tell("life", language), "", steps(found, zone, language), "life-steps"),
        panel(tell("what_it_is", language), "", told, "about"),
    ]
    if found.dues:
        shown.append(panel(tell("limit", language), "", dues(found, zone, board.as_of, language), "life-dues"))
    return [html.Main(shown)]


def steps(found: Life, zone: ZoneInfo, language: str) -> html.Table:
    heads = [tell(key, language) for key in ("step", "time", "took", "since")]
    rows = [
        html.Tr(
            [
                html.Th([column_name(one.name, language), *party(one.party)], scope="row"),
                html.Td(at(one.step_at, zone)),
                html.Td(length(one.since_last_s, language) if n else ""),
                html.Td(length(one.since_first_s, language) if n else ""),
            ]
        )
        for n, one in enumerate(found.steps)
    ]
    head = html.Thead(html.Tr([html.Th(one, scope="col") for one in heads]))
    return html.Table([head, html.Tbody(rows)], className="standing")


def party(name: str | None) -> list[html.Small]:
    return [] if name is None else [html.Small(f" {name}")]


def dues(found: Life, zone: ZoneInfo, as_of: datetime, language: str) -> html.Table:
    heads = [tell(key, language) for key in ("limit", "time", "done")]
    rows = [
        html.Tr(
            [
                html.Th(column_name(one.name, language), scope="row"),
                html.Td(at(one.due_at, zone)),
                html.Td(kept(one, as_of, language), className="is-late" if one.late_s(as_of) > 0 else ""),
            ]
        )
        for one in found.dues
    ]
    head = html.Thead(html.Tr([html.Th(one, scope="col") for one in heads]))
    return html.Table([head, html.Tbody(rows)], className="standing")


def kept(due: Due, as_of: datetime, language: str) -> str:
    """How it was kept, in words."""
    late = due.late_s(as_of)
    key = ("late_by" if late > 0 else "early_by") if due.done_at else ("open_late" if late > 0 else "open_left")
    return tell(key, language, time=length(late, language))
