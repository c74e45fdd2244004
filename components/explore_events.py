"""What was done on a chart or a control, as new filters: Plotly's events and the controls' values in, filters out."""

from datetime import datetime
from typing import Any

from data.explore import choosing
from data.explore.filters import Filters


def clicked(filters: Filters, graph: str, level: str, point: dict[str, Any]) -> Filters:
    """The filters after a click on a point of a chart; `level` is that of the map."""
    told = point.get("customdata") or [None]
    match graph:
        case "map" | "map-vs":
            return choosing.toggled(filters, level, str(point["location"])) if "location" in point else filters
        case "heat":
            return choosing.at_hour(filters, int(point["y"]), int(point["x"]))
        case "parts":
            return filters if told[0] is None else choosing.toggled(filters, filters.by, str(told[0]))
    place, start, step = told
    return filters if place else choosing.during(filters, step, datetime.fromisoformat(start))


def selected(filters: Filters, event: dict[str, Any]) -> Filters:
    """The filters after a shape was drawn on a map."""
    ring = ring_of(event)
    return choosing.within_shape(filters, ring) if ring else filters


def ring_of(event: dict[str, Any]) -> list[tuple[float, float]]:
    """The corners (longitude, latitude) of a lasso or a box; none where it is neither."""
    drawn = (event.get("lassoPoints") or {}).get("map")
    if drawn:
        return [(float(lon), float(lat)) for lon, lat in drawn]
    box = (event.get("range") or {}).get("map")
    if not box:
        return []
    (west, north), (east, south) = box
    return [(west, south), (east, south), (east, north), (west, north)]
