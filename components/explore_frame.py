"""The frame of the page for analysts: empty panels with their buttons, which are filled as the address asks."""

from collections.abc import Sequence
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from components.explore_table import table
from components.explore_words import TEXTS, tell
from components.navigation import navigation
from components.tags import tags
from components.theme import Language, Theme

GRAPH: dcc.Graph.Config = {"displayModeBar": False, "scrollZoom": True, "doubleClick": False}
PICTURES = ("png", "svg")
DATA = {"map": ("geojson", "csv", "xlsx"), "trend": ("csv", "xlsx"), "parts": ("csv", "xlsx"), "heat": ("csv", "xlsx")}
PANEL_OF = {"map": "places", "trend": "trend", "parts": "parts", "heat": "heat"}


def frame(marks: Sequence[Component], language: Language, theme: Theme) -> html.Div:
    """All that the page has before it has read a row."""
    head = html.Header(
        [
            html.H1(tell("explore", language)),
            html.Span(id="explore-total", className="figure", role="status"),
            html.Span(id="explore-data-at", className="quiet"),
            *marks,
        ]
    )
    vs = html.Div(graph("map-vs"), id="explore-map-vs-box", hidden=True)
    left = [
        box("map", [drawing(language), graph("map"), vs]),
        box("heat", [graph("heat")]),
    ]
    right = [box("trend", [graph("trend")]), box("parts", [graph("parts")])]
    boxes = [html.Div(one, className="explore-side") for one in (left, right)]
    return html.Div(
        [
            dcc.Location(id="explore-url", refresh=False),
            dcc.Store(id="explore-shown"),
            navigation("/explore", language, theme),
            head,
            html.Div(tell("loading", language), id="explore-bar", className="explore-bar"),
            html.Div(id="explore-chips", className="explore-chips"),
            html.P(id="explore-fault", className="explore-fault", role="alert"),
            html.Main(boxes, className="explore-panels"),
            rows(language),
        ],
        className="page explore",
        lang="en" if language == "en" else "zh-CN",
        **tags(theme=theme, title=tell("explore", language)),
    )


def box(name: str, content: Sequence[Component]) -> html.Section:
    """A panel: its heading, what it may be taken away as, its charts."""
    files = [
        *[html.Button(kind.upper(), className="explore-picture", **tags(graph=name, kind=kind)) for kind in PICTURES],
        *[html.A(kind.upper(), id=file_id(name, kind), href="", download="") for kind in DATA[name]],
    ]
    head = html.H2([html.Span(id=f"explore-title-{name}"), html.Span(files, className="explore-files")])
    return html.Section([head, *content], className=f"panel explore-{name}")


def file_id(name: str, kind: str) -> dict[str, str]:
    return {"type": "explore-file", "panel": PANEL_OF[name], "kind": kind}


def graph(name: str) -> html.Div:
    """A chart as tall as its box: one that stretches says 100% of itself, which must be of something."""
    empty: dict[str, Any] = {"data": [], "layout": {"paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)"}}
    return html.Div(
        dcc.Graph(id=f"explore-{name}", figure=empty, config=GRAPH, responsive=True), className="explore-graph"
    )


def drawing(language: Language) -> html.Div:
    """What the pointer does on the map; a script hears the buttons."""
    modes = (("pan", "move"), ("select", "box"), ("lasso", "lasso"))
    buttons = [
        html.Button(
            tell(key, language),
            className="explore-drag",
            **tags(mode=mode) | {"aria-pressed": "true" if mode == "pan" else "false"},
        )
        for mode, key in modes
    ]
    return html.Div(buttons, className="explore-drawing", role="group")


def rows(language: Language) -> html.Section:
    """The grid, the files of all rows, and the views that were saved."""
    exports = [
        html.Button(tell(key, language), className="explore-export", **tags(kind=kind))
        for kind, key in (("csv", "any_row"), ("xlsx", "any_xlsx"))
    ]
    words = tags(writing=TEXTS["writing"][language], forget=tell("forget", language))
    saved = html.Div(
        [
            html.Span(tell("saved", language)),
            dcc.Input(id="explore-view-name", type="text", placeholder=tell("view_name", language), maxLength=60),
            html.Button(tell("save", language), className="explore-save"),
            html.Button(tell("copy", language), className="explore-copy"),
            html.Span(className="explore-views"),
            html.Span(tell("views_hint", language), className="quiet"),
        ],
        className="explore-saved",
    )
    head = html.H2([html.Span(tell("table", language)), html.Span(exports, className="explore-files")])
    told = html.Div(className="explore-progress", role="status", **words)
    return html.Section([head, told, table(language), saved], className="panel explore-rows")
