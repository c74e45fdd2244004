"""The head of the wall: whose it is, what is the matter, what time it is."""

from zoneinfo import ZoneInfo

from dash import html
from dash.development.base_component import Component

from components.bell import bell
from components.tags import tags
from components.theme import Theme
from components.words import TEXTS, say, words_of
from data.board import Board


def heading(board: Board, alarms: Component, language: str, theme: Theme) -> html.Header:
    """Town, marks, alarms and clock; the clock's hands are a browser script's."""
    profile = board.profile
    other = "zh" if language == "en" else "en"
    counter = "light" if theme == "dark" else "dark"
    return html.Header(
        [
            html.H1(html.A(words_of(profile.title)[language], href=f"/?lang={language}&theme={theme}")),
            html.Div(alarms, id="alarms", className="slot"),
            *bell(profile, language),
            not_live(language),
            *marks(board, language),
            html.Nav(
                [
                    html.A(say("other_language", language), href=f"?lang={other}&theme={theme}"),
                    html.A(say(counter, language), href=f"?lang={language}&theme={counter}"),
                ]
            ),
            clock(board),
        ]
    )


def marks(board: Board, language: str) -> list[html.Span]:
    """What must be said of the data on every screen."""
    said = []
    if board.profile.simulated:
        said.append(html.Span(say("simulated", language), className="mark"))
    if board.profile.clock == "data":
        day = board.as_of.astimezone(ZoneInfo(board.profile.zone)).date()
        said.append(html.Span(f"{say('history', language)} {day.isoformat()}", className="mark"))
    return said


def clock(board: Board) -> html.Div:
    """Date and time in the place's zone: running, or the data's own where the place is history."""
    runs = "no" if board.profile.clock == "data" else "yes"
    told = tags(zone=board.profile.zone, runs=runs, as_of=board.as_of.isoformat(timespec="seconds"))
    return html.Div([html.Span(className="date"), html.Span(className="time")], className="clock", **told)


def not_live(language: str) -> html.Div:
    """Hidden while ticks come; a browser script fills in since when they do not."""
    words = tags(words=TEXTS["not_live"][language])
    return html.Div(id="not-live", className="not-live", hidden=True, role="status", **words)
