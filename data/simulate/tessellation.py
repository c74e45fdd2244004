"""Cells that cover a made-up town exactly: Voronoi cells with wiggled borders that neighbours share."""

from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from data.simulate.outline import wiggled

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
Geometries = NDArray[Any]

_WIGGLE = 0.2
_LEAST_LEFT = 0.3  # of a cell, after carving


def cells(outline: Any, seeds: FloatArray, blobs: Geometries, rng: np.random.Generator) -> Geometries:
    """One polygon per seed (n, 2), then one per blob, in metres: a valid coverage of the outline.

    A blob is cut out of the cells that it touches. What a cell loses by that, or by an inlet, goes to the
    neighbour with the longest common border.
    """
    edges, whole = _wiggled_voronoi(outline, seeds, rng)
    # Noded all together: a line cut beforehand would end a hair beside the border that cut it.
    lines = shapely.union_all([edges, outline.exterior, *shapely.boundary(blobs)])
    faces = shapely.get_parts(shapely.polygonize([lines]))
    inner = shapely.point_on_surface(faces)
    shapely.prepare(outline)
    within = shapely.contains(outline, inner)
    faces, inner = faces[within], inner[within]
    owner = _owners(inner, np.concatenate([blobs, whole]), len(blobs), len(whole))
    before = shapely.area(shapely.intersection(whole, outline))
    return _dissolved(faces, owner, np.concatenate([_LEAST_LEFT * before, np.zeros(len(blobs))]))


def _wiggled_voronoi(outline: Any, seeds: FloatArray, rng: np.random.Generator) -> tuple[Any, Geometries]:
    """The borders between the cells as one multi-line, and the cells by seed, both reaching past the outline."""
    # Seeds around close the border cells, near enough that no border is a long straight line.
    gap = max(0.15 * max(_size(outline)), 1.5 * float(np.sqrt(outline.area / len(seeds))))
    frame = shapely.box(*outline.bounds).buffer(gap).exterior
    around = shapely.line_interpolate_point(frame, np.linspace(0, frame.length, 48, endpoint=False))
    voronoi = shapely.voronoi_polygons(
        shapely.MultiPoint(np.vstack([seeds, shapely.get_coordinates(around)])), only_edges=True
    )
    segments = _segments(shapely.get_parts(voronoi))
    lines = _bent(segments, seeds, rng)
    polygons = shapely.get_parts(shapely.polygonize(lines))
    point, polygon = shapely.STRtree(polygons).query(shapely.points(seeds), predicate="intersects")
    if len(point) != len(seeds) or len(np.unique(polygon)) != len(seeds):
        raise SwallowedError
    return shapely.multilinestrings(lines), polygons[polygon[np.argsort(point)]]


def _size(outline: Any) -> tuple[float, float]:
    west, south, east, north = outline.bounds
    return east - west, north - south


def _bent(segments: list[FloatArray], seeds: FloatArray, rng: np.random.Generator) -> Geometries:
    """The segments as wiggled lines, those that would cross another bent less and less."""
    straight = shapely.linestrings(np.array(segments))
    seed = shapely.points(seeds)
    nearest = shapely.STRtree(seed).nearest(straight)
    # A border bends by its amplitude once and, halved again and again, once more: never round a seed.
    amplitude = np.minimum(_WIGGLE, shapely.distance(straight, seed[nearest]) / (2 * shapely.length(straight)))
    bent = list(segments)
    lines: Geometries = straight.copy()
    again = np.arange(len(segments))
    while len(again):
        for one in again:
            bent[one] = wiggled(segments[one], rng, amplitude[one], _halvings(segments[one]))
            lines[one] = shapely.linestrings(bent[one])
        a, b = shapely.STRtree(lines).query(lines[again], predicate="crosses")
        again = np.unique(np.concatenate([again[a], b, again[~shapely.is_simple(lines[again])]]))
        amplitude[again] *= 0.6
    return lines


def _segments(lines: Geometries) -> list[FloatArray]:
    found = []
    for line in lines:
        xy = shapely.get_coordinates(line)
        found += [xy[n : n + 2] for n in range(len(xy) - 1)]
    return found


def _halvings(segment: FloatArray) -> int:
    """So many that the pieces are about 60 m long; 4 at most."""
    length = float(np.hypot(*(segment[1] - segment[0])))
    return int(np.clip(np.log2(max(length, 1.0) / 60.0), 0, 4))


def _owners(inner: Geometries, areas: Geometries, blobs: int, seeds: int) -> IntArray:
    """Which cell (seeds first, then blobs) each inner point belongs to; a blob goes before a seed's cell."""
    point, area = shapely.STRtree(areas).query(inner, predicate="intersects")
    first = np.full(len(inner), len(areas))
    np.minimum.at(first, point, area)
    return np.where(first < blobs, first + seeds, first - blobs)


def _dissolved(faces: Geometries, owner: IntArray, least: FloatArray) -> Geometries:
    """The faces of each owner as one polygon; its smaller severed pieces are given to a neighbour.

    SwallowedError where an owner's largest piece is smaller than its `least` (owners,) square metres.
    """
    area = shapely.area(faces)
    biggest = np.full(len(least), -1)
    for face in np.argsort(area, kind="stable"):
        biggest[owner[face]] = face
    if (biggest < 0).any() or (area[biggest] < least).any():
        raise SwallowedError
    severed = [int(face) for face in np.argsort(-area, kind="stable") if face != biggest[owner[face]]]
    tree = shapely.STRtree(faces)
    settled = np.zeros(len(faces), dtype=bool)
    settled[biggest] = True
    while severed:
        left = []
        for face in severed:
            near = tree.query(faces[face], predicate="touches")
            near = near[settled[near]]
            shared = shapely.length(shapely.intersection(faces[near], faces[face]))
            if not len(near) or shared.max() <= 0:
                left.append(face)
                continue
            owner[face], settled[face] = owner[near[shared.argmax()]], True
        if len(left) == len(severed):
            raise SwallowedError
        severed = left
    return np.array([shapely.coverage_union_all(faces[owner == one]) for one in range(len(least))])


class SwallowedError(Exception):
    """A blob leaves nothing of a cell, so that it must be put elsewhere."""
