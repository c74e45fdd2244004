"""What the page of hot spots tells beside its map: the spots, each with its figures and its cases."""

from collections.abc import Callable

from dash import html

from components.figure import MISSING, number
from components.heat_words import say
from components.panel import panel
from components.theme import Language
from data.hotspots import HotSpot, HotSpots

ROWS = 20


def spot_list(found: HotSpots, cases_of: Callable[[HotSpot], str], language: Language) -> html.Section:
    """A line a spot, the greatest excess first; each leads to its cases."""
    content: html.P | html.Div
    if not found.cases.periods:
        content = html.P(say("no_usual", language), className="quiet")
    elif not found.spots:
        content = html.P(say("no_spot", language), className="quiet")
    else:
        heads = ("rank", "place", "now_head", "usual_head", "change_head", "z_head", "categories")
        content = html.Div(
            html.Table(
                [
                    html.Thead(html.Tr([html.Th(say(one, language)) for one in heads])),
                    html.Tbody([line(n, one, cases_of, language) for n, one in enumerate(found.spots[:ROWS], 1)]),
                ],
                className="standing",
            ),
            className="wide",
        )
    return panel(say("spots", language), str(len(found.spots)), content, "heat-spots")


def line(rank: int, spot: HotSpot, cases_of: Callable[[HotSpot], str], language: Language) -> html.Tr:
    told = "、" if language == "zh" else ", "
    kinds = told.join(f"{name or MISSING} {count}" for name, count in spot.categories)
    return html.Tr(
        [
            html.Th(str(rank), scope="row"),
            html.Td(html.A(spot.place or say("outside", language), href=cases_of(spot))),
            html.Td(number(spot.now, 0)),
            html.Td(number(spot.usual, 1)),
            html.Td(f"+{number(spot.now - spot.usual, 1)}"),
            html.Td(number(spot.z, 1)),
            html.Td(kinds, className="kinds"),
        ]
    )


def spot_notes(found: HotSpots, language: Language) -> html.P:
    """How a spot is found, in the page's own words."""
    side = number(found.canvas.side, 0)
    return html.P(say("spots_note", language, m=side, n=found.cases.periods, days=found.days), className="quiet")
