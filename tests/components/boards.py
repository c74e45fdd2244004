"""Boards put together by hand: a town of four villages in a square, each number known beforehand."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from dash import html
from dash.development.base_component import Component

from components.part import Part
from data.board import Board, FeedAge, Reading
from data.catalogue import PERCENT, Catalogue, Indicator, Words
from data.measured import Measured
from data.profile import Profile
from data.spots import LevelIndex
from geo.places import Level, Places

AS_OF = datetime(2026, 11, 16, 6, 36, 8, tzinfo=UTC)
VILLAGES = ("v1", "v2", "v3", "v4")
NAMES = ("东村", "西村", "南村", "北村")
TREND = (3.0, 4.0, 5.0, 4.0, 6.0, 7.0, 5.0, 6.0, 8.0, 9.0, 8.0, 10.0)


def indicator(id: str = "case_open", **change: Any) -> Indicator:
    """A count of cases, or what `change` makes of it."""
    plain = Indicator(
        id=id,
        code="EV",
        title=Words("在办", "Open"),
        meaning=Words("此刻在办的事件数", "Cases open now"),
        rows="SELECT reported_at AS counted_at, * FROM cases",
        measure="count(*)",
        unit=Words("件", "cases"),
        period="now",
        direction="down",
    )
    return replace(plain, **change)


def rate(id: str = "case_on_time", **change: Any) -> Indicator:
    """A share that should be high: to be watched below 90, bad below 70."""
    given: dict[str, Any] = {"title": Words("按期率", "On time"), "unit": PERCENT, "digits": 1, "direction": "up"}
    given["measure"] = "count(*) FILTER (WHERE closed_at <= due_at) / count(*)"
    return indicator(id, **(given | {"watch": 90, "bad": 70, "period": "month"} | change))


def reading(of: Indicator | None = None, **change: Any) -> Reading:
    """A reading in order: 10 now, 8 before, 5 a year ago, data one minute old."""
    plain = Reading(
        indicator=of or indicator(),
        level="town",
        place="town",
        value=TREND[-1],
        numerator=TREND[-1],
        denominator=None,
        before=TREND[-2],
        year_ago=5.0,
        trend=TREND,
        data_at=AS_OF - timedelta(minutes=1),
        stale=False,
        state="normal",
    )
    return replace(plain, **change)


def feed(id: str = "cases", age: timedelta | None = timedelta(seconds=4), stale: bool = False) -> FeedAge:
    return FeedAge(id, Words("事件", "Cases"), None if age is None else AS_OF - age, age, stale)


def profile(**change: Any) -> Profile:
    """A simulated town of one level."""
    given: dict[str, Any] = {
        "title": {"zh": "示例镇", "en": "Sample town"},
        "name": "sample",
        "levels": [{"id": "village", "title": {"zh": "村"}, "path": "villages.geojson"}],
        "feeds": [{"id": "cases", "schema": "cases", "stale_after": "10m", "path": "cases.csv"}],
        "simulate": {"seed": 1},
        "wall": {"map": "case_open", "trend": "case_open"},
    }
    return Profile(**(given | change))


def board(
    values: dict[str, float | None] | None = None,
    indicators: tuple[Indicator, ...] = (),
    feeds: tuple[FeedAge, ...] = (),
    of: Profile | None = None,
    as_of: datetime = AS_OF,
) -> Board:
    """A board where each indicator's town value is `values[id]` (default 10), the same in every window, and
    village number n has n + 1 of a count."""
    catalogue = Catalogue(indicators or (indicator(), rate()))
    many = len(catalogue.indicators)
    town = np.full((many, 2, 13), 10.0)
    village = np.broadcast_to(np.arange(1.0, 6.0)[None, :, None], (many, 5, 13)).copy()
    divided = np.array([one.unit == PERCENT for one in catalogue.indicators])
    for n, one in enumerate(catalogue.indicators):
        value = (values or {}).get(one.id, 10.0)
        town[n] = np.nan if value is None else value
    scales = np.array([one.scale for one in catalogue.indicators])
    begun = np.ones((many, 13), dtype=bool)
    levels = (
        (LevelIndex("town", ("town",), ("示例镇",), np.zeros(1, np.int32)), town),
        (LevelIndex("village", VILLAGES, NAMES, np.zeros(1, np.int32)), village),
    )
    measured = {
        level.id: Measured(
            level,
            tuple(counts),
            tuple(np.full_like(counts[n], 100.0) if divided[n] else None for n in range(many)),
            scales,
            begun,
        )
        for level, counts in levels
    }
    return Board(of or profile(), catalogue, as_of, measured, feeds or (feed(),), (("cases",),) * many)


def places() -> Places:
    """Four villages that part a square of about ten kilometres."""
    squares = [shapely.box(119 + x, 35 + y, 119.05 + x, 35.05 + y) for x in (0, 0.05) for y in (0, 0.05)]
    frame = gpd.GeoDataFrame({"id": VILLAGES, "name": NAMES, "parent": [None] * 4}, geometry=squares, crs="EPSG:4326")
    return Places((Level("village", frame, None),), shapely.union_all(squares), ())


def parts(component: Any) -> list[Any]:
    """A component and all that is in it, in order."""
    if isinstance(component, list | tuple):
        return [found for one in component for found in parts(one)]
    if not isinstance(component, Component):
        return []
    return [component, *parts(inside(component))]


def inside(component: Component) -> Any:
    """What a component holds; the elements of a part of the wall as the components that they were."""
    return elements(component.tree) if isinstance(component, Part) else getattr(component, "children", None)


def elements(told: Any) -> Any:
    if isinstance(told, list):
        return [elements(one) for one in told]
    if not isinstance(told, dict):
        return told
    props = told["props"]
    within = elements(props.get("children"))
    if (known := getattr(html, told["type"], None)) is None:  # vector graphics
        return html.Span(within, className=props.get("className"))
    return known(**{**props, "children": within})


def text(component: Any) -> str:
    """What a person reads in it."""
    if isinstance(component, list | tuple):
        return " ".join(found for one in component if (found := text(one)))
    if isinstance(component, Component):
        return text(inside(component))
    return "" if component is None else str(component)


def of_class(component: Any, name: str) -> list[Any]:
    return [one for one in parts(component) if name in str(getattr(one, "className", "")).split()]
