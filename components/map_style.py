"""How a map is drawn: a MapLibre style of our own, for which nothing is asked of any server.

Texts and marks are glyphs that the browser draws with its own fonts: a style without a glyph server has MapLibre do so.
"""

from collections.abc import Sequence
from typing import Any

from components.map_base_style import NOWHERE, base_layers, base_sources
from components.map_paint import INKS, Inks, fill, line, names, text
from components.theme import THEMES, Theme
from data.ground import Ground
from data.map_choice import BaseLayer

CLUSTERED = ("cases", "cameras", "sensors")
CLUSTER_PX, CLUSTER_ZOOM = 36, 13  # farther out than this, marks that lie so close become one
DRAWN = ("reach", "blind", "views", "tracks", "chosen")  # shapes that a page may fill


# By layer and state: the mark, its ink and its size in px. Shapes tell layers apart, colour and size what is lit.
MARKS: dict[str, dict[str, tuple[str, str, int]]] = {
    "cameras": {
        "playable": ("■", "muted", 12),
        "on_line": ("▣", "muted", 12),
        "off": ("□", "watch", 17),
        "unknown": ("□", "faint", 12),
    },
    "sensors": {
        "ordinary": ("●", "muted", 11),
        "unbounded": ("●", "faint", 11),
        "unknown": ("○", "faint", 11),
        "high": ("↑", "bad", 22),
        "low": ("↓", "watch", 22),
    },
    "gas": {
        "on_line": ("⊕", "muted", 14),
        "unknown": ("⊕", "faint", 14),
        "off": ("⊕", "watch", 18),
        "raised": ("⊗", "bad", 24),
    },
    "drones": {
        "ready": ("◎", "muted", 17),
        "unknown": ("◎", "faint", 17),
        "off": ("◎", "watch", 19),
        "flying": ("◎", "accent", 24),
    },
    "findings": {"open": ("★", "watch", 16)},
    "patrols": {"vehicle": ("▲", "patrol", 17), "worker": ("▼", "patrol", 15), "quiet": ("△", "faint", 15)},
    "cases": {
        "plain": ("◆", "text", 15),
        "yellow": ("◆", "watch", 15),
        "orange": ("◆", "orange", 16),
        "red": ("◆", "bad", 18),
        "new_plain": ("◈", "text", 24),
        "new_yellow": ("◈", "watch", 24),
        "new_orange": ("◈", "orange", 25),
        "new_red": ("◈", "bad", 26),
    },
}


def map_style(ground: Ground, theme: Theme, base: Sequence[BaseLayer] = ()) -> dict[str, Any]:
    """Land, hatched where nothing is known; places, coloured by the `class` that a script gives them; the base; borders
    and names of the level above; and an empty source of every layer, which a script fills."""
    tokens, inks = THEMES[theme], INKS[theme]
    ramp: list[Any] = [part for n, colour in enumerate(tokens.ramp) for part in (n, colour)]
    known = ["coalesce", ["feature-state", "class"], -1]
    sources = {
        "places": {"type": "geojson", "data": ground.address("places"), "promoteId": "id"},
        "borders": {"type": "geojson", "data": ground.address("borders")},
        "hatch": {"type": "geojson", "data": ground.address("hatch")},
        "names": {"type": "geojson", "data": names_of(ground)},
        **base_sources(base),
        **{name: {"type": "geojson", "data": NOWHERE} for name in DRAWN},
        **{layer: source_of(layer) for layer in MARKS},
    }
    layers: list[dict[str, Any]] = [
        {"id": "ground", "type": "background", "paint": {"background-color": tokens.ground}},
        fill("land", "borders", tokens.land),
        line("hatch", "hatch", tokens.hatch, 1.2),
        fill("places", "places", ["match", known, *ramp, "rgba(0,0,0,0)"]),
        line("edges", "places", tokens.outline, 0.4, 0.5),
        *base_layers(base, tokens, inks),
        line("borders", "borders", tokens.outline, 1.4, 0.75),
        fill("reach", "reach", inks.accent, 0.12),
        line("reach-edge", "reach", inks.accent, 1.6),
        fill("blind", "blind", tokens.ground, 0.75),
        line("blind-edge", "blind", inks.watch, 1, 0.9),
        fill("views", "views", inks.text, 0.16),
        line("views-edge", "views", inks.text, 0.8, 0.6),
        line("tracks", "tracks", inks.patrol, 1.6, 0.7),
        line("chosen", "chosen", inks.text, 3),
        names("names", "names", inks.text, inks.halo, 14),
        *[one for layer in MARKS for one in mark_layers(layer, inks)],
    ]
    return {"version": 8, "sources": sources, "layers": layers}


def source_of(layer: str) -> dict[str, Any]:
    """An empty source; of many marks one that gathers them when far out, and tells how many of them are lit."""
    if layer not in CLUSTERED:
        return {"type": "geojson", "data": NOWHERE}
    return {
        "type": "geojson",
        "data": NOWHERE,
        "cluster": True,
        "clusterRadius": CLUSTER_PX,
        "clusterMaxZoom": CLUSTER_ZOOM,
        "clusterProperties": {"lit": ["+", ["case", ["get", "lit"], 1, 0]]},
    }


def mark_layers(layer: str, inks: Inks) -> list[dict[str, Any]]:
    """The marks of a layer, and the discs with their number where they are gathered."""
    states = MARKS[layer]

    def by_state(position: int, last: Any) -> list[Any]:
        return ["match", ["get", "state"], *[part for state in states for part in told(state, position)], last]

    def told(state: str, position: int) -> tuple[str, Any]:
        mark = states[state]
        return state, getattr(inks, mark[1]) if position == 1 else mark[position]

    marks = text(layer, layer, by_state(0, "·"), by_state(1, inks.muted), inks.halo, by_state(2, 12))
    marks["layout"] |= {"text-allow-overlap": True, "text-ignore-placement": True}
    if layer not in CLUSTERED:
        return [marks]
    marks["filter"] = ["!", ["has", "point_count"]]
    lit = [">", ["get", "lit"], 0]
    ink = inks.bad if layer == "cases" else inks.watch
    disc = {
        "id": f"{layer}-many",
        "type": "circle",
        "source": layer,
        "filter": ["has", "point_count"],
        "paint": {
            "circle-radius": ["step", ["get", "point_count"], 11, 100, 14, 1000, 18],
            "circle-color": inks.halo,
            "circle-opacity": 0.85,
            "circle-stroke-width": ["case", lit, 2, 1],
            "circle-stroke-color": ["case", lit, ink, inks.muted],
        },
    }
    shape = next(iter(states.values()))[0]
    number = ["concat", shape, ["to-string", ["get", "point_count"]]]
    count = text(f"{layer}-count", layer, number, ["case", lit, ink, inks.text], inks.halo, 12)
    count["filter"] = ["has", "point_count"]
    count["layout"] |= {"text-allow-overlap": True}
    return [disc, count, marks]


def names_of(ground: Ground) -> dict[str, Any]:
    features = [
        {
            "type": "Feature",
            "properties": {"name": name},
            "geometry": {"type": "Point", "coordinates": [round(lon, 6), round(lat, 6)]},
        }
        for name, lon, lat in ground.labels
    ]
    return {"type": "FeatureCollection", "features": features}
