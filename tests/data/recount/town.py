"""The messy rows as a store must hold them, worked out with pandas and geopandas alone: what is refused, which
version of a row counts, where it lies, and what was known of it at an instant."""

from dataclasses import dataclass
from functools import cached_property

import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj

from data.feeds.schema import SCHEMAS, Schema
from tests.data.recount.window import utc
from tests.data.squares import LEVELS, squares

EARTH = pyproj.Geod(ellps="WGS84")
METRES = 32650  # UTM zone 50 N
TOLERANCE_M = 30
FAR_M = 50_000


def taken(schema: Schema, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows that fit the schema, of each key the newest version: the last updated, or else the last that came.

    Their instants are plain times in UTC.
    """
    good = pd.Series(True, rows.index)
    for column in schema.all_columns:
        values = rows[column.name]
        if column.required:
            good &= values.notna()
        if column.allowed:
            good &= values.isna() | values.isin(column.allowed)
        if column.low is not None:
            good &= ~(values < column.low)
        if column.high is not None:
            good &= ~(values > column.high)
    if schema.located:
        good &= rows["lon"].isna() == rows["lat"].isna()
    kept = rows[good].copy()
    for column in schema.columns:
        if column.kind == "instant":
            kept[column.name] = kept[column.name].dt.tz_localize(None)
    texts = [column.name for column in schema.all_columns if column.kind == "text"]
    kept[texts] = kept[texts].astype(object)
    for key in schema.key:
        if key in texts:
            kept[key] = kept[key].fillna("")
    if "updated_at" in kept:
        kept = kept.sort_values("updated_at", kind="stable", na_position="first")
    return kept.drop_duplicates(list(schema.key), keep="last").sort_index().reset_index(drop=True)


def placed(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with the number of their place at each level (one past the last: unplaced), and whether their point
    is `implausible`."""
    frames = squares()
    lon, lat = rows["lon"], rows["lat"]
    west, south, east, north = frames["village"].total_bounds
    far = metres(lon, lat, lon.clip(west, east), lat.clip(south, north)) > FAR_M
    whole = (lon % 1 == 0) & (lat % 1 == 0)
    rows = rows.assign(implausible=far | whole)
    good = lon.notna() & ~rows["implausible"]
    there = gpd.GeoDataFrame(geometry=gpd.points_from_xy(lon[good], lat[good], crs=4326), index=rows.index[good])
    found = pd.DataFrame(index=rows.index, columns=list(LEVELS), dtype=object)
    for level in reversed(LEVELS):
        lost = there[found.loc[there.index, "village"].isna()]
        take(found, level, inside(lost, frames[level]), frames)
    for level in reversed(LEVELS):
        lost = there[found.loc[there.index, "village"].isna()]
        take(found, level, near(lost, frames[level]), frames)
    names = named(frames)
    nowhere = found["village"].isna() & rows["place"].isin(list(names))
    for level in LEVELS:
        take(found, level, rows["place"][nowhere & (rows["place"].map(names) == level)].map(ids(frames[level])), frames)
    numbers = {level: {one: n for n, one in enumerate(frames[level]["id"])} for level in LEVELS}
    codes = {level: found[level].map(numbers[level]).fillna(len(numbers[level])).astype(int) for level in LEVELS}
    return rows.assign(**codes, town=0)


def metres(lon: pd.Series, lat: pd.Series, other_lon: pd.Series, other_lat: pd.Series) -> pd.Series:
    """Great-circle distances on a sphere (haversine)."""
    x, y, u, v = (np.radians(one) for one in (lon, lat, other_lon, other_lat))
    half = np.sin((v - y) / 2) ** 2 + np.cos(y).abs() * np.cos(v) * np.sin((u - x) / 2) ** 2
    angle: pd.Series = 2 * np.arcsin(np.sqrt(half.clip(0, 1)))
    return 6_371_000 * angle


def inside(points: gpd.GeoDataFrame, frame: gpd.GeoDataFrame) -> pd.Series:
    """The id of the place under each point, on a shared edge the first of the file."""
    hits = gpd.sjoin(points, frame, predicate="intersects").sort_values("index_right", kind="stable")
    first: pd.Series = hits.loc[~hits.index.duplicated(), "id"]
    return first


def near(points: gpd.GeoDataFrame, frame: gpd.GeoDataFrame) -> pd.Series:
    """The id of the nearest place within the tolerance."""
    close = gpd.sjoin_nearest(points.to_crs(METRES), frame.to_crs(METRES), max_distance=TOLERANCE_M)
    first: pd.Series = close.loc[~close.index.duplicated(), "id"]
    return first


def take(found: pd.DataFrame, level: str, places: pd.Series, frames: dict[str, gpd.GeoDataFrame]) -> None:
    """Notes the places of a level, and those that they lie within."""
    for here in reversed(LEVELS[: LEVELS.index(level) + 1]):
        found.loc[places.index, here] = places
        places = places.map(frames[here].set_index("id")["parent"])


def ids(frame: gpd.GeoDataFrame) -> dict[str, str]:
    """By id and by name (where only one has it): the id."""
    unique = frame[~frame["name"].duplicated(keep=False)]
    return {**dict(zip(unique["name"], unique["id"], strict=True)), **{one: one for one in frame["id"]}}


def named(frames: dict[str, gpd.GeoDataFrame]) -> dict[str, str]:
    """By text: the level of the place that it names; a coarser level comes before a finer one."""
    return {text: level for level in reversed(LEVELS) for text in ids(frames[level])}


def known(schema: Schema, rows: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
    """What was known of the rows at an instant: no later event, no later step, and nothing that came with one. Where
    a row may do without its event, that is a step; the newest state of what keeps no other is as it is."""
    event = schema.event_at
    begins = event is not None and (schema.column(event).required or schema.column(event).planned)
    rows = rows[rows[event].isna() | (rows[event] <= as_of)] if begins else rows
    masked = {}
    for column in schema.columns:
        if column.known_at is not None:
            masked[column.name] = rows[column.name].mask(rows[column.known_at] > as_of)
        elif column.kind == "instant" and not column.planned and (schema.versioned or column.name != event):
            masked[column.name] = rows[column.name].where(rows[column.name] <= as_of)
    return rows.assign(**masked).copy()  # in one piece again: thousands of selections follow


@dataclass(frozen=True)
class Town:
    """The rows of every table as known at `as_of`, each with the numbers of its places; `first` tells when the
    events of a table begin; `gone` are the tables whose state of then was replaced by what arrived later."""

    as_of: pd.Timestamp
    rows: dict[str, pd.DataFrame]
    first: dict[str, pd.Timestamp]
    gone: frozenset[str] = frozenset()

    @classmethod
    def of(cls, stored: dict[str, pd.DataFrame], as_of: pd.Timestamp, arrived_at: pd.Timestamp) -> "Town":
        replaced = {table for table, schema in SCHEMAS.items() if schema.event_at and not schema.versioned}
        gone = frozenset(replaced if arrived_at > as_of else ())
        as_of = utc(as_of)
        rows = {table: known(SCHEMAS[table], stored[table], as_of) for table in SCHEMAS}
        first = {table: frame[SCHEMAS[table].event_at].min() for table, frame in rows.items()}
        return cls(as_of, {**rows, "places": stored["places"]}, first, gone)

    def __getitem__(self, table: str) -> pd.DataFrame:
        return self.rows[table]

    def of_kind(self, table: str, *kinds: str) -> pd.DataFrame:
        """The rows of a table that are of one of the kinds."""
        rows = self.rows[table]
        return rows[rows[SCHEMAS[table].kinds or "kind"].isin(kinds)]

    @cached_property
    def finest(self) -> pd.DataFrame:
        """The places that no finer one lies in."""
        rows = self["places"]
        return rows[rows.level == "micro_grid"]

    @cached_property
    def sizes(self) -> dict[str, int]:
        """How many places each level has, "unplaced" among them."""
        return {"town": 2, **{level: len(frame) + 1 for level, frame in squares().items()}}

    def reporters(self, fact: str) -> pd.DataFrame:
        """The reports of a fact in order of time, with `reporter`: the place however it was named, else the name."""
        rows = self.of_kind("reported_facts", fact)
        levels = list(squares())
        known = (rows[levels] < [self.sizes[level] - 1 for level in levels]).any(axis=1)
        where = rows[levels].astype(str).agg(" ".join, axis=1)
        return rows.assign(reporter=where.where(known, "? " + rows["place"].fillna(""))).sort_values("begins_at")


def stored(messy: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Every table as the store must hold it, and the places themselves; rows of a table without places are nowhere."""
    nowhere = {level: len(frame) for level, frame in squares().items()}
    found = {"places": places()}
    for table, rows in messy.items():
        kept = taken(SCHEMAS[table], rows)
        found[table] = placed(kept) if SCHEMAS[table].located else kept.assign(**nowhere, town=0)
    return found


def places() -> pd.DataFrame:
    """Each place as a row of its own: its level, kind and geodesic area, and the numbers of the places it is in."""
    frames = squares()
    numbers = {level: {one: n for n, one in enumerate(frame["id"])} for level, frame in frames.items()}
    rows = []
    for level, frame in frames.items():
        areas = [abs(EARTH.geometry_area_perimeter(shape)[0]) for shape in frame.geometry]
        for id, kind, area in zip(frame["id"], frame["kind"], areas, strict=True):
            row = {
                "level": level,
                "kind": kind,
                "area_m2": area,
                "town": 0,
                **{one: len(frames[one]) for one in LEVELS},
            }
            here: str | None = id
            for above in reversed(LEVELS[: LEVELS.index(level) + 1]):
                row[above] = numbers[above][here]
                here = frames[above].set_index("id")["parent"][here]
            rows.append(row)
    return pd.DataFrame(rows)
