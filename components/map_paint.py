"""What a map is painted with: the colours of its marks, and its fills, lines and texts as MapLibre takes them."""

from dataclasses import dataclass
from typing import Any

from components.theme import Theme


@dataclass(frozen=True)
class Inks:
    """Colours of marks; most are those of the theme's CSS, and a test holds them equal."""

    text: str
    muted: str
    faint: str
    accent: str
    bad: str
    watch: str
    patrol: str
    halo: str
    orange: str


INKS: dict[Theme, Inks] = {
    "dark": Inks("#e9eff4", "#93a6b6", "#6d8093", "#5cb4f2", "#ff7a82", "#f3bd56", "#b4c2cd", "#071018", "#f0924e"),
    "light": Inks("#13202b", "#4a5d6c", "#5f7180", "#0a66ad", "#b01e2c", "#7f5200", "#3b4d5b", "#ffffff", "#a84300"),
}


def fill(id: str, source: str, colour: Any, opacity: float = 1.0) -> dict[str, Any]:
    paint = {"fill-color": colour, "fill-opacity": opacity, "fill-antialias": False}
    return {"id": id, "type": "fill", "source": source, "paint": paint}


def line(id: str, source: str, colour: str, width: Any, opacity: float = 1.0) -> dict[str, Any]:
    return {
        "id": id,
        "type": "line",
        "source": source,
        "layout": {"line-join": "round"},
        "paint": {"line-color": colour, "line-width": width, "line-opacity": opacity},
    }


def text(id: str, source: str, words: Any, colour: Any, halo: str, size: Any) -> dict[str, Any]:
    return {
        "id": id,
        "type": "symbol",
        "source": source,
        "layout": {"text-field": words, "text-size": size, "text-padding": 3},
        "paint": {"text-color": colour, "text-halo-color": halo, "text-halo-width": 1.4},
    }


def names(id: str, source: str, colour: str, halo: str, size: int) -> dict[str, Any]:
    """Names, each in its place or beside it where that is taken."""
    layer = text(id, source, ["get", "name"], colour, halo, size)
    layer["layout"] |= {"text-variable-anchor": ["center", "top", "bottom", "left", "right"], "text-radial-offset": 0.5}
    return layer
