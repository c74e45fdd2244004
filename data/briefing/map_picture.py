"""The map of a briefing: the wall's indicator by the finest level that can still be read on paper."""

from typing import Any

from data.board import Reading
from data.briefing.document import MapPicture
from data.briefing.narrative import say
from data.briefing.subject import Subject
from data.classes import class_limits, ranges
from data.ground import ground_of

MOST_PLACES = 200


def map_picture(subject: Subject) -> tuple[MapPicture, ...]:
    """Nothing where the indicator is told of no places, or no two of them."""
    id = subject.choice.map
    for level in reversed(subject.below):
        children = subject.children(level)
        if not 2 <= len(children) <= MOST_PLACES:
            continue
        readings = [subject.reading(id, level, place) for place in children]
        found = [one for one in readings if one is not None]
        if any(one.value is not None for one in found):
            return (drawn(subject, level, found),)
    return ()


def drawn(subject: Subject, level: str, readings: list[Reading]) -> MapPicture:
    language, indicator = subject.language, readings[0].indicator
    ground = ground_of(subject.basis.places, level)
    wanted = {one.place for one in readings}
    features: list[dict[str, Any]] = [one for one in ground.places["features"] if one["id"] in wanted]
    values = {one.place: None if one.stale else one.value for one in readings}
    limits, legend = classes(list(values.values()), indicator.digits)
    title = subject.level_name(level)
    return MapPicture(
        title=say("map", language, level=title, title=indicator.title[language]),
        features={"type": "FeatureCollection", "features": features},
        values=values,
        names={one["id"]: str(one["properties"]["name"]) for one in features},
        limits=limits,
        legend=(*legend, say("none", language)),
        indicator=indicator.id,
        unit=indicator.unit[language],
    )


def classes(values: list[float | None], digits: int) -> tuple[tuple[float, ...], tuple[str, ...]]:
    """The upper limits between the classes, and each class in words; 0 is a class of its own."""
    others = [value for value in values if value]
    limits = class_limits(values, digits)
    words = tuple(ranges(others, limits, digits))
    if 0 not in values or not others or min(others) < 0:
        return limits, words or ("0",)
    return (min(others), *limits), ("0", *words)
