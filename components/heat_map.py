"""A drawing on the ground: areas by class, points and lines over them, with a key, and as a file to keep."""

from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from components.choropleth import style, usual_zoom
from components.figure import MISSING
from components.heat_words import say
from components.map_box import CONFIG, map_buttons
from components.map_paint import INKS, names
from components.map_style import names_of
from components.scale import spread
from components.tags import tags
from components.theme import THEMES, Language, Theme
from data.classes import ranges
from data.drawing import Drawing
from data.ground import Ground

# The theme's own --accent, --text, --muted and --watch: a map cannot ask for variables; a test holds them equal.
DOTS: dict[Theme, dict[str, str]] = {
    "dark": {"resources": "#5cb4f2", "needs": "#e9eff4", "matched": "#93a6b6", "unmatched": "#f3bd56"},
    "light": {"resources": "#0a66ad", "needs": "#13202b", "matched": "#4a5d6c", "unmatched": "#7f5200"},
}
LINES = {"serves": "matched", "could": "unmatched", "spot": "unmatched"}
SIZES = {"resources": 5, "needs": 5, "matched": 6, "unmatched": 9}


def heat_map(ground: Ground, drawing: Drawing, theme: Theme, language: Language, id: str) -> html.Div:
    """The map to move about in, fitted to its box by a browser script; its buttons zoom and keep it as a PNG."""
    west, south, east, north = ground.bounds
    return html.Div(
        [
            dcc.Graph(
                id=id,
                figure=figure(ground, drawing, theme, language),
                config=CONFIG,
                className="map-canvas",
            ),
            map_buttons(language),
        ],
        className="map-free",
        **tags(bounds=f"{west},{south},{east},{north}"),
    )


def figure(ground: Ground, drawing: Drawing, theme: Theme, language: Language) -> dict[str, Any]:
    """A Plotly figure; a place without a value shows the hatched land."""
    tokens = THEMES[theme]
    west, south, east, north = ground.bounds
    steps = [(n / 6, colour) for n, colour in enumerate(tokens.ramp)]
    areas = {
        "type": "choroplethmap",
        "geojson": {"type": "FeatureCollection", "features": list(drawing.features)},
        "locations": [feature["id"] for feature in drawing.features],
        "z": [colour_of(one, drawing) for one in drawing.classes],
        "zmin": -0.5,
        "zmax": 5.5,
        "colorscale": [edge for at, colour in steps for edge in ([at, colour], [at + 1 / 6, colour])],
        "showscale": False,
        "hoverinfo": "skip",
        "below": "borders",
        "marker": {"opacity": 1, "line": {"color": tokens.border, "width": 0}},
    }
    font = {"color": tokens.outline, "size": 14}
    layout = {
        "map": {
            "style": named(ground, theme),
            "center": {"lon": (west + east) / 2, "lat": (south + north) / 2},
            "zoom": usual_zoom(ground),
            "fitbounds": False,
        },
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "hoverlabel": {"bgcolor": tokens.ground, "bordercolor": tokens.outline, "font": font},
        "showlegend": False,
        "dragmode": "pan",
        "uirevision": "still",
    }
    return {"data": [areas, *lines(drawing, theme), *dots(drawing, theme, language)], "layout": layout}


def named(ground: Ground, theme: Theme) -> dict[str, Any]:
    """The land with its borders, and its names over them."""
    plain, inks = style(ground, theme), INKS[theme]
    sources = plain["sources"] | {"names": {"type": "geojson", "data": names_of(ground)}}
    return plain | {"sources": sources, "layers": [*plain["layers"], names("names", "names", inks.text, inks.halo, 14)]}


def colour_of(number: int | None, drawing: Drawing) -> int | None:
    """Which of the ramp's colours a class has; 0 the first alone."""
    return number if not number else spread(number - 1, len(drawing.limits) + 1)


def lines(drawing: Drawing, theme: Theme) -> list[dict[str, Any]]:
    """A trace for each layer of lines; a gap parts one line from the next."""
    traces = []
    for layer in dict.fromkeys(one.layer for one in drawing.links):
        mine = [one.ends for one in drawing.links if one.layer == layer]
        traces.append(
            {
                "type": "scattermap",
                "mode": "lines",
                "lon": [value for start, end in mine for value in (start[0], end[0], None)],
                "lat": [value for start, end in mine for value in (start[1], end[1], None)],
                "line": {"color": DOTS[theme][LINES[layer]], "width": 2},
                "hoverinfo": "skip",
            }
        )
    return traces


def dots(drawing: Drawing, theme: Theme, language: Language) -> list[dict[str, Any]]:
    """A trace for each layer of points."""
    traces = []
    for layer in dict.fromkeys(one.layer for one in drawing.dots):
        mine = [one for one in drawing.dots if one.layer == layer]
        traces.append(
            {
                "type": "scattermap",
                "mode": "markers",
                "lon": [one.lon for one in mine],
                "lat": [one.lat for one in mine],
                "text": [f"{say(f'dot_{layer}', language)} · {one.name}" for one in mine],
                "hovertemplate": "%{text}<extra></extra>",
                "marker": {"color": DOTS[theme][layer], "size": SIZES[layer], "opacity": 0.8},
            }
        )
    return traces


def heat_key(drawing: Drawing, unit: str, language: Language, words: tuple[str, ...] = ()) -> Component:
    """What the colours, points and lines mean; `words` are those of the classes where they are not mere numbers."""
    told = words[1:] or tuple(
        ranges([drawing.least, drawing.most] if drawing.most else [], drawing.limits, drawing.digits)
    )
    seen = {one for one in drawing.classes if one is not None}
    entries = []
    if 0 in seen and drawing.most:
        entries.append(html.Li([html.I(className="swatch ramp-0"), words[0] if words else "0"]))
    if drawing.most:
        shades = [f"swatch ramp-{spread(n, len(drawing.limits) + 1)}" for n in range(len(told))]
        entries += [html.Li([html.I(className=shade), one]) for shade, one in zip(shades, told, strict=True)]
    if None in drawing.classes:
        entries.append(html.Li([html.I(className="swatch hatched"), MISSING]))
    for kind, rows in (("dot", drawing.dots), ("link", drawing.links)):
        for layer in dict.fromkeys(one.layer for one in rows):
            count = sum(one.layer == layer for one in rows)
            mark, told_of = html.I(className=f"heat-{kind} {layer}"), say(f"{kind}_{layer}", language)
            entries.append(html.Li([mark, told_of if layer == "spot" else f"{told_of} {count:,}"]))
    return html.Div([html.Div(unit, className="legend-title"), html.Ul(entries)], className="legend", **tags(png=""))
