"""Sentences: a template of words whose blanks are filled with bound numbers, and what may be said of a change."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from data.board import LEAST, Reading
from data.briefing.document import Cited, Paragraph, Quantity
from data.briefing.noise import Point, Verdict, is_count, verdict
from data.briefing.span import Span
from data.briefing.subject import Subject, is_few
from data.briefing.words import TEXTS
from data.catalogue import PERCENT, Words
from data.interval import is_share
from data.wording import MASKED, number

Part = str | Cited
Parts = tuple[Part, ...]
BLANK = re.compile(r"\{(\w+)\}")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
FEW = 20  # of so few things a percentage of change says more than it knows


def tell(key: str, language: str, **blanks: Part | Parts | int) -> Parts:
    """The text of that key, its blanks filled with words or bound numbers."""
    found: list[Part] = []
    for position, piece in enumerate(BLANK.split(TEXTS[key][language])):
        filled = blanks[piece] if position % 2 else piece
        if isinstance(filled, tuple):
            found.extend(filled)
        elif not isinstance(filled, str) or filled:
            found.append(str(filled) if isinstance(filled, int) else filled)
    return tuple(found)


def say(key: str, language: str, **blanks: str | int) -> str:
    """The same of words alone."""
    return TEXTS[key][language].format(**blanks)


def joined(phrases: Iterable[Parts], key: str, language: str) -> Parts:
    """Phrases with a comma, a stop or the like between them."""
    between = TEXTS[key][language]
    found: list[Part] = []
    for phrase in phrases:
        found.extend(((between,) if found else ()) + phrase)
    return tuple(found)


def paragraph(phrases: Sequence[Parts], language: str, between: str = "comma") -> Paragraph:
    """One sentence of phrases, ended by a stop."""
    return Paragraph((*joined(phrases, between, language), TEXTS["stop"][language].rstrip()))


def reference_of(reading: Reading, span: Span) -> Quantity | None:
    """What a number is compared with first: the period before, or of a moment or a day in a weekly briefing seven days
    before. Nothing for what only ever grows, nor for a moment's number in a longer span: its day before is no like."""
    period = reading.indicator.period
    if period in ("now", "today"):
        return "week_ago" if span.kind == "week" else None
    return None if period == "total" else "before"


def written(subject: Subject, reading: Reading, quantity: Quantity) -> Part:
    """A number of a window: bound and with its unit, a share of few by its parts; words where there is none."""
    if reading.masked:
        return MASKED
    point = subject.point(reading, quantity)
    if point.value is None:
        return TEXTS["none"][subject.language]
    if is_share(reading.indicator) and is_few(point) and point.numerator is not None:
        return subject.cite(reading, quantity, f"{point.numerator:g}/{point.denominator:g}")
    return subject.cite(reading, quantity, subject.count(point.value, reading))


def judged(subject: Subject, reading: Reading, against: Quantity) -> Verdict:
    """What may be said of a reading against another window; of stale and masked ones nothing."""
    if reading.stale or reading.masked:
        return "unknown"
    now, then = subject.point(reading, "value"), subject.point(reading, against)
    return verdict(reading.indicator, now, then, reading.trend)


def moved(subject: Subject, reading: Reading, against: Quantity) -> Parts:
    """ "环比上升11.9%（2,810件）"; nothing where there is nothing to compare with."""
    language = subject.language
    then = subject.point(reading, against)
    if then.value is None or reading.value is None or reading.masked:
        return ()
    key = f"before_{reading.indicator.period}" if against == "before" else against
    words: dict[str, Part | Parts] = {
        "against": TEXTS[key][language],
        "then": (*whose(reading, against, language), written(subject, reading, against)),
    }
    found = judged(subject, reading, against)
    if found in ("steady", "unknown"):
        return tell(found, language, **words)
    if is_share(reading.indicator) and (is_few(then) or reading.small):
        return tell("unknown", language, **words)  # points of so few would say more than they know
    form, change = change_of(subject, reading, against, then)
    return tell(f"{found}_{form}", language, percent=change, change=change, **words)


def whose(reading: Reading, against: Quantity, language: str) -> Parts:
    """The name of the window compared with, where the words of the comparison do not tell it."""
    period = reading.indicator.period
    name = "year" if against == "year_ago" or period == "year" else period if against == "before" else ""
    text = TEXTS[f"then_{name}"][language] if name in ("week", "year") else ""
    return (text,) if text else ()


def change_of(subject: Subject, reading: Reading, against: Quantity, then: Point) -> tuple[str, Cited]:
    """Shares move by points, counts of 20 and more by percent, anything else by its own unit."""
    indicator, language = reading.indicator, subject.language
    assert reading.value is not None
    assert then.value is not None
    stem = "" if against == "before" else f"{against.removesuffix('_ago')}_"
    size = abs(reading.value - then.value)
    plain: Quantity = f"{stem}change"  # type: ignore[assignment]
    if indicator.unit == PERCENT:
        text = say("points", language, n=number(size, indicator.digits))
        return "points", subject.cite(reading, plain, text)
    if is_count(indicator) and then.value >= FEW:
        percent: Quantity = f"{stem}change_percent"  # type: ignore[assignment]
        return "percent", subject.cite(reading, percent, f"{number(100 * size / then.value, 1)}%")
    return "count", subject.cite(reading, plain, subject.count(size, reading))


def sentence(subject: Subject, reading: Reading, *against: Quantity) -> Parts:
    """A number and how it compares: "按期结案率94.2%，环比上升1.3个百分点（92.9%），同比…"."""
    language, title = subject.language, titled(subject, reading)
    if reading.masked:
        return tell("masked", language, title=title, few=MASKED, least=LEAST)
    if reading.value is None:
        return tell("is_none", language, title=title)
    first = tell("is", language, title=title, value=written(subject, reading, "value")) + mark(subject, reading)
    compared = [found for one in against if (found := moved(subject, reading, one))]
    return joined([first, *compared], "comma", language)


def mark(subject: Subject, reading: Reading) -> Parts:
    """How old a stale number is; nothing of a fresh one."""
    if not reading.stale:
        return ()
    if reading.data_at is None:
        return tell("stale_never", subject.language)
    return tell("stale", subject.language, time=clock(reading.data_at, subject))


def titled(subject: Subject, reading: Reading) -> str:
    """An indicator's title as a sentence needs it: with its block where it does not tell of what it is."""
    title, block = dated(subject, reading), subject.block_of(reading.indicator.id)
    if block is None or has_in_common(reading.indicator.title, block):
        return title
    return say("in_context", subject.language, title=title, block=block[subject.language])


def has_in_common(title: Words, block: Words) -> bool:
    """Whether two neighbouring characters of a block's title stand in an indicator's."""
    return any(block.zh[at : at + 2] in title.zh for at in range(len(block.zh) - 1))


def dated(subject: Subject, reading: Reading) -> str:
    """The title alone; what is of a single day is told with that day, for a reader of next week."""
    title = reading.indicator.title[subject.language]
    if reading.indicator.period != "today":
        return title
    day = subject.board.as_of.astimezone(subject.zone).date()
    plain = title.removeprefix("今日").removesuffix(" today")
    return f"{day.month}月{day.day}日{plain}" if subject.language == "zh" else f"{plain}, {date_text(day, 'en')}"


def references(reading: Reading, span: Span) -> tuple[Quantity, ...]:
    """What a reading is compared with in words: the period before and a year ago, each once."""
    first = reference_of(reading, span)
    if first is None:
        return () if reading.indicator.period == "total" else ("year_ago",)
    return (first,) if reading.indicator.period in ("year", "last_year") else (first, "year_ago")


def date_text(day: date, language: str, with_year: bool = False) -> str:
    if language == "zh":
        return f"{f'{day.year}年' if with_year else ''}{day.month}月{day.day}日"
    return f"{day.day} {MONTHS[day.month - 1]}{f' {day.year}' if with_year else ''}"


def clock(moment: datetime, subject: Subject) -> str:
    """A local time to the minute; the last moment of a day is its midnight, 24:00."""
    local = moment.astimezone(subject.zone)
    hour = "24:00" if (local + timedelta(microseconds=1)).date() != local.date() else f"{local:%H:%M}"
    return f"{date_text(local.date(), subject.language, with_year=True)} {hour}"


def length(delta: timedelta, language: str) -> str:
    """In whole minutes, hours or days."""
    minutes = int(delta.total_seconds() // 60)
    if minutes < 120:
        return say("minutes", language, n=minutes)
    return say("hours", language, n=minutes // 60) if minutes < 48 * 60 else say("days", language, n=minutes // 1440)
