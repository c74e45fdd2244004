"""Values that have a type of their own in the source (JSON, workbooks, Parquet), as the text that typing reads."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import pyarrow as pa

from data.feeds.batch import Batch, Reject, batch_of, shown

EXACT = 2.0**53  # whole numbers up to here are the same as a double and as an integer


def plain(value: Any) -> str | None:
    """One value as text: times as ISO 8601, whole numbers without a point (an id 1234.0 is 1234)."""
    match value:
        case None | str():
            return value
        case bool():
            return "true" if value else "false"
        case bytes():
            return value.decode("utf-8", "replace")
        case float() if value.is_integer() and abs(value) <= EXACT:
            return str(int(value))
        case float() | int():
            return repr(value)
        case datetime():
            return value.isoformat(" ")
        case date():
            return value.isoformat()
        case dict() | list():
            return json.dumps(value, ensure_ascii=False)
    return str(value)


def native_batch(
    names: Sequence[str], rows: Sequence[Sequence[Any]], lines: Sequence[int], rejects: list[Reject], kept: set[str]
) -> Batch:
    """Rows of native values as a Batch; a row whose text no encoding has (half a surrogate pair) is a Reject."""
    texts = [[plain(value) for value in row] for row in rows]
    bad = set()
    for place, row in enumerate(texts):
        for name, text in zip(names, row, strict=True):
            if text is not None and not text.isascii() and not is_text(text):
                bad.add(place)
                clean = text.encode("utf-8", "replace").decode()
                reason = f"{name}: {shown(clean)} holds characters that are not text; save the file as UTF-8"
                raw = {
                    one: known.encode("utf-8", "replace").decode()
                    for one, known in zip(names, row, strict=True)
                    if known is not None and one in kept
                }
                rejects.append(Reject(lines[place], name, reason, raw))
                break
    good = [place for place in range(len(texts)) if place not in bad]
    columns = {name: pa.array([texts[place][index] for place in good], pa.string()) for index, name in enumerate(names)}
    return batch_of(columns, pa.array([lines[place] for place in good], pa.int64()), rejects)


def is_text(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
