"""The panels as tables: what their charts draw, and what their files hold, in the same rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from data.explore.extract import Extract
from data.explore.files import EXTRA, Origin
from data.explore.filters import Filters
from data.explore.views import Count, View, legible_level, view
from data.fault import Fault

Panel = Literal["trend", "parts", "heat", "places"]
PANELS: tuple[Panel, ...] = get_args(Panel)
COUNTS = ("rows", "counted")
VERSUS = ("vs_rows", "vs_counted")
Row = tuple[Any, ...]


@dataclass(frozen=True)
class Views:
    """One view, or two side by side. `vs` is that of the second filter; `indicator` is the same for both or not."""

    first: View
    vs: View | None

    @property
    def both(self) -> tuple[View, ...]:
        return (self.first,) if self.vs is None else (self.first, self.vs)


def views(found: Extract, filters: Filters, other: Extract | None = None) -> Views:
    """The view of the filters and, where there is one, of their second."""
    return Views(view(found, filters), None if filters.vs is None else view(other or found, filters.vs))


def panel_table(
    shown: Views, panel: str, level: str, names: Mapping[str, Sequence[str]]
) -> tuple[tuple[str, ...], list[Row]]:
    """Columns and rows of a panel; `names` gives id and name of each place of `level`. Raises Fault for another panel.

    Trends stand side by side by their position, everything else by its word, weekday and hour, or place.
    """
    counts = COUNTS if shown.vs is None else (*COUNTS, *VERSUS)
    match panel:
        case "trend":
            starts = ("start", *(("vs_start",) if shown.vs is not None else ()))
            return (*starts, *counts), trend_rows(shown)
        case "parts":
            by = shown.first.filters.by
            found = [dict(one.parts[by]) for one in shown.both]
            words = dict.fromkeys(word for one in found for word in one)
            return (by, *counts), [(word, *sides(found, word)) for word in words]
        case "heat":
            cells: list[Row] = [
                (weekday + 1, hour, *(int(one.heat[weekday, hour]) for one in shown.both))
                for weekday in range(7)
                for hour in range(24)
            ]
            return ("weekday", "hour", "rows", *(("vs_rows",) if shown.vs is not None else ())), cells
        case "places":
            held = [one.places[level] for one in shown.both]
            rows: list[Row] = [
                (id, name, *sides(held, id)) for id, name in zip(names["id"], names["name"], strict=True)
            ]
            outside: list[Row] = [(None, None, *sides(held, None))] if any(None in one for one in held) else []
            return (level, "name", *counts), rows + outside
    raise Fault(f'there is no panel "{panel[:40]}": {", ".join(PANELS)}')


def sides(found: Sequence[Mapping[str | None, Count]], word: str | None) -> Row:
    counts = [one.get(word, Count()) for one in found]
    return tuple(number for one in counts for number in (one.rows, one.counted))


def trend_rows(shown: Views) -> list[Row]:
    trends = [one.trend for one in shown.both]
    rows: list[Row] = []
    for at in range(max(len(one.starts) for one in trends)):
        there = [at < len(one.starts) for one in trends]
        starts = [one.starts[at] if here else None for one, here in zip(trends, there, strict=True)]
        counts = [one.counts[at] if here else None for one, here in zip(trends, there, strict=True)]
        told = [(None, None) if one is None else (one.rows, one.counted) for one in counts]
        rows.append((*starts, *(number for pair in told for number in pair)))
    return rows


def geojson(outlines: Mapping[str, Any], rows: Sequence[Row], columns: Sequence[str], origin: Origin) -> dict[str, Any]:
    """The places of a map as a FeatureCollection (WGS84): what a row tells is in each one's properties, the origin in
    those and in members of the collection's own (RFC 7946, 6.1)."""
    extra = dict(zip(EXTRA, origin.values, strict=True))
    told = {row[0]: dict(zip(columns, row, strict=True)) for row in rows if row[0] is not None}
    features = [
        {
            "type": "Feature",
            "id": one["id"],
            "geometry": one["geometry"],
            "properties": told.get(one["id"], {}) | extra,
        }
        for one in outlines["features"]
    ]
    return {"type": "FeatureCollection", "features": features, "title": origin.title, **extra}


def drawn_level(filters: Filters, sizes: Mapping[str, int]) -> str:
    """The level of the map: as fine as either of two filters asks."""
    levels = [legible_level(one, sizes) for one in (filters, filters.vs) if one is not None]
    return max(levels, key=list(sizes).index)
