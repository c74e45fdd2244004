"""The base of a map as a place gives it: boundary, coast, water, roads, buildings and names, light enough to send."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.degrees import in_wgs84
from geo.finding import PlacesError
from geo.geometry_file import read_geometry, selected, texts_of
from geo.metric import metres_per_degree

BaseKind = Literal["boundary", "coast", "water", "roads", "buildings", "names"]
CORNERS = 40_000  # of a layer: some 0.3 MB as sent
NAMES = 2_000
MARGIN = 0.2  # of the town's extent, kept beyond it
# How far a line may be moved to save corners; after that the smallest shapes are left out. A house is small itself.
FIRST_M, LAST_M, LAST_HOUSE_M = 1.0, 64.0, 4.0
DIGITS = 6  # of a degree: a decimetre
POINT, LINE, AREA = 0, 1, 2  # dimensions
ALLOWED: dict[BaseKind, tuple[frozenset[int], str]] = {
    "boundary": (frozenset({LINE, AREA}), "lines or polygons"),
    "coast": (frozenset({LINE, AREA}), "lines or polygons"),
    "water": (frozenset({LINE, AREA}), "lines or polygons"),
    "roads": (frozenset({LINE}), "lines"),
    "buildings": (frozenset({AREA}), "polygons"),
    "names": (frozenset({POINT, LINE, AREA}), "points, lines or polygons"),
}
EDGES = frozenset({"boundary", "coast"})  # drawn as lines, whatever they are

Shapes = NDArray[Any]


@dataclass(frozen=True)
class BaseSource:
    """Where a layer comes from: `name` is the column of its names, for the kind `names`; `crs`, `layer` and `where`
    are as of a level."""

    id: str
    kind: BaseKind
    path: Path
    name: str | None = None
    crs: str | None = None
    layer: str | None = None
    where: Mapping[str, str] = field(default_factory=dict)

    @property
    def owner(self) -> str:
        """The key of the profile that it stands under."""
        return f"map.layers[{self.id}]"


@dataclass(frozen=True, eq=False)
class BaseLayer:
    """A layer as it is sent: `geojson` is a FeatureCollection in WGS84, `digest` tells it from any other.

    Lines were moved by `moved_m` metres at most; of `features` shapes in the file near the town `left_out` were too
    small to be sent.
    """

    id: str
    kind: BaseKind
    geojson: bytes
    digest: str
    features: int
    left_out: int
    moved_m: float

    @property
    def findings(self) -> tuple[str, ...]:
        """What whoever gave the layer should know of what was left out of it."""
        if not self.left_out:
            return ()
        why = f"more than {NAMES:,} names" if self.kind == "names" else f"more than {CORNERS:,} corners"
        lost = "the last in the file" if self.kind == "names" else "the smallest"
        return (f"map.layers[{self.id}]: {why}: {lost} {self.left_out:,} of {self.features:,} are not drawn",)


def read_base(source: BaseSource, outline: Any) -> BaseLayer:
    """The layer within and around a town (its WGS84 outline). Raises PlacesError naming the file and what mends it."""
    raw = read_geometry(source.path, source.layer, source.owner)
    raw = selected(raw, source.path, [source.name] if source.name else [], source.where)
    full = ~(raw.geometry.isna() | raw.geometry.is_empty).to_numpy(dtype=bool)
    raw = raw[full]
    if raw.empty:
        raise PlacesError(f"{source.path}: no feature of {source.owner} has a geometry")
    shapes = in_wgs84(raw, source.path, source.owner, source.crs)
    allowed, words = ALLOWED[source.kind]
    odd = ~np.isin(shapely.get_dimensions(shapes), list(allowed))
    if odd.any():
        raise PlacesError(
            f"{source.path}: {int(odd.sum())} of {len(odd)} features of {source.owner} are no {words}, of which "
            f'kind = "{source.kind}" is made: correct the kind, the layer or where'
        )
    if source.kind == "names":
        return _names(source, shapes, texts_of(raw[source.name]).to_list(), outline)
    return _drawn(source, shapes, outline)


def _names(source: BaseSource, shapes: Shapes, names: list[str | None], outline: Any) -> BaseLayer:
    """Names at a point within each shape; those that are first in the file are kept."""
    points = shapely.point_on_surface(shapes)
    west, south, east, north = _box(outline)
    x, y = shapely.get_x(points), shapely.get_y(points)
    near = (x >= west) & (x <= east) & (y >= south) & (y <= north)
    told = [(name, lon, lat) for name, lon, lat, one in zip(names, x, y, near, strict=True) if one and name]
    if not told:
        raise _elsewhere(source, shapes)
    features = [
        {
            "type": "Feature",
            "properties": {"name": name},
            "geometry": {"type": "Point", "coordinates": [round(float(lon), DIGITS), round(float(lat), DIGITS)]},
        }
        for name, lon, lat in told[:NAMES]
    ]
    return _layer(source, features, len(told), 0.0)


def _drawn(source: BaseSource, shapes: Shapes, outline: Any) -> BaseLayer:
    """Lines and areas, cut off around the town, with CORNERS at most: simplified, then without the smallest."""
    # Twice: a collection may hold a MultiPolygon.
    mended = shapely.get_parts(shapely.get_parts(shapely.make_valid(shapes)))
    if source.kind in EDGES:
        area = shapely.get_dimensions(mended) == AREA
        mended = np.where(area, shapely.boundary(mended), mended)
    cut = shapely.get_parts(shapely.clip_by_rect(mended, *_box(outline)))
    cut = cut[(shapely.get_dimensions(cut) > POINT) & ~shapely.is_empty(cut)]
    if not len(cut):
        raise _elsewhere(source, shapes)
    scale = _scale(outline)
    metric = shapely.transform(cut, lambda xy: xy * scale)
    last_m = LAST_HOUSE_M if source.kind == "buildings" else LAST_M
    moved_m, light = FIRST_M, shapely.simplify(metric, FIRST_M)
    while _corners(light) > CORNERS and (moved_m < last_m or shapely.get_num_coordinates(light).max() > CORNERS):
        moved_m *= 2
        light = shapely.simplify(metric, moved_m)
    size = np.where(shapely.get_dimensions(light) == AREA, shapely.area(light), shapely.length(light))
    order = np.argsort(-size, kind="stable")
    kept = order[np.cumsum(shapely.get_num_coordinates(light[order])) <= CORNERS]
    found = shapely.transform(light[np.sort(kept)], lambda xy: np.round(xy / scale, DIGITS))
    features = [{"type": "Feature", "properties": {}, "geometry": json.loads(one)} for one in shapely.to_geojson(found)]
    return _layer(source, features, len(cut), moved_m)


def _layer(source: BaseSource, features: list[dict[str, Any]], near: int, moved_m: float) -> BaseLayer:
    document = {"type": "FeatureCollection", "features": features}
    geojson = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    left_out = near - len(features)
    return BaseLayer(source.id, source.kind, geojson, sha256(geojson).hexdigest()[:16], near, left_out, moved_m)


def _corners(shapes: Shapes) -> int:
    return int(shapely.get_num_coordinates(shapes).sum())


def _box(outline: Any) -> tuple[float, float, float, float]:
    west, south, east, north = outline.bounds
    x, y = MARGIN * (east - west), MARGIN * (north - south)
    return west - x, south - y, east + x, north + y


def _scale(outline: Any) -> NDArray[np.float64]:
    """Metres a degree of longitude and latitude in the middle of the town."""
    _, south, _, north = outline.bounds
    per_lon, per_lat = metres_per_degree(np.array([(south + north) / 2]))
    return np.concatenate([per_lon, per_lat])


def _elsewhere(source: BaseSource, shapes: Shapes) -> PlacesError:
    west, south, east, north = shapely.total_bounds(shapes).tolist()
    return PlacesError(
        f"{source.path}: nothing of {source.owner} lies in or around the town, but at {west:.4f}…{east:.4f}° E, "
        f"{south:.4f}…{north:.4f}° N: give its crs, or another file"
    )
