"""What a browser is told to draw on a map: classes, marks, shapes; and only what it does not have yet."""

import hashlib
import json
from typing import Any, get_args

from components.asked import Asked
from components.choropleth import colours_of
from components.figure import number
from components.painting import at_places
from data.board import Board, Reading
from data.classes import class_limits
from data.ground import Ground
from data.live_map import LayerId, LiveMap

SHAPES = ("tracks", "reach")


def painted(board: Board, asked: Asked, shown: str) -> dict[str, Any]:
    """The class of each place, and its value in words."""
    if not shown:
        return {"classes": {}, "values": {}}
    one = board.catalogue[shown]
    readings: list[Reading] = at_places(board, shown, asked.level)
    values = [reading.value for reading in readings]
    classes = colours_of(values, class_limits(values, one.digits))
    told = {r.place: f"{number(r.value, one.digits)} {one.unit[asked.language]}" for r in readings}
    return {"classes": {r.place: c for r, c in zip(readings, classes, strict=True)}, "values": told}


def drawn_layers(live: LiveMap | None, reach: Any, wanted: frozenset[str]) -> dict[str, Any]:
    """What each layer shows; one that is switched off shows nothing."""
    layers: dict[str, Any] = dict.fromkeys([*get_args(LayerId), *SHAPES, "views"])
    if live is not None:
        layers |= {one.id: one.marks for one in live.layers}
        if live.tracks:
            layers["tracks"] = {
                "type": "Feature",
                "properties": {},
                "geometry": {"type": "MultiLineString", "coordinates": live.tracks},
            }
        layers["views"] = views_of(live)
    if reach is not None and "reach" in wanted:
        layers["reach"] = {"type": "Feature", "properties": {}, "geometry": reach}
    return {"layers": layers}


def views_of(live: LiveMap) -> Any:
    """What the cameras look at as one feature; None where none tells it."""
    if not live.views:
        return None
    rings = [[view] for view in live.views]
    return {"type": "Feature", "properties": {}, "geometry": {"type": "MultiPolygon", "coordinates": rings}}


def outline(ground: Ground, asked: Asked) -> Any:
    """The chosen place as a feature."""
    features = ground.places["features"]
    return next((one for one in features if str(one["id"]) == asked.place), None)


def news_of(drawing: dict[str, Any], heard: dict[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """What the browser does not have yet, and the fingerprints of all that it then has."""
    parts = {f"layers.{name}": one for name, one in drawing["layers"].items()}
    parts |= {"classes": drawing["classes"], "values": drawing["values"]}
    hashes = {name: fingerprint(one) for name, one in parts.items()}
    new = {name for name, hash in hashes.items() if heard.get(name) != hash}
    news: dict[str, Any] = {name: drawing[name] for name in ("classes", "values") if name in new}
    news["layers"] = {name: one for name, one in drawing["layers"].items() if f"layers.{name}" in new}
    return news, hashes


def fingerprint(one: Any) -> str:
    return hashlib.blake2s(json.dumps(one).encode(), digest_size=8).hexdigest()
