"""What is asked of the rows of an indicator: one value that is written to an address and read from it again."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import isfinite
from typing import Any, Literal, get_args
from urllib.parse import parse_qsl, urlencode

from data.fault import Fault

Period = Literal["today", "week", "month", "year", "days7", "days30", "days365"]
Step = Literal["hour", "day", "week", "month"]
PERIODS: tuple[Period, ...] = get_args(Period)
STEPS: tuple[Step, ...] = get_args(Step)
PLACES = ("village", "grid", "micro_grid")
KINDS = ("category", "subcategory", "source", "level", "party", "status")
WORDS = (*PLACES, *KINDS)  # what a row has one word of each of
STATUSES = ("open", "overdue", "suspended", "closed", "closed_late", "dismissed")
COUNTED = ("yes", "no")
TIMES = ("period", "from", "to")
NONE = "-"  # the rows that have no such word, or lie in no such place
MOST_WORDS, LONGEST_WORD = 200, 200
LEAST_CORNERS, MOST_CORNERS = 3, 200
DIGITS = 6  # of a degree: a tenth of a metre
KEYS = (
    *("indicator", *TIMES, "step", "by"),
    *(*WORDS, "counted", "weekday", "hour", "area", "vs"),
)


@dataclass(frozen=True)
class Filters:
    """Which rows, and how they are shown.

    Within a field its values are alternatives, all fields together must hold; an empty one asks nothing. `since` and
    `until` are local wall-clock times, [since, until), and exclude `period`; without any of them all there is is meant.
    `weekday` counts from 0 (Monday). `area` is a ring of (longitude, latitude), not closed. `step` is of the trend
    (None: as the span asks), `by` of the breakdown. `vs` is a second filter to compare with; it has none itself.
    """

    indicator: str = "case_total"
    period: Period | None = None
    since: datetime | None = None
    until: datetime | None = None
    step: Step | None = None
    by: str = "category"
    village: tuple[str, ...] = ()
    grid: tuple[str, ...] = ()
    micro_grid: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    subcategory: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    level: tuple[str, ...] = ()
    party: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    counted: str | None = None
    weekday: tuple[int, ...] = ()
    hour: tuple[int, ...] = ()
    area: tuple[tuple[float, float], ...] = ()
    vs: "Filters | None" = None

    @property
    def query(self) -> str:
        """The address's part after the question mark, which `parse` reads again; the second filter is written as what
        differs from the first."""
        return urlencode(self.pairs)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        pairs = [("indicator", self.indicator)]
        if self.since is None and self.until is None and self.period is not None:
            pairs.append(("period", self.period))
        pairs += [("from", told(self.since))] if self.since is not None else []
        pairs += [("to", last_of(self.until))] if self.until is not None else []
        pairs += [("step", self.step)] if self.step is not None else []
        pairs += [("by", self.by)] if self.by != "category" else []
        for name in (*WORDS, "weekday", "hour"):
            pairs += [(name, str(one)) for one in getattr(self, name)]
        pairs += [("counted", self.counted)] if self.counted is not None else []
        if self.area:
            pairs.append(("area", ";".join(f"{lon:.{DIGITS}f},{lat:.{DIGITS}f}" for lon, lat in self.area)))
        if self.vs is not None:
            pairs.append(("vs", urlencode(other_than(self, self.vs))))
        return pairs

    def words(self, name: str) -> tuple[str, ...]:
        """The alternatives of one of WORDS."""
        found: tuple[str, ...] = getattr(self, name)
        return found

    def changed(self, **fields: Any) -> "Filters":
        """The same with other fields; a time given ends the preset, a preset ends the times."""
        if fields.get("period") is not None:
            fields = {"since": None, "until": None} | fields
        elif fields.get("since") is not None or fields.get("until") is not None:
            fields = {"period": None} | fields
        return replace(self, **fields)


def parse(query: str) -> Filters:
    """The filters of an address's query. Raises Fault that names the part that cannot be meant and what can."""
    pairs = parse_qsl(query.removeprefix("?"), keep_blank_values=True)
    given = gathered(pairs)
    versus = given.pop("vs", None)
    first = filters_of(given)
    if versus is None:
        return first
    other = gathered(parse_qsl(only("vs", versus), keep_blank_values=True))
    if "vs" in other:
        raise Fault("vs compares with one filter only: leave out the vs within it")
    if set(TIMES) & set(other):
        given = {name: values for name, values in given.items() if name not in TIMES}
    merged = filters_of({name: values for name, values in {**given, **other}.items() if values != [""]})
    return replace(first, vs=merged)


def gathered(pairs: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        if name not in KEYS:
            raise Fault(f'there is no filter "{name[:40]}": {", ".join(KEYS)}')
        found.setdefault(name, []).append(value)
    return found


def filters_of(given: Mapping[str, list[str]]) -> Filters:
    fields: dict[str, Any] = {}
    for name, values in given.items():
        if name in WORDS:
            fields[name] = words_in(name, values)
        elif name in ("weekday", "hour"):
            top = 6 if name == "weekday" else 23
            fields[name] = tuple(sorted({whole(name, value, top) for value in values}))
        else:
            text = only(name, values)
            fields[FIELDS.get(name, name)] = READERS[name](name, text)
    begin, end = fields.get("since"), fields.get("until")
    if (begin or end) and fields.get("period"):
        raise Fault("period and from/to exclude each other: give one of them")
    if begin and end and begin >= end:
        raise Fault(f"from ({told(begin)}) must lie before to ({told(end)})")
    return Filters(**fields)


def only(name: str, values: Sequence[str]) -> str:
    if len(values) != 1:
        raise Fault(f"{name} is given {len(values)} times: once is enough")
    return values[0]


def words_in(name: str, values: Sequence[str]) -> tuple[str, ...]:
    found = tuple(sorted(dict.fromkeys(values)))
    if len(found) > MOST_WORDS:
        raise Fault(f"{name} has {len(found)} values: {MOST_WORDS} at most")
    for one in found:
        if not one or len(one) > LONGEST_WORD or not one.isprintable():
            raise Fault(f"{name}: a value must be 1 to {LONGEST_WORD} printable characters")
        if name == "status" and one not in (*STATUSES, NONE):
            one_of(name, one, (*STATUSES, NONE))
    return found


def one_of(name: str, text: str, known: Sequence[str]) -> str:
    if text not in known:
        raise Fault(f'{name} "{text[:40]}" is none of {", ".join(known)}')
    return text


def whole(name: str, text: str, top: int) -> int:
    if not re.fullmatch(r"[0-9]{1,2}", text) or int(text) > top:
        raise Fault(f'{name} "{text[:40]}" is no whole number of 0 to {top}')
    return int(text)


def moment(name: str, text: str) -> datetime:
    """A day or a minute, by the place's own clock; a day as an end is meant to its last moment."""
    form = re.fullmatch(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?", text, re.ASCII)
    try:
        found = datetime.fromisoformat(text) if form else None
        if found is not None and 1900 <= found.year <= 2200:
            return found + timedelta(days=1) if name == "to" and "T" not in text else found
    except ValueError:
        pass
    raise Fault(f'{name} "{text[:40]}" is no time such as 2026-03-01 or 2026-03-01T08:00')


def told(time: datetime) -> str:
    return time.date().isoformat() if time == midnight(time) else time.strftime("%Y-%m-%dT%H:%M")


def last_of(until: datetime) -> str:
    """An end as it is written: midnight as the day before it, which is meant whole."""
    return told(until - timedelta(days=1)) if until == midnight(until) else told(until)


def midnight(time: datetime) -> datetime:
    return time.replace(hour=0, minute=0, second=0, microsecond=0)


def ring(name: str, text: str) -> tuple[tuple[float, float], ...]:
    try:
        corners = [tuple(float(one) for one in corner.split(",")) for corner in text.split(";")]
        found = tuple((round(lon, DIGITS), round(lat, DIGITS)) for lon, lat in corners)
    except (ValueError, OverflowError):
        raise Fault(f"{name} is no shape: longitude,latitude;longitude,latitude;…") from None
    if not LEAST_CORNERS <= len(found) <= MOST_CORNERS:
        raise Fault(f"{name} has {len(found)} corners: {LEAST_CORNERS} to {MOST_CORNERS}")
    if not all(isfinite(lon) and isfinite(lat) and abs(lon) <= 180 and abs(lat) <= 90 for lon, lat in found):
        raise Fault(f"{name} leaves the globe: longitudes are -180 to 180, latitudes -90 to 90")
    return found


def other_than(first: Filters, second: Filters) -> list[tuple[str, str]]:
    """The pairs of the second that the first has not; a field that it empties is written empty, a time that differs
    with all of its times."""
    mine, theirs = replace(first, vs=None).pairs, second.pairs
    before, after = gathered(mine), gathered(theirs)
    other = {name for name in {*before, *after} if before.get(name) != after.get(name)}
    other |= set(TIMES) if other & set(TIMES) else set()
    return [pair for pair in theirs if pair[0] in other] + [(name, "") for name in before if name not in after]


FIELDS = {"from": "since", "to": "until"}
READERS: dict[str, Callable[[str, str], Any]] = {
    "indicator": lambda name, text: words_in(name, [text])[0],
    "period": lambda name, text: one_of(name, text, PERIODS),
    "from": moment,
    "to": moment,
    "step": lambda name, text: one_of(name, text, STEPS),
    "by": lambda name, text: one_of(name, text, KINDS),
    "counted": lambda name, text: one_of(name, text, COUNTED),
    "area": ring,
}
