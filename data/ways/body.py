"""What a source sends over HTTP, read as a feed's file is: in the canonical columns, or in the feed's own."""

import codecs
import csv
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Literal

from data.fault import Fault
from data.feeds.batch import Batch
from data.feeds.declaration import Feed
from data.feeds.document import CUT, EndOfText, Record, Scanner, read_array, read_lines
from data.feeds.mapping import Mapping
from data.feeds.read import Reading, read_feed
from data.feeds.records import ABSENT, reached
from data.feeds.stream import GZIP, Held, Source, Utf8, open_source

Form = Literal["csv", "json", "jsonl"]
FORMS: dict[str, Form] = {
    "application/json": "json",
    "application/x-ndjson": "jsonl",
    "application/jsonl": "jsonl",
    "text/csv": "csv",
}
ROWS = "rows"
BEGINNING = 64 << 10  # bytes in which the header of a CSV ends


def read_body(feed: Feed, body: Source, form: Form, charset: str | None, zone: str) -> Reading:
    """The rows of a body. Fault (here, or as they are read) where it is malformed; then none of it should be kept.

    JSON is an object, an array of objects, {"rows": […]} or the feed's own document. A feed with columns of its own
    takes the canonical names too, where the first record or the header has more of those. JSON is UTF-8; a CSV in the
    feed's own columns is in the feed's encoding, in canonical ones UTF-8, unless `charset` says otherwise.
    """
    with open_source(body) as file:
        if file.read(len(GZIP)) == GZIP:
            raise Fault("the body is packed: send it unpacked")
    body, records = records_in(feed, body) if form == "json" else (body, None)
    form_of = {
        "format": form,
        "encoding": charset if charset and form == "csv" else "utf-8",
        "records": records,
    }
    plain = feed.model_copy(
        update={**form_of, "columns": {}, "values": {}, "nulls": [], "times": ["iso"], "delimiter": ",", "header": True}
    )
    if feed.columns or form == "csv":
        own = feed.model_copy(update=form_of | ({} if charset or form != "csv" else {"encoding": feed.encoding}))
        chosen = plain if is_canonical(own, plain, body) else own
    else:
        chosen = plain
    reading = read_feed(chosen, body, zone)
    return replace(reading, batches=uncut(reading.batches, body)) if form == "json" else reading


def uncut(batches: Iterable[Batch], body: Source) -> Iterator[Batch]:
    """The same batches; Fault where the array that they come from has no end."""
    for batch in batches:
        if any(reject.reason == CUT for reject in batch.rejects):
            raise Fault(f"{body.name}: the JSON ends before its array does: send it again")
        yield batch


def records_in(feed: Feed, body: Source) -> tuple[Source, str | None]:
    """A JSON document and where its array of records is; a record that stands alone is put into an array."""
    source = Utf8(body, "utf-8")
    try:
        scanner = Scanner(source, body)
        if scanner.peek() == "[":
            return body, None
        scanner.take("{")
        while scanner.peek() != "}":
            key = scanner.value()
            scanner.take(":")
            if key == ROWS and scanner.peek() == "[":
                return body, ROWS
            if feed.records is not None and key in (feed.records, feed.records.split(".")[0]):
                return body, feed.records
            scanner.value()
            if scanner.peek() != "}":
                scanner.take(",")
        scanner.take("}")
        ended(scanner, body)
    except EndOfText:
        raise Fault(f"{body.name}: the JSON ends before its object does: send it again") from None
    finally:
        source.close()
    with open_source(body) as file:
        return Held(body.name, b"[" + file.read().removeprefix(codecs.BOM_UTF8) + b"]"), None


def ended(scanner: Scanner, path: Source) -> None:
    """Fault where anything follows the one object."""
    try:
        scanner.peek()
    except EndOfText:
        return
    raise Fault(f"{path.name}: more than one object: send an array, or lines as application/x-ndjson")


def is_canonical(own: Feed, plain: Feed, path: Source) -> bool:
    """Whether a body has the canonical names rather than the feed's own."""
    first = header_of(plain, path) if plain.format == "csv" else first_record(plain, path)
    required = [column.name for column in plain.schema_.columns if column.required]
    if not all(name in first for name in required):
        return False
    mine = header_of(own, path) if own.format == "csv" else first
    names = (column.name for column in plain.schema_.all_columns)
    count = sum(reached(mine, name) is not ABSENT for name in Mapping(own, path).wanted)
    return own.header is not True or sum(name in first for name in names) >= count


def header_of(feed: Feed, path: Source) -> Record:
    """The names in the first line of a CSV."""
    with open_source(path) as file:
        start = file.read(BEGINNING).removeprefix(codecs.BOM_UTF8).decode(feed.encoding, "replace")
    lines = (line for line in start.splitlines() if line.strip())
    return {name.strip(): "" for name in next(csv.reader(lines, delimiter=feed.delimiter), [])}


def first_record(feed: Feed, path: Source) -> Record:
    """The first record of a JSON document or of JSON lines; empty where there is none."""
    source = Utf8(path, "utf-8")
    steps = feed.records.split(".") if feed.records else []
    try:
        found = read_lines(source) if feed.format == "jsonl" else read_array(source, path, steps)
        return next((record for _, record in found if isinstance(record, dict)), {})
    finally:
        source.close()
