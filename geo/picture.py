"""A map of places by classes as a picture for paper: drawn with geopandas, without a display and without a network."""

import io
from collections.abc import Mapping, Sequence
from math import cos, radians
from pathlib import Path
from typing import Any

import geopandas
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Patch

WIDTH_INCHES, MAP_INCHES, FOOT_INCHES, DPI = 7.2, 5.6, 0.35, 200
LOWEST, HIGHEST = 2.2, 5.6  # inches of the map
BORDER, HATCH = "#8a8a8a", "////"
NAMED = 30  # so many places still have room for their names
LONGEST_NAME = 12


def draw_places(
    features: Mapping[str, Any],
    colours: Mapping[str, str | None],
    names: Mapping[str, str],
    legend: Sequence[tuple[str | None, str]],
    mark: str,
    font: Path,
) -> bytes:
    """A PNG of 1440 pixels' width: the GeoJSON features (WGS84) in their colours, by id; None is hatched.

    `legend` are colours and words; `mark` is written under the map; the names are written where the places are few.
    """
    frame = geopandas.GeoDataFrame.from_features(features, crs="EPSG:4326")
    frame["id"] = [str(one["id"]) for one in features["features"]]
    west, south, east, north = frame.total_bounds
    stretch = 1 / cos(radians((south + north) / 2))
    high = min(max(MAP_INCHES * (north - south) * stretch / (east - west), LOWEST), HIGHEST)
    whole = high + 2 * FOOT_INCHES
    figure = Figure(figsize=(WIDTH_INCHES, whole), dpi=DPI, facecolor="white")
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0.01, FOOT_INCHES / whole, MAP_INCHES / WIDTH_INCHES, 1 - 1.5 * FOOT_INCHES / whole))
    inks = frame["id"].map(colours)
    for part, look in (
        (frame[inks.notna()], {"color": inks[inks.notna()].tolist()}),
        (frame[inks.isna()], {"facecolor": "white", "hatch": HATCH}),
    ):
        if not part.empty:
            part.plot(ax=axes, edgecolor=BORDER, linewidth=0.5, aspect=None, **look)
    axes.set_aspect(stretch)
    axes.set_axis_off()
    plain = FontProperties(fname=str(font), size=8)
    if len(frame) <= NAMED:
        for id, point in zip(frame["id"], frame.geometry.representative_point(), strict=True):
            words = literal(names[id][:LONGEST_NAME])
            axes.annotate(words, (point.x, point.y), ha="center", va="center", fontproperties=plain, **HALO)
    handles = [
        Patch(facecolor=ink or "white", edgecolor=BORDER, hatch=None if ink else HATCH, label=literal(words))
        for ink, words in legend
    ]
    axes.legend(handles=handles, loc="center left", bbox_to_anchor=(1.0, 0.5), frameon=False, prop=plain)
    figure.text(0.02, 0.09 / whole, literal(mark), fontproperties=plain, color="#555555")
    file = io.BytesIO()
    figure.savefig(file, format="png", metadata={"Software": None})
    return file.getvalue()


HALO: dict[str, Any] = {"bbox": {"facecolor": "white", "edgecolor": "none", "alpha": 0.65, "pad": 0.8}}


def literal(words: str) -> str:
    """The words as they are: a dollar sign begins no formula, a first underscore hides no entry of the legend."""
    shown = words.replace("$", r"\$")
    return f"\u200b{shown}" if shown.startswith("_") else shown
