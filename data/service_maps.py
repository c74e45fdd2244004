"""The maps of services and needs: what each of them draws."""

from collections.abc import Sequence
from typing import Literal, get_args

from data.drawing import Dot, Drawing, Feature, Link, of_cells, of_places
from data.ground import Ground
from data.resources import Match, Need, Resource
from data.service_circle import PlaceService, ServiceCircle

Show = Literal["supply", "demand", "balance", "circle", "access", "needs"]
SHOWS: tuple[Show, ...] = get_args(Show)
LACKS = (2.0, 3.0, 6.0)  # of what lack_class tells: enough, 1 too few, 2 to 4, 5 and more
DENSITY_DIGITS = 2


def drawing(found: ServiceCircle, ground: Ground, show: Show) -> Drawing:
    """One of the maps."""
    if show == "supply":
        return of_cells(found.canvas, found.supply, DENSITY_DIGITS, dots(found.resources, "resources"))
    if show == "demand":
        return of_cells(found.canvas, found.demand, DENSITY_DIGITS, dots(found.needs, "needs"))
    if show == "needs":
        return between(found, ground)
    values = {one.id: value_of(one, show) for one in found.places}
    told = {one.id: properties(one) for one in found.places}
    features: Sequence[Feature] = ground.places["features"]
    ids = [str(one["id"]) for one in features]
    limits = LACKS if show == "balance" else None
    digits = {"circle": 0, "access": 1}.get(show, 0)
    return of_places(features, [values[id] for id in ids], [told[id] for id in ids], digits, limits)


def value_of(place: PlaceService, show: Show) -> float | None:
    """The number that a map colours a place by."""
    if show == "balance":
        return lack_class(place)
    if show == "circle":
        return None if place.within is None else 100 * place.within
    return place.access


def lack_class(place: PlaceService) -> float:
    """0: neither resources nor needs; 1: as many resources as needs, or more; then 1 more for each need beyond."""
    if not place.resources and not place.needs:
        return 0.0
    return 1.0 + max(place.lack, 0)


def properties(place: PlaceService) -> dict[str, object]:
    """What is told of a place in a map's file."""
    return {
        "resources": place.resources,
        "needs": place.needs,
        "unmatched": place.unmatched,
        "lack": place.lack,
        "residents": None if place.residents is None else round(place.residents),
        "within_reach": None if place.within is None else round(place.within, 4),
        "capacity_per_1000": None if place.access is None else round(place.access, 3),
    }


def dots(rows: Sequence[Resource] | Sequence[Need], layer: str) -> list[Dot]:
    """Those of them that have a point."""
    return [
        Dot(layer, one.lon, one.lat, one.kind, (("id", one.id),))
        for one in rows
        if one.lon is not None and one.lat is not None
    ]


def between(found: ServiceCircle, ground: Ground) -> Drawing:
    """Needs with the resource that serves each, or the nearest that could, over the bare places."""
    links = [link for layer, pairs in (("serves", found.matched), ("could", found.waiting))
             for one in pairs if (link := link_of(one, layer)) is not None]  # fmt: skip
    open_ones = [one for one in found.needs if one.matched_at is None]
    served = [one for one in found.needs if one.matched_at is not None]
    layers = [*dots(found.resources, "resources"), *dots(served, "matched"), *dots(open_ones, "unmatched")]
    features = tuple(ground.places["features"])
    return Drawing(features, (0,) * len(features), dots=tuple(layers), links=tuple(links))


def link_of(match: Match, layer: str) -> Link | None:
    """The line of a match; None where a point is missing."""
    need, resource = match.need, match.resource
    if resource is None or match.distance_m is None:
        return None
    if need.lon is None or need.lat is None or resource.lon is None or resource.lat is None:
        return None
    ends = ((need.lon, need.lat), (resource.lon, resource.lat))
    about = (("need", need.id), ("resource", resource.id), ("distance_m", round(match.distance_m)))
    return Link(layer, ends, need.kind, about)
