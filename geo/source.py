"""One polygon file as a profile declares it: read, put into WGS84, mended; what is wrong said plainly."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geo.degrees import in_wgs84
from geo.finding import Finding, PlacesError
from geo.geometry_file import read_geometry, selected, texts_of
from geo.mending import mended

_POLYGON, _MULTIPOLYGON = 3, 6  # shapely's type ids
_NAMED = 5  # ids listed in a message


@dataclass(frozen=True)
class LevelSource:
    """Where the polygons of a level come from.

    `id`, `name` and `parent` are columns of the file (`parent` holds the id of the place of level `within`
    that it belongs to; without it that is the one it overlaps most). `crs` overrides the file's own, `layer`
    names one of a GeoPackage, `where` keeps the features whose columns equal these texts, `dissolve` unites
    features of the same id, `extra` maps our attributes to columns of the file.
    """

    level: str
    path: Path
    id: str
    name: str | None = None
    parent: str | None = None
    within: str | None = None
    crs: str | None = None
    layer: str | None = None
    where: Mapping[str, str] = field(default_factory=dict)
    dissolve: bool = False
    extra: Mapping[str, str] = field(default_factory=dict)


def read_source(source: LevelSource) -> tuple[gpd.GeoDataFrame, list[Finding]]:
    """Places of a level in file order: id, name, parent, the extras, geometry in WGS84; and what was mended.

    Raises PlacesError naming the file and what would mend it.
    """
    owner = f"level {source.level}"
    wanted = [one for one in (source.id, source.name, source.parent, *source.extra.values()) if one is not None]
    raw = selected(read_geometry(source.path, source.layer, owner), source.path, wanted, source.where)
    texts = texts_of(raw[source.id])
    _refuse(source, texts.isna(), raw.index + 1, f'have no "{source.id}" (counted in the file)')
    ids = texts.astype(str).to_list()
    geometries = raw.geometry.to_numpy()
    _refuse(source, shapely.is_missing(geometries) | shapely.is_empty(geometries), ids, "have no geometry")
    kinds = shapely.get_type_id(geometries)
    _refuse(source, (kinds != _POLYGON) & (kinds != _MULTIPOLYGON), ids, "are not polygons")
    if not source.dissolve:
        again = f'share their "{source.id}" (dissolve = true unites features of the same id)'
        _refuse(source, texts.duplicated(keep=False), ids, again)
    geometries, findings = mended(in_wgs84(raw, source.path, owner, source.crs), source.path, source.level, ids)
    _refuse(source, shapely.is_empty(geometries), ids, "have no area")
    columns = {
        "id": texts,
        "name": texts_of(raw[source.name]).fillna(texts) if source.name else texts,
        "parent": texts_of(raw[source.parent]) if source.parent else None,
        **{ours: raw[theirs] for ours, theirs in source.extra.items()},
    }
    table = pd.DataFrame(columns, index=raw.index).reset_index(drop=True)
    table["parent"] = table["parent"].astype(object)
    if source.dissolve:
        findings += _torn(source, table)
        table, geometries = _dissolved(table, geometries)
    return gpd.GeoDataFrame(table, geometry=geometries, crs="EPSG:4326"), findings


def _refuse(source: LevelSource, bad: Any, ids: Any, what: str) -> None:
    """Raise when any feature is bad, naming the first few."""
    bad = np.asarray(bad, dtype=bool)
    if bad.any():
        named = [str(each) for each in np.asarray(ids, dtype=object)[bad]]
        some = ", ".join(dict.fromkeys(named[:_NAMED])) + (" …" if len(named) > _NAMED else "")
        raise PlacesError(f"{source.path}: {len(named)} features of level {source.level} {what}: {some}")


def _torn(source: LevelSource, table: pd.DataFrame) -> list[Finding]:
    """A finding for each id whose features name different parents."""
    parents = table[table["parent"].notna()].groupby("id", sort=False)["parent"].unique()
    return [
        Finding(
            source.level,
            "torn",
            str(id),
            f"{source.path.name}: features of {source.level} {id} belong to different places of level "
            f"{source.within} ({', '.join(each)}); it is taken as one of {each[0]}",
        )
        for id, each in parents.items()
        if len(each) > 1
    ]


def _dissolved(table: pd.DataFrame, geometries: NDArray[Any]) -> tuple[pd.DataFrame, NDArray[Any]]:
    """One row an id, in the order of first appearance: the union of its features, their first attributes."""
    number, _ = pd.factorize(table["id"])
    order = np.argsort(number, kind="stable")
    parts = np.split(geometries[order], np.flatnonzero(np.diff(number[order])) + 1)
    united = np.empty(len(parts), dtype=object)
    united[:] = [shapely.union_all(part) for part in parts]
    return table.groupby(number, sort=False).first().reset_index(drop=True), united
