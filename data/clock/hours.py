"""Office hours as a profile declares them: a calendar and the spans of a working day."""

import re
from collections.abc import Iterable
from datetime import timedelta
from itertools import pairwise
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from data.clock.calendar import Calendar

USUAL = ("08:30-12:00", "14:00-17:30")
Span = tuple[timedelta, timedelta]


def parse_span(text: object) -> Span:
    """Beginning and end of "08:30-12:00" after midnight. ValueError where it is no span of one day."""
    if isinstance(text, tuple):
        return text
    found = re.fullmatch(r"(\d\d?):(\d\d)-(\d\d?):(\d\d)", str(text).replace(" ", ""))
    if not found or int(found[2]) > 59 or int(found[4]) > 59:
        raise ValueError(f'"{text}" is not a span of hours: write for example "08:30-12:00"')
    begin = timedelta(hours=int(found[1]), minutes=int(found[2]))
    end = timedelta(hours=int(found[3]), minutes=int(found[4]))
    if not begin < end <= timedelta(hours=24):
        raise ValueError(f'"{text}" does not end after it begins, by 24:00: split it at midnight, "00:00-06:00" first')
    return begin, end


def in_order(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    if any(before[1] > after[0] for before, after in pairwise(spans)):
        raise ValueError("the spans overlap or are out of order: write them from morning to evening")
    return spans


def usual() -> tuple[Span, ...]:
    return tuple(parse_span(span) for span in USUAL)


def as_tuple(spans: object) -> object:
    return tuple(spans) if isinstance(spans, Iterable) and not isinstance(spans, str) else spans


class Hours(BaseModel):
    """When a place's offices work; the spans are local time, from morning to evening."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    calendar: Calendar = "china"
    spans: Annotated[
        tuple[Annotated[Span, BeforeValidator(parse_span)], ...], AfterValidator(in_order), BeforeValidator(as_tuple)
    ] = Field(default_factory=usual, min_length=1)
