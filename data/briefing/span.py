"""The span that a briefing tells of: an ISO week, a month or a quarter, and the instant that its numbers are of."""

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from data.fault import Misuse
from data.period import MOMENT, PeriodId, instant

Kind = Literal["week", "month", "quarter"]
FORMS: dict[Kind, str] = {"week": "2026-W46", "month": "2026-11", "quarter": "2026-Q4"}
PATTERNS: dict[Kind, str] = {
    "week": r"(\d{4})-?[Ww](\d{1,2})",
    "month": r"(\d{4})-(\d{1,2})",
    "quarter": r"(\d{4})-?[Qq]([1-4])",
}
# The catalogue's period that a span's own counts are of; no indicator counts a quarter.
OWN_PERIOD: dict[Kind, PeriodId] = {"week": "week", "month": "month", "quarter": "year"}


@dataclass(frozen=True)
class Span:
    """[begin, end) as aware UTC datetimes, cut at local midnights of `zone`; `year` is the ISO year of a week."""

    kind: Kind
    year: int
    number: int
    zone: ZoneInfo
    begin: datetime
    end: datetime

    @property
    def key(self) -> str:
        """As the command line writes it: 2026-W46, 2026-11, 2026-Q4."""
        if self.kind == "month":
            return f"{self.year}-{self.number:02}"
        return f"{self.year}-W{self.number:02}" if self.kind == "week" else f"{self.year}-Q{self.number}"

    @property
    def period(self) -> PeriodId:
        return OWN_PERIOD[self.kind]

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day, local."""
        return self.begin.astimezone(self.zone).date(), (self.end - MOMENT).astimezone(self.zone).date()

    def as_of(self, now: datetime) -> datetime:
        """The last moment of the span; `now` where it has not ended. Raises Misuse where it has not begun."""
        if now < self.begin:
            raise Misuse(f"{self.key} has not begun yet: name one that has")
        return min(self.end - MOMENT, now)

    def ended(self, as_of: datetime) -> bool:
        return as_of >= self.end - MOMENT


def week(year: int, number: int, zone: ZoneInfo) -> Span:
    first = date.fromisocalendar(year, number, 1)
    return between("week", year, number, zone, first, first + timedelta(weeks=1))


def month(year: int, number: int, zone: ZoneInfo) -> Span:
    first = date(year, number, 1)
    return between("month", year, number, zone, first, first + timedelta(calendar.monthrange(year, number)[1]))


def quarter(year: int, number: int, zone: ZoneInfo) -> Span:
    first = date(year, 3 * number - 2, 1)
    after = date(year + 1, 1, 1) if number == 4 else date(year, 3 * number + 1, 1)
    return between("quarter", year, number, zone, first, after)


def between(kind: Kind, year: int, number: int, zone: ZoneInfo, first: date, after: date) -> Span:
    begin, end = (instant(datetime(day.year, day.month, day.day), zone) for day in (first, after))
    return Span(kind, year, number, zone, begin, end)


MAKERS = {"week": week, "month": month, "quarter": quarter}


def parse_span(kind: Kind, text: str, zone: ZoneInfo) -> Span:
    """The span of that name. Raises Misuse where there is none: of 53 weeks a year often has only 52."""
    found = re.fullmatch(PATTERNS[kind], text.strip())
    try:
        if found is None:
            raise ValueError
        return MAKERS[kind](int(found[1]), int(found[2]), zone)
    except (ValueError, OverflowError):
        raise Misuse(f'"{text}" is no {kind}: write for example {FORMS[kind]}') from None


def span_at(kind: Kind, moment: datetime, zone: ZoneInfo) -> Span:
    """The span that a moment lies in."""
    local = moment.astimezone(zone)
    if kind == "week":
        year, number, _ = local.isocalendar()
        return week(year, number, zone)
    if kind == "month":
        return month(local.year, local.month, zone)
    return quarter(local.year, (local.month + 2) // 3, zone)


def last_complete(kind: Kind, now: datetime, zone: ZoneInfo) -> Span:
    """The span before the one that `now` lies in."""
    return span_at(kind, span_at(kind, now, zone).begin.astimezone(UTC) - MOMENT, zone)
