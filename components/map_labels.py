"""Names on a map, in the browser's own text: no glyph server, and sharp at every size."""

from dash import html

from data.ground import Ground, mercator


def map_labels(ground: Ground) -> html.Div:
    """The names, placed from the middle in parts of `--world`, the world's width that the map is drawn at."""
    x, y, _, _ = ground.box
    return html.Div(
        [
            html.Span(name, style={"--x": f"{left - x:.9f}", "--y": f"{top - y:.9f}"})
            for name, (left, top) in ((name, mercator(lon, lat)) for name, lon, lat in ground.labels)
        ],
        className="map-labels",
    )
