"""A place's numbers beside the town's, and the places most like it."""

from collections.abc import Sequence
from functools import partial

from dash import html
from dash.development.base_component import Component

from components.asked import Asked, place_name
from components.card import SIGNS
from components.fence import blank, fenced
from components.figure import change, figure_of
from components.leader import signed
from components.panel import panel
from components.reason_words import tell
from components.words import level_title, say
from data.board import Board
from data.catalogue import Words
from data.portrait import Alike, Standing


def module(title: Words, rows: Sequence[Standing], asked: Asked) -> html.Section:
    """A block of the wall at one place: each number, the town's, the rank."""
    language = asked.language
    heads = ["", *(tell(key, language) for key in ("here", "town", "rank")), say("change", language)]
    head = html.Thead(html.Tr([html.Th(one, scope="col") for one in heads]))
    table = html.Table(
        [head, html.Tbody([fenced(one.reading.indicator.id, partial(row, one, asked), blank_row) for one in rows])],
        className="standing",
    )
    return panel(title[language], "", table, "module")


def blank_row() -> html.Tr:
    """Instead of a row that cannot be drawn."""
    return html.Tr(html.Td(blank()))


def row(one: Standing, asked: Asked) -> html.Tr:
    language, indicator = asked.language, one.reading.indicator
    moved = change(one.reading)
    rank = "" if one.rank is None or one.reading.masked else tell("rank_of", language, rank=one.rank, of=one.of)
    return html.Tr(
        [
            html.Th(
                [
                    html.Span(SIGNS[one.reading.state], className="sign"),
                    html.A(indicator.title[language], href=asked.indicator(indicator.id)),
                ],
                scope="row",
            ),
            html.Td(figure_of(one.reading, language).words, className="value"),
            html.Td(figure_of(one.town, language).words),
            html.Td(rank),
            html.Td(f"{moved.arrow}{moved.text}" if moved else "", className=f"tone-{moved.tone}" if moved else ""),
        ],
        className=f"is-{one.reading.state}",
    )


def key_figures(rows: Sequence[Standing], asked: Asked) -> html.Section:
    """The first numbers that one asks for, large."""
    tiles = [fenced(one.reading.indicator.id, partial(key_figure, one, asked), blank) for one in rows]
    return html.Section(tiles, className="tiles")


def key_figure(one: Standing, asked: Asked) -> Component:
    """A number with what it is taken over, and the town's."""
    language, indicator = asked.language, one.reading.indicator
    figure = figure_of(one.reading, language)
    size = f"n={one.reading.denominator:,.6g}" if one.reading.denominator is not None else ""
    town = f"{tell('town', language)} {figure_of(one.town, language).words}"
    return html.A(
        [
            html.Span([*signed(one.reading), indicator.title[language]], className="label"),
            html.Span([html.B(figure.text, className="value"), html.Small(figure.unit)], className="figure"),
            html.Span(" · ".join(part for part in (size, town) if part), className="quiet"),
        ],
        href=asked.indicator(indicator.id),
        className=f"tile is-{one.reading.state}",
    )


def alike_list(board: Board, level: str, ids: Sequence[str], found: Sequence[Alike], asked: Asked) -> html.Section:
    """The nearest places, and by what they are near."""
    language = asked.language
    title = tell("alike", language, level=level_title(board.profile, level)[language])
    if not found:
        return panel(title, "", html.P(tell("neighbours_none", language), className="quiet"), "alike")
    titles = ("、" if language == "zh" else ", ").join(board.catalogue[id].title[language] for id in ids)
    rows = [
        html.Li(
            [
                html.A(place_name(board, level, one.place), href=asked.portrait(level, one.place)),
                html.Span(f"{tell('distance', language)} {one.distance:.2f}", className="quiet"),
            ]
        )
        for one in found
    ]
    why = html.P(tell("alike_why", language, titles=titles), className="quiet")
    return panel(title, "", html.Div([html.Ol(rows, className="alike-list"), why]), "alike")
