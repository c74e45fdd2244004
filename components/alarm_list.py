"""The alarms of a place to be read and acknowledged: those that are open, and the log of those that are over."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from components.alarm import KNOWN, SIGNS, name_of, place_of, said_of, value_of, when
from components.alarm_words import tell
from components.tags import tags
from components.theme import Language, Theme
from data.alarms.alarm import Alarm
from data.board import Board


def open_alarms(board: Board, language: Language, theme: Theme) -> html.Ul | html.P:
    """What nobody has acknowledged first, the newest first; each with a button that leads to the form."""
    if not board.alarms:
        return html.P(tell("none", language), className="quiet")
    ordered = sorted(board.alarms, key=lambda one: (one.is_new, one.raised_at, one.number), reverse=True)
    return html.Ul([open_alarm(one, board, language, theme) for one in ordered], className="alarm-list")


def open_alarm(alarm: Alarm, board: Board, language: Language, theme: Theme) -> html.Li:
    name = name_of(alarm, board, language)
    said = said_of(alarm, board, language)
    button = html.Button(
        tell("acknowledge", language),
        id={"type": "acknowledge", "number": alarm.number},
        type="button",
        className="to-acknowledge",
        **tags(f"{tell('acknowledging', language)}{' ' if language == 'en' else '：'}{name}"),
    )
    return html.Li(
        [
            html.I(SIGNS[alarm.kind] if alarm.is_new else KNOWN, className="sign"),
            html.Div([title_of(alarm, name, language, theme), *about(alarm, board, language)], className="told"),
            html.Span(said, className="said") if said else button,
        ],
        key=str(alarm.number),
        className=f"alarm-row of-{alarm.kind} is-{'new' if alarm.is_new else 'known'}",
        **tags(alarm=str(alarm.number)),
    )


def title_of(alarm: Alarm, name: str, language: Language, theme: Theme) -> Component:
    """The name; of an indicator a link to its page."""
    if alarm.kind == "indicator":
        href = f"/indicator/{alarm.subject}?lang={language}&theme={theme}"
        return html.A(name, href=href, className="alarm-name")
    return html.Span(name, className="alarm-name")


def about(alarm: Alarm, board: Board, language: Language) -> list[html.Span]:
    """What the name leaves open: the limit that is passed and by what value, the case, since when."""
    value = value_of(alarm, board, language)
    case = alarm.subject if alarm.kind == "case" else ""
    pieces = (
        tell("indicator", language) if alarm.kind == "indicator" else "",
        value and f"{tell('value', language)} {value}",
        case,
        f"{tell('raised', language)} {when(alarm.raised_at, board)}",
    )
    return [html.Span(piece, className="piece") for piece in pieces if piece]


def past_alarms(alarms: Sequence[Alarm], board: Board, language: Language) -> html.Table | html.P:
    """One row an alarm, in the given order."""
    if not alarms:
        return html.P(tell("log_none", language), className="quiet")
    columns = ("raised", "cleared", "what", "place", "value", "said")
    head = html.Thead(html.Tr([html.Th(tell(column, language), scope="col") for column in columns]))
    rows = [
        html.Tr(
            [
                html.Td(text, **tags(column=tell(column, language)))
                for column, text in zip(columns, cells(one, board, language), strict=True)
            ]
        )
        for one in alarms
    ]
    return html.Table([head, html.Tbody(rows)], className="alarm-log")


def cells(alarm: Alarm, board: Board, language: Language) -> tuple[str, ...]:
    return (
        when(alarm.raised_at, board),
        when(alarm.cleared_at, board) if alarm.cleared_at else "",
        name_of(alarm, board, language),
        place_of(alarm, board) if alarm.place else board.profile.town,
        value_of(alarm, board, language),
        said_of(alarm, board, language) or tell("unsaid", language),
    )
