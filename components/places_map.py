"""Places coloured by class, as vector graphics in the page: there at once on any machine, and no driver loses it."""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import groupby, pairwise
from typing import Any

from dash import html

from components.map_labels import map_labels
from components.part import Part
from components.svg import Element, element
from components.tags import tags
from data.ground import Ground

MARGIN = 0.95  # of the box is filled; components/assets/map.js has it, too


def places_map(ground: Ground, colours: Sequence[int | None], title: str, href: Callable[[str], str]) -> html.Div:
    """The map, filling its box; `colours` are classes 0 to 5 in the order of the ground's features, None shows the
    hatching; `href` tells the address of a place by its id.

    A browser script recolours it in place, tells the names how large it is, and draws points over it.
    """
    _, _, width, height = ground.box
    down = Ground.PARTS * height / width
    sides = [-Ground.PARTS / 2, -down / 2, Ground.PARTS, down]
    hatch, borders, outlines = paths_of(ground)
    features = ground.places["features"]
    shapes = [place(*one, href) for one in zip(features, outlines, colours, strict=True)]
    drawing = element(
        "svg",
        [
            element("path", d=hatch, className="map-hatch"),
            element("g", shapes, className="map-places"),
            element("path", d=borders, className="map-borders"),
        ],
        viewBox=" ".join(f"{one / MARGIN:.0f}" for one in sides),
        className="map-canvas",
        role="group",
        **{"aria-label": title},
    )
    return html.Div(
        [Part(drawing), html.Canvas(className="map-points"), map_labels(ground)],
        className="map-fit",
        **tags(width=f"{width:.9f}", height=f"{height:.9f}"),
    )


def place(feature: dict[str, Any], path: str, colour: int | None, href: Callable[[str], str]) -> Element:
    """A place under its name, as a link for the mouse: by the keyboard there are lists."""
    name = str(feature["properties"]["name"])
    colour_class = "no-class" if colour is None else f"ramp-{colour}"
    shape = element("path", [element("title", name)], d=path, className=colour_class)
    return element("a", [shape], href=href(str(feature["id"])), tabIndex=-1, **{"aria-label": name})


@lru_cache(maxsize=8)
def paths_of(ground: Ground) -> tuple[str, str, tuple[str, ...]]:
    """The hatching, the borders of the coarser level, and each place, as paths; made once for a ground."""
    borders = "".join(rings(ground, one["geometry"]) for one in ground.borders["features"])
    hatch = line(ground, ground.hatch["geometry"]["coordinates"])
    return hatch, borders, tuple(rings(ground, one["geometry"]) for one in ground.places["features"])


def rings(ground: Ground, geometry: dict[str, Any]) -> str:
    """A polygon or multi-polygon with its holes."""
    parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return line(ground, [ring for part in parts for ring in part], "z")


def line(ground: Ground, lines: Iterable[Sequence[Sequence[float]]], end: str = "") -> str:
    """Lines in steps of a ten-thousandth of the town's width, each from the point before, which is shortest."""
    told: list[str] = []
    for one in lines:
        spots = [spot for spot, _ in groupby(ground.spot(lon, lat) for lon, lat in one)]
        steps = [f"{x - was_x} {y - was_y}" for (was_x, was_y), (x, y) in pairwise(spots)]
        told.append(f"M{spots[0][0]} {spots[0][1]}l{' '.join(steps)}{end}" if steps else "")
    return "".join(told)
