"""The places of a town: nested levels of polygons, coarse to fine, all in WGS84."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from geo.finding import Finding, PlacesError
from geo.metric import centre_of, equal_area
from geo.source import LevelSource, read_source

__all__ = ["Finding", "Level", "LevelSource", "Places", "PlacesError", "read_places"]

Int32Array = NDArray[np.int32]

TOWN = "town"


@dataclass(frozen=True, eq=False)
class Level:
    """The places of one level.

    `frame` holds id, name, parent (the id of a place of level `within`, or None), the extra attributes and
    geometry (valid (Multi)Polygons in WGS84), indexed 0 to n-1 in file order.
    """

    id: str
    frame: gpd.GeoDataFrame
    within: str | None


@dataclass(frozen=True, eq=False)
class Places:
    """All levels, coarse to fine, without the town itself, whose polygon is `outline`."""

    levels: tuple[Level, ...]
    outline: Any
    findings: tuple[Finding, ...]

    def level(self, id: str) -> Level:
        """The level of that id. Raises PlacesError when there is none."""
        for level in self.levels:
            if level.id == id:
                return level
        known = ", ".join(level.id for level in self.levels)
        raise PlacesError(f'there is no level "{id}"; there are {known}')

    def parents(self, level: str, ancestor: str) -> Int32Array:
        """Index (n,) in level `ancestor` of the place that holds each place of `level`; -1 for none.

        Raises PlacesError when `level` does not nest in `ancestor`, directly or by way of others.
        """
        here = self.level(level)
        index = np.arange(len(here.frame), dtype=np.int32)
        while here.id != ancestor:
            if here.within is None:
                raise PlacesError(f"level {level} does not nest in level {ancestor}")
            above = self.level(here.within)
            position = {id: at for at, id in enumerate(above.frame["id"])}
            step = [position.get(parent, -1) for parent in here.frame["parent"]]
            index, here = np.array([*step, -1], dtype=np.int32)[index], above
        return index

    @cached_property
    def digest(self) -> str:
        """A hash of levels, nesting, ids and geometries: the same for the same places, on any machine."""
        hash = sha256()
        for level in self.levels:
            parts = [level.id, level.within, *level.frame["id"], *level.frame["parent"]]
            hash.update(repr([None if part is None else str(part) for part in parts]).encode())
            for wkb in shapely.to_wkb(level.frame.geometry.to_numpy(), byte_order=1):
                hash.update(wkb)
        hash.update(shapely.to_wkb(self.outline, byte_order=1))
        return hash.hexdigest()


def read_places(sources: Sequence[LevelSource]) -> Places:
    """Read the levels of a town, given coarse to fine; one of level "town" gives the outline.

    Without it the outline is the union of the levels that nest in no other. Raises PlacesError.
    """
    levels: dict[str, Level] = {}
    findings: list[Finding] = []
    outline = None
    for source in sources:
        if source.level in levels or (source.level == TOWN and outline is not None):
            raise PlacesError(f"level {source.level} is given twice in the profile")
        within = None if source.within == TOWN else source.within
        if within is not None and within not in levels:
            raise PlacesError(
                f'level {source.level} is within = "{within}", which is no level before it in the profile'
            )
        if source.parent and source.within is None:
            raise PlacesError(
                f'level {source.level} has parent = "{source.parent}" but no within naming the level above'
            )
        frame, found = read_source(source)
        findings += found
        if source.level == TOWN:
            outline = shapely.union_all(frame.geometry.to_numpy())
            continue
        if within is None:
            frame["parent"] = None
        elif source.parent is None:
            frame["parent"] = _largest_overlaps(frame, levels[within].frame)
        frame["parent"] = frame["parent"].astype(object).where(frame["parent"].notna(), None)
        levels[source.level] = Level(source.level, frame, within)
    if outline is None:
        roots = [level.frame.geometry.to_numpy() for level in levels.values() if level.within is None]
        if not roots:
            raise PlacesError("the profile gives no polygons: at least one level is needed")
        outline = shapely.union_all(np.concatenate(roots))
    return Places(tuple(levels.values()), outline, tuple(findings))


def _largest_overlaps(children: gpd.GeoDataFrame, parents: gpd.GeoDataFrame) -> NDArray[Any]:
    """Id of the parent with the largest area in common with each child, None where they only touch."""
    below, above = children.geometry.to_numpy(), parents.geometry.to_numpy()
    child, parent = shapely.STRtree(above).query(below, predicate="intersects")
    shared = shapely.intersection(below[child], above[parent])
    area = shapely.area(equal_area(shared, centre_of(above)))
    order = np.lexsort((parent, -area, child))
    who, best = np.unique(child[order], return_index=True)
    ids = np.full(len(children), None, dtype=object)
    chosen = order[best]
    ids[who] = np.where(area[chosen] > 0, parents["id"].to_numpy(dtype=object)[parent[chosen]], None)
    return ids
