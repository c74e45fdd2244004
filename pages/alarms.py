"""/alarms: what is the matter now, acknowledged with a word, and what was the matter in the last seven days."""

from datetime import UTC, datetime
from typing import Any

from dash import (
    ALL,
    ClientsideFunction,
    Input,
    Output,
    State,
    callback,
    clientside_callback,
    ctx,
    dcc,
    html,
    no_update,
    register_page,
    set_props,
)
from dash.development.base_component import Component

from components.alarm import name_of
from components.alarm_form import alarm_form
from components.alarm_list import open_alarms, past_alarms
from components.alarm_words import REFUSALS, tell
from components.heading import marks, not_live
from components.navigation import navigation
from components.tags import tags
from components.theme import Language, Theme, language_of, theme_of
from components.words import say
from data.alarms.word import Refused
from data.board import Board
from data.door import ANALYST, acknowledge, read_edition, read_past_alarms
from data.fault import Fault

BEAT_MS = 2000
A_PAGE = 50


def layout(lang: str | None = None, theme: str | None = None, **_: str) -> Component:
    """The alarms of the present board; a beat keeps them up to date."""
    try:
        board = read_edition(ANALYST).board
    except Fault:
        words = [html.P(say("waiting", language)) for language in ("zh", "en")]
        return html.Main(words, className="waiting", **tags(theme=theme_of(theme)))
    return page(board, language_of(lang, board.profile.language), theme_of(theme))


def page(board: Board, language: Language, theme: Theme) -> html.Div:
    head = html.Header(
        [
            html.H1(tell("alarms", language)),
            html.Span(counted(board, language), id="alarm-count", className="quiet"),
            not_live(language),
            *marks(board, language),
        ]
    )
    return html.Div(
        [
            dcc.Store(id="alarms-view", data={"language": language, "theme": theme}),
            dcc.Store(id="alarms-shown", data=shown(board)),
            dcc.Store(id="alarms-heard"),
            dcc.Store(id="alarms-told"),
            dcc.Store(id="alarm-chosen"),
            dcc.Store(id="alarm-done"),
            dcc.Store(id="alarm-focus"),
            dcc.Store(id="log-from", data=0),
            dcc.Interval(id="alarms-beat", interval=BEAT_MS),
            navigation("/alarms", language, theme),
            head,
            html.Main(
                [
                    html.P(id="acknowledge-said", role="status", className="acknowledge-said"),
                    html.Section(
                        [
                            html.H2(tell("open", language)),
                            html.Div(open_alarms(board, language, theme), id="alarm-open"),
                        ],
                        className="panel",
                    ),
                    alarm_form(language),
                    html.Section(
                        [
                            html.H2(tell("log", language)),
                            html.Div(id="alarm-log"),
                            html.Div(
                                [
                                    html.Button(tell("newer", language), id="log-newer", type="button", disabled=True),
                                    html.Button(tell("older", language), id="log-older", type="button", disabled=True),
                                ],
                                className="buttons",
                            ),
                        ],
                        className="panel",
                    ),
                ]
            ),
        ],
        className="page alarms-page",
        lang="en" if language == "en" else "zh-CN",
        **tags(theme=theme, title=tell("alarms", language), zone=board.profile.zone),
    )


def counted(board: Board, language: Language) -> str:
    new = sum(alarm.is_new for alarm in board.alarms)
    return tell("counted", language, n=len(board.alarms), new=new)


def shown(board: Board) -> str:
    """Changes whenever the list of open alarms does."""
    return " ".join(f"{alarm.number}{'' if alarm.is_new else '+'}" for alarm in board.alarms)


def refresh(board: Board, view: dict[str, str]) -> None:
    """Brings the list on one screen up to date."""
    language, theme = language_of(view.get("language"), board.profile.language), theme_of(view.get("theme"))
    set_props("alarm-open", {"children": open_alarms(board, language, theme)})
    set_props("alarm-count", {"children": counted(board, language)})
    set_props("alarms-shown", {"data": shown(board)})


@callback(
    Output("alarms-heard", "data"),
    Input("alarms-beat", "n_intervals"),
    State("alarms-view", "data"),
    State("alarms-shown", "data"),
    prevent_initial_call=True,
)
async def beat(_: int, view: dict[str, str], known: str) -> str:
    """The list anew where it has changed; that the server answers, in any case."""
    board = read_edition(ANALYST).board
    if shown(board) != known:
        refresh(board, view)
    return datetime.now(UTC).isoformat()


@callback(
    Output("acknowledge-said", "children"),
    Output("alarm-done", "data"),
    Input("acknowledge-send", "n_clicks"),
    Input("acknowledge-word", "n_submit"),
    State("alarm-chosen", "data"),
    State("acknowledge-by", "value"),
    State("acknowledge-word", "value"),
    State("alarms-view", "data"),
    prevent_initial_call=True,
)
async def send(_: Any, __: Any, number: object, by: object, word: object, view: dict[str, str]) -> tuple[str, Any]:
    """Acknowledges the chosen alarm; says so, or why not, and leaves what was typed."""
    board = read_edition(ANALYST).board
    language = language_of(view.get("language"), board.profile.language)
    alarm = next((one for one in board.alarms if one.number == number), None)
    try:
        if alarm is None:
            raise Refused("over")
        await acknowledge(ANALYST, alarm.number, by, word)
    except Refused as refused:
        refresh(read_edition(ANALYST).board, view)
        return REFUSALS[refused.reason][language], no_update
    refresh(read_edition(ANALYST).board, view)
    return tell("done", language, name=name_of(alarm, board, language)), alarm.number


@callback(
    Output("alarm-log", "children"),
    Output("log-from", "data"),
    Output("log-newer", "disabled"),
    Output("log-older", "disabled"),
    Input("log-newer", "n_clicks"),
    Input("log-older", "n_clicks"),
    Input("alarms-shown", "data"),
    State("log-from", "data"),
    State("alarms-view", "data"),
)
async def log(_: Any, __: Any, ___: str, begin: object, view: dict[str, str]) -> tuple[Component, int, bool, bool]:
    """A page of the log; one row more is asked for, to know whether there is an older page."""
    board = read_edition(ANALYST).board
    step = {"log-newer": -A_PAGE, "log-older": A_PAGE}.get(str(ctx.triggered_id), 0)
    first = max((begin if isinstance(begin, int) else 0) + step, 0)
    found = await read_past_alarms(ANALYST, first, A_PAGE + 1)
    drawn = past_alarms(found[:A_PAGE], board, language_of(view.get("language"), board.profile.language))
    return drawn, first, first == 0, len(found) <= A_PAGE


# The script opens and closes the form, moves the focus, and says when the server no longer answers.
clientside_callback(
    ClientsideFunction("alarms", "choose"),
    Output("alarm-chosen", "data"),
    Input({"type": "acknowledge", "number": ALL}, "n_clicks"),
    Input("acknowledge-cancel", "n_clicks"),
    prevent_initial_call=True,
)
clientside_callback(
    ClientsideFunction("alarms", "close"),
    Output("alarm-focus", "data"),
    Input("alarm-done", "data"),
    prevent_initial_call=True,
)
clientside_callback(ClientsideFunction("alarms", "heard"), Output("alarms-told", "data"), Input("alarms-heard", "data"))

register_page(__name__, path="/alarms", title="告警 Alarms", layout=layout)
