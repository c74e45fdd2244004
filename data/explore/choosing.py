"""What a click, a choice or a drawn shape makes of the filters."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, cast

from data.explore.extract import Extract
from data.explore.filters import MOST_CORNERS, NONE, WORDS, Filters, Period, Step, midnight, moment
from data.explore.narrowing import span_of
from data.explore.views import next_start
from data.fault import Fault
from data.period import months_before
from geo.drawn import simplified

CORNERS = min(60, MOST_CORNERS)  # of a drawn shape, so that its address stays short
FIELDS = ("period", "since", "until", *WORDS, "counted", "weekday", "hour", "area", "vs")


def toggled(filters: Filters, name: str, word: str) -> Filters:
    """The word alone; a second time, nothing."""
    chosen = () if filters.words(name) == (word,) else (word,)
    return filters.changed(**{name: chosen})


def at_hour(filters: Filters, weekday: int, hour: int) -> Filters:
    """One hour of one weekday; a second time, any."""
    same = (filters.weekday, filters.hour) == ((weekday,), (hour,))
    return replace(filters, weekday=() if same else (weekday,), hour=() if same else (hour,))


def during(filters: Filters, step: Step, start: datetime) -> Filters:
    """One step of the trend, whose own step is then chosen anew."""
    return replace(filters, period=None, since=start, until=next_start(step, start), step=None)


def within_shape(filters: Filters, ring: list[tuple[float, float]]) -> Filters:
    """A shape that was drawn, in place of one before; nothing where it has no area."""
    found = simplified(ring, CORNERS)
    return replace(filters, area=tuple((round(lon, 6), round(lat, 6)) for lon, lat in found)) if found else filters


def without(filters: Filters, name: str) -> Filters:
    """The filters without one field, as a new view has it; `time` is all that tells of time."""
    if name == "all":
        return Filters(indicator=filters.indicator, step=filters.step, by=filters.by)
    names = ("period", "since", "until") if name == "time" else (name,)
    plain = Filters()
    return filters.changed(**{one: getattr(plain, one) for one in names if one in FIELDS})


def chosen(filters: Filters, name: str, value: Any) -> Filters:
    """The filters with what one control says. Raises Fault for a time that is none."""
    match name:
        case "from":
            return spanned(filters, time_of(name, value), filters.until)
        case "to":
            return spanned(filters, filters.since, time_of(name, value))
        case "period":
            return filters.changed(period=cast(Period, value)) if value else replace(filters, period=None)
        case "indicator":
            kept = {one: getattr(filters, one) for one in ("period", "since", "until", "village", "grid", "micro_grid")}
            return Filters(indicator=str(value), **kept) if value != filters.indicator else filters
        case "step" | "counted":
            return filters.changed(**{name: value or None})
        case "by":
            return replace(filters, by=str(value or "category"))
    return filters.changed(**{name: tuple(sorted(value or ()))}) if name in WORDS else filters


def spanned(filters: Filters, since: datetime | None, until: datetime | None) -> Filters:
    """Free times in place of any preset; where both are taken away, the filters stay as they are but for them."""
    if since is not None and until is not None and since >= until:
        raise Fault("from must lie before to")
    free = since is not None or until is not None
    return replace(filters, since=since, until=until, period=None if free else filters.period)


def time_of(name: str, text: object) -> datetime | None:
    return moment(name, str(text).strip().replace(" ", "T")) if text and str(text).strip() else None


def compared(filters: Filters, found: Extract, how: str) -> Filters:
    """The filters beside a second: the span `before` this one, the same a `year_before`, or `village:ID`.

    Without a beginning there is nothing before: then there is no second.
    """
    alone = replace(filters, vs=None)
    if how.startswith("village:"):
        return replace(alone, vs=replace(alone, village=(how.partition(":")[2] or NONE,), grid=(), micro_grid=()))
    if how not in ("before", "year_before"):
        return alone
    begin, end = span_of(filters, found)
    if begin is None:
        return alone
    first = local_of(begin, found)
    last = local_of(end or found.as_of, found)
    if last != midnight(last) and filters.period is not None:
        last = last.replace(second=0, microsecond=0) + timedelta(minutes=1)
    if how == "before":
        since, until = back(filters, first, last)
    else:
        since, until = months_before(first, 12), months_before(last, 12)
    since, until = (one.replace(second=0, microsecond=0) for one in (since, until))
    return replace(alone, vs=replace(alone, period=None, since=since, until=until))


def back(filters: Filters, first: datetime, last: datetime) -> tuple[datetime, datetime]:
    """The span before: a month before a month, a year before a year, else as long a time."""
    months = {"month": 1, "year": 12}.get(filters.period or "")
    if months is not None:
        return months_before(first, months), months_before(last, months)
    long = {"today": timedelta(days=1), "week": timedelta(weeks=1)}.get(filters.period or "", last - first)
    return first - long, last - long


def local_of(instant: datetime, found: Extract) -> datetime:
    return instant.astimezone(found.zone).replace(tzinfo=None)
