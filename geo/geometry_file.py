"""A file of geometry as GDAL reads it, GeoJSON, Shapefile or GeoPackage; what is wrong with it said plainly."""

import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio

from geo.finding import PlacesError

_UNREADABLE = (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError)


def read_geometry(path: Path, layer: str | None, owner: str) -> gpd.GeoDataFrame:
    """All features of a file, or of a layer of it, as they are; `owner` is what of the profile they belong to.

    Raises PlacesError naming the file and what would mend it.
    """
    if not path.is_file():
        raise PlacesError(f"{path} is not a file: correct the path of {owner}")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # GDAL's remarks on rings; they are checked and mended later
            _choose(path, layer, [str(name) for name, _ in pyogrio.list_layers(path)])
            frame = gpd.read_file(path, layer=layer, encoding=_encoding(path))
    except _UNREADABLE as error:
        reason = "empty" if not path.stat().st_size else f"cut off, damaged or of another format: {error}"
        raise PlacesError(f"{path} cannot be read as geometry, it is {reason}") from error
    except UnicodeDecodeError as error:
        raise PlacesError(f"{path} has text that is not UTF-8 ({error}): save it as UTF-8") from error
    if not isinstance(frame, gpd.GeoDataFrame):
        raise PlacesError(f"{path} holds a table without geometry: give a file with geometry")
    return frame


def selected(raw: gpd.GeoDataFrame, path: Path, columns: Sequence[str], where: Mapping[str, str]) -> gpd.GeoDataFrame:
    """The features whose columns equal the texts of `where`, after a check that these columns exist.

    Raises PlacesError where a column is missing or nothing is left.
    """
    missing = [f'"{column}"' for column in (*columns, *where) if column not in raw.columns]
    if missing:
        have = ", ".join(f'"{column}"' for column in raw.columns if column != raw.geometry.name)
        raise PlacesError(f"{path} has no column {', '.join(missing)}; it has {have or 'none'}")
    if raw.empty:
        raise PlacesError(f"{path} holds no features")
    for column, value in where.items():
        raw = raw[(texts_of(raw[column]) == value).to_numpy(dtype=bool)]
    if raw.empty:
        asked = " and ".join(f'{column} = "{value}"' for column, value in where.items())
        raise PlacesError(f"{path} holds no feature where {asked}")
    return raw


def texts_of(values: "pd.Series[Any]") -> "pd.Series[Any]":
    """Codes as text: 3 and 3.0 are "3", a blank is None."""

    def text(value: Any) -> str | None:
        if value is None or (isinstance(value, float) and not np.isfinite(value)) or value is pd.NA:
            return None
        if isinstance(value, float | np.floating) and float(value).is_integer():
            return str(int(value))
        return str(value).strip() or None

    return pd.Series([text(value) for value in values], index=values.index, dtype=object)


def _choose(path: Path, layer: str | None, layers: list[str]) -> None:
    if layer is not None and layer not in layers:
        raise PlacesError(f'{path} has no layer "{layer}"; it has {", ".join(layers)}')
    if layer is None and len(layers) > 1:
        raise PlacesError(f"{path} has several layers, {', '.join(layers)}: name one by layer = …")


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
