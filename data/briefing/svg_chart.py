"""Charts and maps as SVG for a page of one file: pure functions, values in, text out."""

from collections.abc import Iterator
from html import escape
from math import cos, radians
from typing import Any

import numpy as np

from data.briefing.document import Chart, MapPicture
from data.briefing.scale import extent, line_scale
from data.wording import number

WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 720, 240, 56, 16, 28
BAR, NAME = 22, 130
INKS = ("#1d4e89", "#b5651d", "#4f7942", "#6a4c93")
RAMP = ("#f3efe2", "#dfe6d3", "#b7cfc0", "#86b0ae", "#548d9c", "#2b6684", "#143f63")
NO_DATA = "#ffffff"


def svg_chart(chart: Chart) -> str:
    """A chart by its kind; its title and its numbers stand beside it as text."""
    drawn = lying(chart) if chart.kind == "ranked" else upright(chart)
    return f'<svg viewBox="0 0 {WIDTH} {drawn[0]}" role="img" aria-label="{escape(chart.title)}">{drawn[1]}</svg>'


def upright(chart: Chart) -> tuple[int, str]:
    """Lines with gaps where nothing is known, or bars side by side, over the categories."""
    known = [value for one in chart.series for value in one.values if value is not None]
    low, high = extent(known, True) if chart.kind == "bar" else line_scale(chart)
    step = (WIDTH - LEFT - 16) / max(len(chart.categories), 1)
    foot = HEIGHT - BOTTOM

    def x(n: int) -> float:
        return LEFT + step * (n + 0.5)

    def y(value: float) -> float:
        return foot - (value - low) / (high - low) * (foot - TOP)

    parts = [mark(y(value), number(value, chart.digits)) for value in (low, (low + high) / 2, high)]
    parts += [text(x(n), HEIGHT - 8, name, "middle") for n, name in enumerate(chart.categories)]
    for which, one in enumerate(chart.series):
        ink = INKS[which % len(INKS)]
        if chart.kind == "bar":
            wide = 0.7 * step / len(chart.series)
            parts += [
                f'<rect x="{x(n) - 0.35 * step + which * wide:.1f}" y="{y(value):.1f}" width="{wide:.1f}" '
                f'height="{foot - y(value):.1f}" fill="{ink}"/>'
                for n, value in enumerate(one.values)
                if value is not None
            ]
            continue
        for run in runs(one.values):
            points = " ".join(f"{x(n):.1f},{y(value):.1f}" for n, value in run)
            parts.append(f'<polyline points="{points}" fill="none" stroke="{ink}" stroke-width="2"/>')
            parts += [f'<circle cx="{x(n):.1f}" cy="{y(value):.1f}" r="2.6" fill="{ink}"/>' for n, value in run]
        last = [(n, value) for n, value in enumerate(one.values) if value is not None][-1:]
        parts += [text(x(n), y(value) - 7, number(value, chart.digits), "middle", ink) for n, value in last]
    return HEIGHT, "".join(parts)


def lying(chart: Chart) -> tuple[int, str]:
    """Bars from the left, each with its name and its number."""
    values = chart.series[0].values
    longest = max((abs(value) for value in values if value is not None), default=0.0) or 1.0
    room = WIDTH - NAME - 70
    parts = []
    for n, (name, value) in enumerate(zip(chart.categories, values, strict=True)):
        top = 4 + n * BAR
        parts.append(text(NAME - 8, top + 14, name, "end"))
        if value is None:
            continue
        wide = room * abs(value) / longest
        parts.append(f'<rect x="{NAME}" y="{top + 3}" width="{wide:.1f}" height="{BAR - 8}" fill="{INKS[0]}"/>')
        parts.append(text(NAME + wide + 6, top + 14, number(value, chart.digits), "start"))
    return 8 + BAR * len(values), "".join(parts)


def svg_map(picture: MapPicture) -> str:
    """The places coloured by class, a legend under them; degrees of longitude are narrowed to the latitude."""
    features = picture.features["features"]
    points = np.array([point[:2] for one in features for ring in rings_of(one["geometry"]) for point in ring])
    (west, south), (east, north) = points.min(axis=0), points.max(axis=0)
    narrow = cos(radians((south + north) / 2))
    scale = min((WIDTH - 20) / ((east - west) * narrow), 420 / (north - south))
    height = (north - south) * scale + 20

    def path(ring: Any) -> str:
        corners = (f"{10 + (x - west) * narrow * scale:.1f},{10 + (north - y) * scale:.1f}" for x, y, *_ in ring)
        return f"M{'L'.join(corners)}Z"

    shapes = [
        f'<path d="{"".join(path(ring) for ring in rings_of(one["geometry"]))}" fill="{colour(picture, one["id"])}" '
        f'fill-rule="evenodd" stroke="#888" stroke-width="0.6"><title>{escape(picture.names[one["id"]])}</title></path>'
        for one in features
    ]
    label = escape(picture.title)
    return f'<svg viewBox="0 0 {WIDTH} {height:.0f}" role="img" aria-label="{label}">{"".join(shapes)}</svg>'


def colours(classes: int) -> list[str]:
    """The colours of so many classes, little to much."""
    return [RAMP[round(n * (len(RAMP) - 1) / max(classes - 1, 1))] for n in range(classes)]


def colour(picture: MapPicture, place: str) -> str:
    value = picture.values.get(place)
    if value is None:
        return NO_DATA
    return colours(len(picture.limits) + 1)[int(np.searchsorted(picture.limits, value, side="right"))]


def rings_of(geometry: dict[str, Any]) -> Iterator[Any]:
    """Every ring of a polygon or multi-polygon, holes too."""
    parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    for part in parts:
        yield from part


def runs(values: tuple[float | None, ...]) -> list[list[tuple[int, float]]]:
    """The values in unbroken runs, each with its position."""
    found: list[list[tuple[int, float]]] = [[]]
    for n, value in enumerate(values):
        if value is None:
            found.append([])
        else:
            found[-1].append((n, value))
    return [run for run in found if run]


def mark(y: float, words: str) -> str:
    line = f'<line x1="{LEFT}" x2="{WIDTH - 16}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/>'
    return line + text(LEFT - 6, y + 4, words, "end", "#666")


def text(x: float, y: float, words: str, anchor: str, ink: str = "#333") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{ink}">{escape(words)}</text>'
