"""JSON documents, JSON lines and GeoJSON as records with named values."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from shapely.errors import ShapelyError
from shapely.geometry import shape

from data.feeds.batch import Batch, Reject
from data.feeds.declaration import Feed
from data.feeds.document import Record, read_array, read_lines
from data.feeds.mapping import Mapping
from data.feeds.native import native_batch
from data.feeds.stream import Utf8

PIECE = 8192
POINT = ("geometry.lon", "geometry.lat")
ABSENT = object()


def read_records(feed: Feed, path: Path, mapping: Mapping) -> Iterator[Batch]:
    """The records of a JSON file; `line` is the record's number, from 1 (JSON lines: the physical line).

    A key that a record lacks is null there; Fault where no record has a key that a required column needs.
    """
    names = mapping.wanted
    seen: set[str] = set()
    keys: dict[str, None] = {}
    rows: list[list[Any]] = []
    lines: list[int] = []
    rejects: list[Reject] = []
    source = Utf8(path, feed.encoding)
    try:
        found = read_lines(source) if feed.format == "jsonl" else read_array(source, path, records_in(feed))
        for number, record in found:
            if isinstance(record, Reject):
                rejects.append(record)
                continue
            values = [value_of(record, name, feed.format == "geojson") for name in names]
            seen.update(name for name, value in zip(names, values, strict=True) if value is not ABSENT)
            if len(keys) < 100:
                keys.update(dict.fromkeys(properties(record, feed.format == "geojson")))
            rows.append([None if value is ABSENT else value for value in values])
            lines.append(number)
            if len(rows) >= PIECE:
                yield native_batch(names, rows, lines, rejects, mapping.kept)
                rows, lines, rejects = [], [], []
    finally:
        source.close()
    if keys:
        for name in names:
            if name not in seen and mapping.needed_for(name, required=True):
                raise mapping.missing(name, list(keys))
    if rows or rejects:
        yield native_batch(names, rows, lines, rejects, mapping.kept)


def records_in(feed: Feed) -> list[str]:
    """The steps to the array of records: none where the document is that array."""
    records = feed.records or ("features" if feed.format == "geojson" else None)
    return records.split(".") if records else []


def properties(record: Record, feature: bool) -> Record:
    """The named values of a record; of a GeoJSON feature its properties and its own id."""
    if not feature:
        return record
    own = record.get("properties")
    return {"id": record.get("id"), **(own if isinstance(own, dict) else {})}


def value_of(record: Record, name: str, feature: bool) -> Any:
    """The value under a name, ABSENT where there is none; `geometry.lon` and `.lat` are a feature's point."""
    values = properties(record, feature)
    found = reached(values, name)
    if found is ABSENT and feature and name in POINT:
        point = point_of(record.get("geometry"))
        return point[POINT.index(name)] if point else None
    return found


def reached(values: Any, name: str) -> Any:
    """The value under that very name, else the one at the end of its dots; a name may hold dots itself."""
    if not isinstance(values, dict):
        return ABSENT
    if name in values:
        return values[name]
    for place, char in enumerate(name):
        if char == "." and name[:place] in values:
            found = reached(values[name[:place]], name[place + 1 :])
            if found is not ABSENT:
                return found
    return ABSENT


def point_of(geometry: Any) -> tuple[float, float] | None:
    """x and y of a GeoJSON geometry; of one that is no point, a point inside it."""
    if not isinstance(geometry, dict):
        return None
    try:
        if geometry.get("type") == "Point":
            x, y = geometry["coordinates"][:2]
            return x, y
        point = shape(geometry).representative_point()
        return None if point.is_empty else (point.x, point.y)
    except (ShapelyError, KeyError, TypeError, ValueError, AttributeError, IndexError):
        return None
