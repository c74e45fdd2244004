"""What every file of a briefing states of itself, and how its package is closed: the same briefing, the same bytes."""

import io
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo
from zoneinfo import ZoneInfo

from data.briefing.document import Briefing
from data.briefing.labels import label
from data.briefing.narrative import date_text
from data.briefing.printable import cut, printable

LONGEST_PROPERTY = 255  # of a file's properties in Office
EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Properties:
    """A file's properties, each at most 255 characters; `at` is the time of the data without a zone, in UTC."""

    title: str
    subject: str
    author: str
    keywords: str
    comments: str
    at: datetime


def properties(briefing: Briefing) -> Properties:
    """Title and number, period, issuer, the mark of simulated data, and what must be known before reading."""
    given = (
        f"{briefing.title} {briefing.number}",
        briefing.subtitle,
        briefing.issuer,
        footer(briefing),
        " ".join(stated(briefing)),
    )
    texts = [cut(printable(text), LONGEST_PROPERTY) for text in given]
    at = briefing.as_of.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    return Properties(texts[0], texts[1], texts[2], texts[3], texts[4], at)


def stated(briefing: Briefing) -> tuple[str, ...]:
    """What stands on the first page: the time of the data, then the cautions."""
    return (data_time(briefing), *(printable(one).strip() for one in briefing.cautions))


def footer(briefing: Briefing) -> str:
    """What stands on every page: the mark of simulated data and the time of the data."""
    mark = (label("simulated", briefing.language),) if briefing.simulated else ()
    return " · ".join((*mark, data_time(briefing)))


def data_time(briefing: Briefing) -> str:
    """The local time up to which the data goes; the last moment of a day is its midnight, 24:00."""
    local = briefing.as_of.astimezone(ZoneInfo(briefing.zone))
    midnight = (local + timedelta(microseconds=1)).date() != local.date()
    day = date_text(local.date(), briefing.language, with_year=True)
    time = f"{day} {'24:00' if midnight else f'{local:%H:%M}'}"
    return label("as_of", briefing.language, time=time)


def seal(package: bytes, path: Path) -> None:
    """Writes an Office package with its parts in their order and no time of writing in it."""
    with ZipFile(io.BytesIO(package)) as source, ZipFile(path, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = ZipInfo(name, EPOCH)
            part.compress_type = ZIP_DEFLATED
            target.writestr(part, source.read(name))
