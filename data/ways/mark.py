"""The mark of a pull: the highest value of a column up to which the rows of a view are taken."""

import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from data.fault import Fault
from data.feeds.pull import Pull

TIME = re.compile(r"\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}")
READ: dict[str, Callable[[str], Any]] = {
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "int": int,
    "float": float,
    "Decimal": Decimal,
    "str": str,
}


def checked(pull: Pull, value: Any) -> Any:
    """A mark as it stands in a row, instants in UTC. Fault where its type is none that is followed."""
    if type(value).__name__ not in READ:
        raise Fault(f"{pull.view}: {pull.mark} is of type {type(value).__name__}: choose a time or a number as mark")
    return value.astimezone(UTC) if isinstance(value, datetime) and value.tzinfo else value


def written(pull: Pull, mark: Any) -> str:
    """The mark as the store keeps it, with what it is the mark of."""
    text = mark.isoformat() if isinstance(mark, date) else str(mark)
    return json.dumps([pull.view, pull.mark, type(mark).__name__, text], ensure_ascii=False)


def remembered(pull: Pull, text: str | None) -> Any:
    """The mark that the store keeps; None where it keeps none, or that of another view or column."""
    if text is None:
        return None
    view, column, kind, value = json.loads(text)
    return READ[kind](value) if (view, column) == (pull.view, pull.mark) else None


def with_overlap(pull: Pull, mark: Any) -> Any:
    """From where to read: what is committed late may carry an earlier time. Numbers do not overlap."""
    told = time_in(mark)
    try:
        if isinstance(mark, str) and told is not None:
            return (told - pull.overlap).isoformat(mark[10], "auto" if "." in mark else "seconds")
        return mark - pull.overlap if isinstance(mark, date) else mark
    except OverflowError:
        return mark


def is_ahead(mark: Any, zone: str) -> bool:
    """Whether it is a time that is not yet, also one told as text; one without an offset is of `zone`. A row with a
    wrong year must not hide all that come after it."""
    now, mark = datetime.now(UTC), time_in(mark) or mark
    local = now.astimezone(ZoneInfo(zone))
    if isinstance(mark, datetime):
        return mark > (now if mark.tzinfo else local.replace(tzinfo=None))
    return isinstance(mark, date) and mark > local.date()


def time_in(mark: Any) -> datetime | None:
    """The time that a text tells as ISO 8601 has it, as SQLite keeps times; None for any other mark, such as an id that
    only begins like one."""
    if not isinstance(mark, str) or TIME.match(mark) is None:
        return None
    try:
        return datetime.fromisoformat(mark)
    except ValueError:
        return None
