"""The polygons of a made-up town, written as GeoJSON for the ordinary way of reading polygons."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from data.profile import Profile
from data.simulate.carving import carved
from data.simulate.contiguity import contiguous
from data.simulate.numeral import numeral
from data.simulate.outline import town_outline
from data.simulate.plan import Simulation
from data.simulate.seeds import Seeds, apportion, town_seeds
from data.simulate.tessellation import SwallowedError, cells
from geo.metric import areas_m2, metres_per_degree

FloatArray = NDArray[np.float64]
Geometries = NDArray[Any]
Features = dict[str, list[dict[str, Any]]]

_RECIPE = 2  # raise it when the same plan makes other polygons
_DECIMALS = 7  # of a degree: a centimetre
# What a village's name ends in, by its kind.
_SUFFIX = {"village": "村", "community": "社区", "township": "镇", "subdistrict": "街道"}


@dataclass(frozen=True)
class Made:
    """The finest cells in metres, and what each belongs to. `kind` is "" for a comprehensive grid's cell."""

    cells: Geometries
    village: NDArray[np.int64]
    grid: NDArray[np.int64]
    kind: list[str]
    weight: FloatArray


def write_polygons(profile: Profile) -> None:
    """Write `var/simulated/{level}.geojson` for each level without a path, unless they are there already,
    made from the same plan."""
    plan = profile.simulate
    wanted = [level.id for level in profile.levels if level.path is None]
    if plan is None or plan.extent is None or not wanted:
        return
    folder = profile.var / "simulated"
    stamp = folder / "polygons.sha256"
    digest = _digest(plan)
    whole = all((folder / f"{level}.geojson").is_file() for level in wanted)
    if whole and stamp.is_file() and stamp.read_text() == digest:
        return
    folder.mkdir(parents=True, exist_ok=True)
    made = features(plan, profile.town)
    for level in wanted:
        collection = {"type": "FeatureCollection", "name": level, "simulated": True, "features": made[level]}
        text = json.dumps(collection, ensure_ascii=False, separators=(",", ":"))
        (folder / f"{level}.geojson").write_text(text, encoding="utf-8")
    stamp.write_text(digest)


def features(plan: Simulation, town: str) -> Features:
    """GeoJSON features of the levels town, village, grid and micro_grid (empty where the plan has none)."""
    assert plan.extent is not None
    west, south, east, north = plan.extent
    per_lon, per_lat = (float(scale[0]) for scale in metres_per_degree(np.array([(south + north) / 2])))
    made = _made(plan, (east - west) * per_lon, (north - south) * per_lat)

    def degrees(metres: FloatArray) -> FloatArray:
        return metres / (per_lon, per_lat) + (west, south)

    parts = shapely.transform(made.cells, degrees)
    if plan.area_km2 is not None:
        scale = np.sqrt(plan.area_km2 * 1e6 / areas_m2(parts).sum())
        middle = np.array([(west + east) / 2, (south + north) / 2])
        parts = shapely.transform(parts, lambda xy: middle + (xy - middle) * scale)
    return _named(plan, made, shapely.transform(parts, lambda xy: np.round(xy, _DECIMALS)), town)


def _digest(plan: Simulation) -> str:
    shape = plan.model_dump_json(
        include={
            *("seed", "extent", "coast", "villages", "grids_comprehensive", "grids_dedicated", "micro_grids"),
            *("dedicated", "households", "area_km2", "village_kinds"),
        }
    )
    return hashlib.sha256(f"{_RECIPE} {shape}".encode()).hexdigest()


def _made(plan: Simulation, width: float, height: float) -> Made:
    for attempt in range(50):  # a carved grid that would swallow a cell asks for another throw
        rng = np.random.default_rng([plan.seed, 1, attempt])
        outline = town_outline(width, height, plan.coast, rng)
        centre = np.array([width * 0.52, height * 0.5]) + rng.uniform(-0.06, 0.06, 2) * (width, height)
        count = (plan.micro_grids - plan.grids_dedicated) if plan.micro_grids else plan.grids_comprehensive
        seeds = town_seeds(outline, centre, plan.villages, plan.grids_comprehensive, count, rng)
        kinds: list[str] = [plan.dedicated[n % len(plan.dedicated)] for n in range(plan.grids_dedicated)]
        blobs = carved(kinds, outline, centre, count, rng)
        try:
            parts = cells(outline, seeds.points, blobs, rng)
        except SwallowedError:
            continue
        made = _with_blobs(parts, seeds, kinds, blobs)
        if len(np.unique(made.grid)) == plan.grids_comprehensive + len(kinds):
            return made
    raise AssertionError("fifty throws of the dedicated grids, and each swallows another")


def _with_blobs(parts: Geometries, seeds: Seeds, kinds: list[str], blobs: Geometries) -> Made:
    """The cells with a grid of its own for each carved one, in the village whose cell is the nearest."""
    inside = [int(np.hypot(*(seeds.points - shapely.get_coordinates(blob.centroid)[0]).T).argmin()) for blob in blobs]
    grids = int(seeds.grid.max()) + 1
    village = np.concatenate([seeds.village, seeds.village[np.array(inside, dtype=np.int64)]])
    carved_grids = np.arange(grids, grids + len(kinds))
    grid = np.concatenate([seeds.grid, carved_grids])
    _, first = np.unique(grid, return_index=True)
    grid_village = village[first]
    grid = contiguous(parts, grid, carved_grids)
    village = contiguous(parts, grid_village[grid], np.empty(0, dtype=np.int64))
    weight = np.concatenate([seeds.weight, np.full(len(kinds), 0.15 * seeds.weight.mean())])
    return Made(parts, village, grid, [""] * len(seeds.points) + kinds, weight / weight.sum())


def _named(plan: Simulation, made: Made, parts: Geometries, town: str) -> Features:
    """The levels with ids in reading order (north to south, west to east), nested by id."""
    households = apportion(made.weight, max(plan.households, len(parts)))
    klass = np.random.default_rng([plan.seed, 2]).choice(list("ABC"), int(made.grid.max()) + 1, p=[0.25, 0.5, 0.25])
    levels: Features = {"town": [], "village": [], "grid": [], "micro_grid": []}
    nth_of_kind: dict[str, int] = {}
    kind_of = _village_kinds(plan, made, parts)
    for n, v in enumerate(_reading_order(parts, made.village), 1):
        village, village_kind = f"V{n:0{len(str(plan.villages))}}", kind_of[v]
        nth_of_kind[village_kind] = nth_of_kind.get(village_kind, 0) + 1
        name = f"第{numeral(nth_of_kind[village_kind])}{_SUFFIX.get(village_kind, '村')}"
        of_village = np.flatnonzero(made.village == v)
        grids = [int(g) for g in _reading_order(parts[of_village], made.grid[of_village])]
        # Dedicated grids were numbered last, and keep the last numbers of their village.
        grids.sort(key=lambda g: g >= plan.grids_comprehensive)
        for m, g in enumerate(grids, 1):
            of_grid = np.flatnonzero(made.grid == g)
            kind = made.kind[of_grid[0]]
            nth_of_kind[kind] = nth_of_kind.get(kind, 0) + 1
            grid = f"{village}-G{m:02}"
            extras = {
                "kind": "dedicated" if kind else "comprehensive",
                "difficulty": str(klass[g]),
            }
            grid_name = f"{kind}专属{nth_of_kind[kind]:02}网格" if kind else f"{name}{m:02}网格"
            shape = shapely.coverage_union_all(parts[of_grid])
            levels["grid"].append(
                _feature(shape, grid, grid_name, village, households[of_grid].sum(), {**extras, "village": village})
            )
            for k, cell in enumerate(_reading_order(parts[of_grid], of_grid) if plan.micro_grids else (), 1):
                levels["micro_grid"].append(
                    _feature(
                        parts[cell],
                        f"{grid}-M{k:02}",
                        f"{grid_name}{k:02}微网格",
                        grid,
                        households[cell],
                        {**extras, "village": village, "grid": grid},
                    )
                )
        shape = shapely.coverage_union_all(parts[of_village])
        levels["village"].append(
            _feature(shape, village, name, "town", households[of_village].sum(), {"kind": village_kind})
        )
    everything = shapely.coverage_union_all(parts)
    levels["town"].append(_feature(everything, "town", town, None, households.sum(), {}))
    return levels


def _village_kinds(plan: Simulation, made: Made, parts: Geometries) -> list[str]:
    """The kind of each village: those of the plan go to the most densely peopled ones, in its order."""
    people = np.bincount(made.village, made.weight, minlength=plan.villages)
    density = people / np.bincount(made.village, shapely.area(parts), minlength=plan.villages)
    named = [kind for kind, count in plan.village_kinds.items() for _ in range(count)]
    kinds = np.array(named + ["village"] * (plan.villages - len(named)), dtype=object)
    rank = np.argsort(np.argsort(-density, kind="stable"))
    return [str(kind) for kind in kinds[rank]]


def _reading_order(parts: Geometries, owner: NDArray[np.int64]) -> list[int]:
    """The owners by where the middle of their parts lies: in bands from the north, in a band from the west."""
    ids = np.unique(owner)
    xy = shapely.get_coordinates(shapely.centroid(parts))
    middle = np.array([xy[owner == one].mean(axis=0) for one in ids])
    bands = max(1, round(np.sqrt(len(ids) / 2)))
    rank = np.argsort(np.argsort(-middle[:, 1]))
    return [int(one) for one in ids[np.lexsort((middle[:, 0], rank * bands // len(ids)))]]


def _feature(
    shape: Any, one: str, name: str, parent: str | None, households: int, extras: dict[str, str]
) -> dict[str, Any]:
    named = {"id": one, "name": name, "parent": parent, **extras, "households": int(households)}
    geometry = json.loads(shapely.to_geojson(shape))
    return {"type": "Feature", "id": one, "properties": named, "geometry": geometry}
