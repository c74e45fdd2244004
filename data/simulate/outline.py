"""The border of a made-up town: noisy land that reaches all four sides of its extent, with sea in the east."""

from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

# Corners in fractions of the extent, anticlockwise; the coast is the run of _COAST corners.
_COASTAL = [
    [(0.07, 0.07), (0.22, 0.12), (0.36, 0.0), (0.52, 0.09), (0.70, 0.04), (0.84, 0.08)],
    [(0.84, 0.08), (1.0, 0.17), (0.93, 0.34), (0.96, 0.5), (0.86, 0.63), (0.88, 0.8), (0.79, 0.95)],
    [(0.79, 0.95), (0.63, 0.89), (0.47, 0.96), (0.30, 1.0), (0.16, 0.90), (0.05, 0.93)],
    [(0.05, 0.93), (0.08, 0.72), (0.0, 0.55), (0.06, 0.33), (0.02, 0.18), (0.07, 0.07)],
]
_INLAND_CORNERS = 16


def wiggled(line: FloatArray, rng: np.random.Generator, amplitude: float, halvings: int) -> FloatArray:
    """The line (n, 2) with each segment halved `halvings` times, the midpoints pushed aside at random by up to
    `amplitude` of their segment (midpoint displacement)."""
    for _ in range(halvings):
        step = np.diff(line, axis=0)
        normal = np.column_stack([-step[:, 1], step[:, 0]])
        middle = (line[:-1] + line[1:]) / 2 + normal * rng.uniform(-amplitude, amplitude, (len(step), 1))
        longer = np.empty((len(line) + len(middle), 2))
        longer[0::2], longer[1::2] = line, middle
        line = longer
    return line


def town_outline(width: float, height: float, coast: str | None, rng: np.random.Generator) -> Any:
    """A valid polygon in metres whose bounding box is (0, 0, width, height) exactly."""
    size = np.array([width, height])
    for calm in range(20):  # a knot in the noise is untied by less of it
        amplitude = 0.19 * 0.85**calm
        if coast is None:
            land = shapely.Polygon(wiggled(_inland(size, rng), rng, amplitude, 5)[:-1])
        else:
            sides = [np.array(side) * size for side in _COASTAL]
            for side in sides:
                side[1:-1] += rng.uniform(-0.02, 0.02, side[1:-1].shape) * size
            lines = [wiggled(side, rng, amplitude * (1.3 if n == 1 else 1), 5) for n, side in enumerate(sides)]
            land = shapely.Polygon(np.vstack([line[:-1] for line in lines]))
            if land.is_valid:
                land = _without_inlets(land, lines[1], size, rng)
        if land.is_valid:
            low, high = np.array(land.bounds[:2]), np.array(land.bounds[2:])
            return shapely.transform(land, lambda xy, low=low, high=high: (xy - low) / (high - low) * size)
    raise AssertionError("an outline without noise crosses itself")


def _inland(size: FloatArray, rng: np.random.Generator) -> FloatArray:
    angle = np.linspace(0, 2 * np.pi, _INLAND_CORNERS, endpoint=False)
    reach = 0.5 * rng.uniform(0.82, 1.0, _INLAND_CORNERS)[:, None]
    circle = np.column_stack([np.cos(angle), np.sin(angle)])
    # A superellipse: fuller than an ellipse, as townships are.
    ring = (0.5 + reach * np.sign(circle) * np.abs(circle) ** 0.7) * size
    return np.vstack([ring, ring[:1]])


def _without_inlets(land: Any, shore: FloatArray, size: FloatArray, rng: np.random.Generator) -> Any:
    """The land less three tidal inlets that taper inland from the shore (n, 2)."""
    inlets = []
    for part in (0.2, 0.48, 0.78):
        mouth = shore[int(len(shore) * (part + rng.uniform(-0.04, 0.04)))]
        length = rng.uniform(0.09, 0.19) * size[0]
        way = mouth + np.column_stack([np.linspace(0.03 * size[0], -length, 7), np.zeros(7)])
        way[1:, 1] += np.cumsum(rng.normal(0, 0.018 * size[1], 6))
        way = wiggled(way, rng, 0.12, 3)
        step = np.gradient(way, axis=0)
        normal = np.column_stack([-step[:, 1], step[:, 0]]) / np.hypot(*step.T)[:, None]
        half = np.linspace(1, 0.06, len(way))[:, None] * rng.uniform(0.016, 0.028) * size[1]
        ring = np.vstack([way + normal * half, (way - normal * half)[::-1]])
        inlets.append(shapely.make_valid(shapely.Polygon(ring)))
    left = shapely.get_parts(shapely.difference(land, shapely.union_all(inlets)))
    return left[np.argmax(shapely.area(left))]
