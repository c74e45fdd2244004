"""One polygon file as a profile declares it: read, put into WGS84, mended; what is wrong said plainly."""

import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely
from numpy.typing import NDArray

from geo.degrees import in_wgs84
from geo.finding import Finding, PlacesError
from geo.mending import mended

_POLYGON, _MULTIPOLYGON = 3, 6  # shapely's type ids
_NAMED = 5  # ids listed in a message
_UNREADABLE = (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError)


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
    raw = _select(source, _read(source))
    texts = _texts(raw[source.id])
    _refuse(source, texts.isna(), raw.index + 1, f'have no "{source.id}" (counted in the file)')
    ids = texts.astype(str).to_list()
    geometries = raw.geometry.to_numpy()
    _refuse(source, shapely.is_missing(geometries) | shapely.is_empty(geometries), ids, "have no geometry")
    kinds = shapely.get_type_id(geometries)
    _refuse(source, (kinds != _POLYGON) & (kinds != _MULTIPOLYGON), ids, "are not polygons")
    if not source.dissolve:
        again = f'share their "{source.id}" (dissolve = true unites features of the same id)'
        _refuse(source, texts.duplicated(keep=False), ids, again)
    geometries, findings = mended(in_wgs84(raw, source.path, source.level, source.crs), source.path, source.level, ids)
    _refuse(source, shapely.is_empty(geometries), ids, "have no area")
    columns = {
        "id": texts,
        "name": _texts(raw[source.name]).fillna(texts) if source.name else texts,
        "parent": _texts(raw[source.parent]) if source.parent else None,
        **{ours: raw[theirs] for ours, theirs in source.extra.items()},
    }
    table = pd.DataFrame(columns, index=raw.index).reset_index(drop=True)
    table["parent"] = table["parent"].astype(object)
    if source.dissolve:
        findings += _torn(source, table)
        table, geometries = _dissolved(table, geometries)
    return gpd.GeoDataFrame(table, geometry=geometries, crs="EPSG:4326"), findings


def _read(source: LevelSource) -> gpd.GeoDataFrame:
    if not source.path.is_file():
        raise PlacesError(f"{source.path} is not a file: correct the path of level {source.level}")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # GDAL's remarks on rings; they are checked and mended below
            layers = [str(name) for name, _ in pyogrio.list_layers(source.path)]
            _choose(source, layers)
            frame = gpd.read_file(source.path, layer=source.layer, encoding=_encoding(source.path))
    except _UNREADABLE as error:
        reason = "empty" if not source.path.stat().st_size else f"cut off, damaged or of another format: {error}"
        raise PlacesError(f"{source.path} cannot be read as polygons, it is {reason}") from error
    except UnicodeDecodeError as error:
        raise PlacesError(f"{source.path} has text that is not UTF-8 ({error}): save it as UTF-8") from error
    if not isinstance(frame, gpd.GeoDataFrame):
        raise PlacesError(f"{source.path} holds a table without geometry: give a file of polygons")
    return frame


def _choose(source: LevelSource, layers: list[str]) -> None:
    if source.layer is not None and source.layer not in layers:
        raise PlacesError(f'{source.path} has no layer "{source.layer}"; it has {", ".join(layers)}')
    if source.layer is None and len(layers) > 1:
        raise PlacesError(f"{source.path} has several layers, {', '.join(layers)}: name one by layer = …")


def _encoding(path: Path) -> str | None:
    """GB18030 for a Shapefile that names no encoding and is not UTF-8: Chinese offices write those."""
    table = path.with_suffix(".dbf")
    if path.suffix.lower() != ".shp" or path.with_suffix(".cpg").exists() or not table.exists():
        return None
    raw = table.read_bytes()
    if len(raw) < 32 or raw[29]:
        return None
    try:
        raw[int.from_bytes(raw[8:10], "little") :].decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"


def _select(source: LevelSource, raw: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The features asked for, after a check that the columns exist."""
    wanted = [source.id, source.name, source.parent, *source.where, *source.extra.values()]
    missing = [f'"{column}"' for column in wanted if column is not None and column not in raw.columns]
    if missing:
        have = ", ".join(f'"{column}"' for column in raw.columns if column != raw.geometry.name)
        raise PlacesError(f"{source.path} has no column {', '.join(missing)}; it has {have or 'none'}")
    if raw.empty:
        raise PlacesError(f"{source.path} holds no features")
    for column, value in source.where.items():
        raw = raw[(_texts(raw[column]) == value).to_numpy(dtype=bool)]
    if raw.empty:
        asked = " and ".join(f'{column} = "{value}"' for column, value in source.where.items())
        raise PlacesError(f"{source.path} holds no feature where {asked}")
    return raw


def _texts(values: "pd.Series[Any]") -> "pd.Series[Any]":
    """Codes as text: 3 and 3.0 are "3", a blank is None."""

    def text(value: Any) -> str | None:
        if value is None or (isinstance(value, float) and not np.isfinite(value)) or value is pd.NA:
            return None
        if isinstance(value, float | np.floating) and float(value).is_integer():
            return str(int(value))
        return str(value).strip() or None

    return pd.Series([text(value) for value in values], index=values.index, dtype=object)


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
