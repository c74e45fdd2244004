"""JSON documents, JSON lines and GeoJSON as records with named values."""

from collections.abc import Iterator, Sequence
from typing import Any

from shapely.errors import ShapelyError
from shapely.geometry import shape

from data.feeds.batch import Batch, Reject
from data.feeds.declaration import Feed
from data.feeds.document import Record, read_array, read_lines
from data.feeds.mapping import Mapping
from data.feeds.native import native_batch
from data.feeds.stream import Source, Utf8

PIECE = 8192
POINT = ("geometry.lon", "geometry.lat")
ABSENT = object()


def read_records(feed: Feed, path: Source, mapping: Mapping) -> Iterator[Batch]:
    """The records of a JSON file; `line` is the record's number, from 1 (JSON lines: the physical line).

    A key that a record lacks is null there; Fault where no record has a key that a required column needs.
    """
    names = mapping.wanted
    seen: set[str] = set()
    keys: dict[str, None] = {}
    mapping.header = keys
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
            values = values_of(record, names, feed.format == "geojson")
            seen.update(name for name, value in zip(names, values, strict=True) if value is not ABSENT)
            if len(keys) < 100:
                keys.update(dict.fromkeys(properties(record, feed.format == "geojson")))
            rows.append(values)
            lines.append(number)
            if len(rows) >= PIECE:
                yield batch_of_records(mapping, seen, rows, lines, rejects)
                rows, lines, rejects = [], [], []
    finally:
        source.close()
    if keys:
        for name in mapping.required:
            if name not in seen:
                raise mapping.missing(name, list(keys))
    if rows or rejects:
        yield batch_of_records(mapping, seen, rows, lines, rejects)


def batch_of_records(
    mapping: Mapping, seen: set[str], rows: Sequence[Sequence[Any]], lines: Sequence[int], rejects: list[Reject]
) -> Batch:
    """The rows under the names that any record has had: most sources have few of a schema's columns."""
    places = [place for place, name in enumerate(mapping.wanted) if name in seen or name in mapping.digested]
    values = [[None if row[place] is ABSENT else row[place] for place in places] for row in rows]
    return native_batch([mapping.wanted[place] for place in places], values, lines, rejects, mapping.kept)


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


def values_of(record: Record, names: Sequence[str], feature: bool) -> list[Any]:
    """The values under the names, each ABSENT where there is none."""
    if feature:
        return [value_of(record, name) for name in names]
    return [record[name] if name in record else reached(record, name) if "." in name else ABSENT for name in names]


def value_of(record: Record, name: str) -> Any:
    """The value under a name of a feature; `geometry.lon` and `.lat` are its point."""
    found = reached(properties(record, True), name)
    if found is ABSENT and name in POINT:
        point = point_of(record.get("geometry"))
        return point[POINT.index(name)] if point else None
    return found


def reached(values: Any, name: str) -> Any:
    """The value under that very name, else the one at the end of its dots; a name may hold dots itself."""
    if not isinstance(values, dict):
        return ABSENT
    if name in values:
        return values[name]
    if "." not in name:
        return ABSENT
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
