"""Everything questionable in a set of places: overlaps, gaps, orphans, odd sizes; areas in square metres."""

from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.metric import centre_of, equal_area
from geo.places import Finding, Level, Places

_SLIVER_M2 = 1.0  # less is the rounding of coordinates, not a fault of the map
_SMALL_M2 = 100.0
_SMALL_SHARE, _LARGE_SHARE = 1 / 1000, 100.0  # of the level's median
_FEWEST_FOR_MEDIAN = 5
_MOSTLY = 0.5


def check_places(places: Places) -> tuple[Finding, ...]:
    """All findings: what was mended when reading, then level by level what does not fit."""
    findings = list(places.findings)
    for level in places.levels:
        shapes = level.frame.geometry.to_numpy()
        findings += _sizes(level, shapes)
        findings += _overlaps(level, shapes)
        if level.within is None:
            every = np.zeros(len(shapes), dtype=np.int32)
            findings += _gaps(level, shapes, every, np.array([places.outline], dtype=object), "the town", [""])
            continue
        above = places.level(level.within)
        parents = above.frame.geometry.to_numpy()
        parent = places.parents(level.id, above.id)
        findings += _orphans(level, parent, shapes, parents)
        findings += _gaps(level, shapes, parent, parents, above.id, above.frame["id"].to_list())
    return tuple(findings)


def _square_metres(shapes: NDArray[Any]) -> NDArray[np.float64]:
    """Areas of what was cut out in degrees.

    Cutting after projecting would find hairs everywhere: a long straight edge in degrees is bent in the plane,
    and vertices that a neighbour has along it no longer lie on it.
    """
    areas = np.zeros(len(shapes))
    full = ~shapely.is_empty(shapes)
    if full.any():
        areas[full] = shapely.area(equal_area(shapes[full], centre_of(shapes[full])))
    return areas


def _sizes(level: Level, shapes: NDArray[Any]) -> list[Finding]:
    areas = _square_metres(shapes)
    median = float(np.median(areas))
    judged = len(areas) >= _FEWEST_FOR_MEDIAN
    small = (areas < _SMALL_M2) | (judged & (areas < _SMALL_SHARE * median))
    large = judged & (areas > _LARGE_SHARE * median)
    return [
        Finding(
            level.id,
            "small" if small[at] else "large",
            id,
            f"{level.id} {id} is unusually {'small' if small[at] else 'large'}: "
            f"{areas[at]:,.0f} m² (the median of the level is {median:,.0f} m²)",
        )
        for at, id in enumerate(level.frame["id"])
        if small[at] or large[at]
    ]


def _overlaps(level: Level, shapes: NDArray[Any]) -> list[Finding]:
    ids = level.frame["id"].to_list()
    # edges of a coverage that do not match a neighbour's; where there are none, nothing overlaps
    odd = ~shapely.is_empty(shapely.coverage_invalid_edges(shapes))
    one, other = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    pair = (one < other) & (odd[one] | odd[other])
    one, other = one[pair], other[pair]
    areas = _square_metres(shapely.intersection(shapes[one], shapes[other]))
    return [
        Finding(
            level.id,
            "overlap",
            ids[a],
            f"{level.id} {ids[a]} and {ids[b]} overlap by {area:,.0f} m²; points there go to {ids[a]}",
        )
        for a, b, area in zip(one.tolist(), other.tolist(), areas.tolist(), strict=True)
        if area >= _SLIVER_M2
    ]


def _orphans(level: Level, parent: NDArray[np.int32], shapes: NDArray[Any], above: NDArray[Any]) -> list[Finding]:
    """Places without a parent, or whose parent lies elsewhere."""
    findings = []
    centroids = shapely.centroid(shapes)
    for at, (id, named) in enumerate(zip(level.frame["id"], level.frame["parent"], strict=True)):
        if parent[at] < 0:
            why = f'its parent "{named}" is no {level.within}' if named else f"it lies in no {level.within}"
            findings.append(Finding(level.id, "orphan", id, f"{level.id} {id} has no {level.within}: {why}"))
            continue
        mother = above[parent[at]]
        if shapely.covers(mother, centroids[at]):
            continue
        share = shapely.area(shapely.intersection(shapes[at], mother)) / shapely.area(shapes[at])
        if share < _MOSTLY:
            detail = f"{level.id} {id} belongs to {level.within} {named} but only {share:.0%} of it lies there"
            findings.append(Finding(level.id, "orphan", id, detail))
    return findings


def _gaps(
    level: Level,
    shapes: NDArray[Any],
    parent: NDArray[np.int32],
    above: NDArray[Any],
    above_id: str,
    ids: list[str],
) -> list[Finding]:
    """What of each polygon above is covered by none of the level's, be they its own children or others'."""
    findings = []
    tree = shapely.STRtree(shapes)
    for at, mother in enumerate(above):
        holes = _parts(shapely.difference(mother, shapely.union_all(shapes[parent == at])))
        if holes:
            near = shapes[tree.query(mother, predicate="intersects")]
            holes = _parts(shapely.difference(mother, shapely.union_all(near)))
        if holes:
            of = f"{above_id} {ids[at]}".strip()
            count = "1 gap" if len(holes) == 1 else f"{len(holes)} gaps"
            detail = f"{of} is not wholly covered by {level.id}: {count}, {sum(holes):,.0f} m² in all"
            findings.append(Finding(level.id, "gap", ids[at] or "town", detail))
    return findings


def _parts(left: Any) -> list[float]:
    """Square metres of each part that is more than a sliver."""
    return [float(area) for area in _square_metres(shapely.get_parts(left)) if area >= _SLIVER_M2]
