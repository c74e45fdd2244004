"""Which parts made a change: a table for each way to part it, adding up to the change."""

from collections.abc import Mapping

from dash import html
from dash.development.base_component import Component

from components.code_words import code_word
from components.figure import number, with_unit
from components.reason_words import DIMENSIONS, tell
from components.words import level_title
from data.board import Board
from data.catalogue import Indicator
from data.explore.breakdown import Breakdown, Part
from data.explore.selection import LEVELS
from data.spots import UNPLACED


def changes(
    breakdown: Breakdown, board: Board, indicator: Indicator, language: str, hrefs: Mapping[str, str] | None = None
) -> Component:
    """One breakdown; a part's name is a link where `hrefs` has one for its key."""
    if not breakdown.parts:
        heading = html.H3(dimension(board, breakdown.by, language))
        return html.Div([heading, html.P(tell("no_change", language), className="quiet")], className="change-part")
    longest = max(abs(part.total) for part in breakdown.parts)
    rows = [row(part, breakdown.by, board, indicator, longest, language, hrefs or {}) for part in breakdown.parts]
    if breakdown.folded:
        folded = [html.Th(tell("others", language, n=breakdown.folded), scope="row"), html.Td(), html.Td(), html.Td()]
        rows.append(html.Tr([*folded, html.Td(signed(breakdown.others, indicator))]))
    heads = [dimension(board, breakdown.by, language), *(tell(key, language) for key in ("before", "now"))]
    return html.Div(
        [
            html.Table(
                [
                    html.Thead(
                        html.Tr([*[html.Th(head, scope="col") for head in heads], html.Th(), html.Th(adds(language))])
                    ),
                    html.Tbody(rows),
                    html.Tfoot(html.Tr(html.Td(summed(breakdown, indicator, language), colSpan=5))),
                ],
                className="standing changes",
            ),
        ],
        className="change-part",
    )


def adds(language: str) -> str:
    return tell("adds", language)


def row(
    part: Part, by: str, board: Board, indicator: Indicator, longest: float, language: str, hrefs: Mapping[str, str]
) -> html.Tr:
    name = named(board, by, part.key, language)
    href = hrefs.get(part.key or "")
    parts = (
        f"{tell('own', language)} {signed(part.own, indicator)} · {tell('mix', language)} {signed(part.mix, indicator)}"
    )
    width = f"{abs(part.total) / longest * 50:.1f}%" if longest else "0"
    side = {"left": "50%"} if part.total >= 0 else {"right": "50%"}
    return html.Tr(
        [
            html.Th(html.A(name, href=href) if href else name, scope="row"),
            html.Td(number(part.before, indicator.digits)),
            html.Td(number(part.now, indicator.digits)),
            html.Td(
                html.I(className=f"pull {tone(part.total, indicator)}", style={"width": width} | side),
                className="pulls",
            ),
            html.Td(signed(part.total, indicator), className="value", title=parts if part.mix else None),
        ]
    )


def tone(change: float, indicator: Indicator) -> str:
    if indicator.direction == "none" or not change:
        return ""
    return "good" if (change > 0) == (indicator.direction == "up") else "bad"


def summed(breakdown: Breakdown, indicator: Indicator, language: str) -> str:
    return tell("adds_up", language, total=signed(breakdown.total, indicator))


def from_to(breakdown: Breakdown, indicator: Indicator, language: str) -> str:
    """The change itself: "31.2% before, 29.8% now: −1.4"."""
    unit = indicator.unit[language]
    values = {
        name: with_unit(value, indicator.digits, unit)
        for name, value in (("before", breakdown.before), ("now", breakdown.now))
    }
    return tell("change_from_to", language, **values, change=signed(breakdown.change, indicator))


def signed(value: float, indicator: Indicator) -> str:
    """With its sign, and two digits more than the number itself, so that what is added up can be followed."""
    digits = indicator.digits + (2 if indicator.unit.zh == "%" or indicator.digits else 0)
    text = number(value, digits)
    return f"+{text}" if value > 0 and float(text.replace(",", "")) > 0 else text


def dimension(board: Board, by: str, language: str) -> str:
    return level_title(board.profile, by)[language] if by in LEVELS else DIMENSIONS[by][language]


def named(board: Board, by: str, key: str | None, language: str) -> str:
    """What a part is called."""
    if by not in LEVELS:
        return tell("nothing", language) if key is None else code_word(key, language)
    measured = board.level(by).level
    if key is None or key == UNPLACED:
        return tell("unplaced", language)
    return measured.names[measured.places.index(key)] if key in measured.places else key
