"""Points over a map: where each is drawn, and the key that says what they are."""

from collections.abc import Mapping, Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from components.scene_words import tell_scene
from data.ground import Ground
from data.live_points import Layer

NAMES = {"cases": "new_cases"}
Spots = list[list[int]]


def spots_of(layers: Sequence[Layer], ground: Ground) -> dict[str, Spots]:
    """By layer, lowest first: [right, down, lit] of each point from the middle of the town, in parts of its width."""
    return {layer.id: [[*ground.spot(lon, lat), int(lit)] for lon, lat, lit in layer.points] for layer in layers}


def moved(before: Mapping[str, Spots], after: Mapping[str, Spots]) -> dict[str, Any]:
    """The layers that changed: only the points that did, by position, where their number stayed, else all of them."""
    found: dict[str, Any] = {}
    for layer, spots in after.items():
        shown = before.get(layer)
        if shown is None or len(shown) != len(spots):
            found[layer] = spots
        elif shown != spots:
            found[layer] = {str(n): one for n, one in enumerate(spots) if shown[n] != one}
    return found


def map_key(layers: Sequence[Layer], language: str) -> html.Ul:
    """What each mark is and how many there are; how many of the cameras are off line, of the new cases grave."""
    entries = []
    for layer in layers:
        name = NAMES.get(layer.id, layer.id)
        few = len(layer.points) < layer.count
        drawn = f"{layer.count}{tell_scene('drawn', language, n=len(layer.points)) if few else ''}"
        said: list[Component | str] = [
            html.I(className=f"map-mark {layer.id}"),
            tell_scene(name, language, count=drawn),
        ]
        if layer.lit and layer.id in ("cameras", "cases"):
            words = tell_scene(f"{name}_lit", language, lit=layer.lit)
            said += [html.I(className=f"map-mark {layer.id} lit"), words]
        entries.append(html.Li(said))
    return html.Ul(entries, className="map-key")
