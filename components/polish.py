"""The signs of polish as questions, each with what would explain it, and the rows behind one of them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from dash import html
from dash.development.base_component import Component

from components.asked import Asked, place_name
from components.behind import row
from components.column_words import column_name
from components.figure import number
from components.polish_asked import PolishAsked
from components.polish_words import say
from components.tags import tags
from components.words import level_title
from data.board import Board
from data.explore.behind import Behind
from data.explore.polish import Polish, Question
from data.explore.sign import Sign
from data.explore.signs import SIGNS
from data.masking import masked

MOST = 30
MILLIONTH = 1e-6


def subject_name(sign: Sign, subject: str, board: Board) -> str:
    """A place by its name, a party by its word, without what tells of a person."""
    if sign.level is None or sign.level not in board.measured:
        return masked("party", subject)
    return place_name(board, sign.level, subject)


def questions(found: Polish, board: Board, asked: PolishAsked) -> list[Component]:
    """A card a question, the least likely by chance first; plain words where there is none."""
    if not found.questions:
        return [html.P(say("none", asked.language), className="nothing")]
    shown = [question(one, board, asked) for one in found.questions[:MOST]]
    left = len(found.questions) - len(shown)
    more = [html.P(say("more", asked.language, n=left), className="quiet")] if left else []
    return [html.Ul(shown, className="polish-questions"), *more]


def question(one: Question, board: Board, asked: PolishAsked) -> html.Li:
    language, suspect, sign = asked.language, one.suspect, one.sign
    name = subject_name(sign, suspect.subject, board)
    told = sign.question[language].format(
        subject=name, hits=f"{suspect.hits:,}", n=f"{suspect.n:,}", expected=about(suspect.expected)
    )
    opened = say("see_past", language) if sign.before_days else say("see_rows", language, n=f"{suspect.hits:,}")
    return html.Li(
        [
            html.H3([html.Span(sign.title[language]), html.Span(name, className="subject")]),
            html.P(told, className="question"),
            html.Div([say("innocent", language), html.Ul([html.Li(reason[language]) for reason in sign.innocent])]),
            html.P(
                [
                    html.Span(say("chance", language, chance=chance(suspect.chance, language)), className="quiet"),
                    html.A(opened, href=asked.of(sign=sign, subject=suspect.subject, page=1)),
                ],
                className="foot",
            ),
        ],
        **tags(sign=sign.id, subject=suspect.subject),
    )


def about(expected: float) -> str:
    """A number that is only foreseen: whole from ten on."""
    return number(expected, 0 if expected >= 10 else 1)


def chance(of: float, language: str) -> str:
    if of < MILLIONTH:
        return say("below", language)
    return say("one_in", language, n=f"{1 / of:,.0f}")


def sign_list(found: Polish, language: str) -> html.Div:
    """Every sign, how it is measured, of how many it was asked and with how many questions."""
    heads = [say(head, language) for head in ("sign", "how", "tested", "asked")]
    rows = []
    for sign in SIGNS:
        tested = found.tested.get(sign.id, 0)
        asked = sum(one.sign is sign for one in found.questions)
        cells = [
            sign.how[language],
            f"{tested:,}" if tested else say("no_data", language),
            str(asked) if tested else "—",
        ]
        rows.append(
            html.Tr(
                [
                    html.Th(sign.title[language], scope="row"),
                    *[html.Td(cell, **tags(heading=head)) for cell, head in zip(cells, heads[1:], strict=True)],
                ],
                **tags(listed=sign.id),
            )
        )
    head = html.Tr([html.Th(one, scope="col") for one in heads])
    table = html.Table([html.Thead(head), html.Tbody(rows)], className="standing behind sign-list")
    return html.Div([table, html.P(say("signs_why", language), className="quiet")])


def rows_of(found: Behind, board: Board, asked: PolishAsked) -> html.Div:
    """A page of the rows that a question is about, masked, with the ways to the pages before and after."""
    language = asked.language
    levels = [level for level in board.measured if level != "town"]
    heads = [
        say("counted_at", language),
        *(level_title(board.profile, level)[language] for level in levels),
        *(column_name(one, language) for one in found.columns),
        "",
        say("life", language),
    ]
    plain = Asked(language, asked.theme, visitor=asked.visitor)
    table = html.Table(
        [
            html.Thead(html.Tr([html.Th(head, scope="col") for head in heads])),
            html.Tbody([row(one, board, levels, heads, plain) for one in found.rows]),
        ],
        className="standing behind",
    )
    steps = [("newer", found.page - 1), ("older", found.page + 1)]
    newer, older = (
        html.A(say(key, language), href=asked.of(page=page))
        if 1 <= page <= found.pages
        else html.Span(say(key, language), className="quiet")
        for key, page in steps
    )
    where = html.Span(say("page_of", language, page=found.page, pages=found.pages))
    close = html.A(say("back", language), href=asked.of(sign=None, subject="", page=1))
    shown = html.Div(table, className="wide") if found.rows else html.P(say("no_rows", language), className="quiet")
    return html.Div([html.Nav([close, newer, where, older], className="turning"), shown])


def data_time(moment: datetime, board: Board) -> str:
    return f"{moment.astimezone(ZoneInfo(board.profile.zone)):%Y-%m-%d %H:%M}"
