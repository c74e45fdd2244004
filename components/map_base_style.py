"""How each kind of the base of a map looks."""

from collections.abc import Sequence
from typing import Any

from components.map_paint import Inks, fill, line, names
from components.map_words import BASE
from components.theme import Tokens
from data.map_choice import BaseLayer

NOWHERE: dict[str, Any] = {"type": "FeatureCollection", "features": []}
DASHES = [5, 2, 1, 2]
ROADS: list[Any] = ["interpolate", ["linear"], ["zoom"], 9, 0.5, 13, 1.2, 16, 3]


def base_sources(layers: Sequence[BaseLayer]) -> dict[str, Any]:
    """An empty source of each, which a script fills with an address."""
    return {f"base-{one.id}": {"type": "geojson", "data": NOWHERE} for one in layers}


def base_layers(layers: Sequence[BaseLayer], tokens: Tokens, inks: Inks) -> list[dict[str, Any]]:
    """How they are drawn, water lowest and names highest."""
    return [one for kind in BASE for layer in layers if layer.kind == kind for one in drawn(layer, tokens, inks)]


def drawn(layer: BaseLayer, tokens: Tokens, inks: Inks) -> list[dict[str, Any]]:
    """The style of a kind. Water is cut out of the classes, whose colours it would else be taken for."""
    id = f"base-{layer.id}"
    if layer.kind == "water":
        areas = fill(id, id, tokens.ground, 0.8) | {"filter": ["==", ["geometry-type"], "Polygon"]}
        return [areas, line(f"{id}-shore", id, inks.muted, 1, 0.6)]
    if layer.kind == "buildings":
        return [fill(id, id, inks.muted, 0.3), line(f"{id}-edge", id, inks.muted, 0.4, 0.6)]
    if layer.kind == "roads":
        return [line(id, id, inks.muted, ROADS, 0.7)]
    if layer.kind == "coast":
        return [line(id, id, inks.muted, 1.4)]
    if layer.kind == "boundary":
        edge = line(id, id, inks.text, 1.6, 0.8)
        edge["paint"]["line-dasharray"] = DASHES
        return [edge]
    return [names(id, id, inks.text, inks.halo, 12)]
