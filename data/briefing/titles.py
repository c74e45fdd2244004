"""What a briefing is called: its title, its number, the days that it covers, and its file."""

import hashlib
import re
from datetime import date
from zoneinfo import ZoneInfo

from data.briefing.narrative import date_text, say
from data.briefing.span import Span, parse_span
from data.briefing.subject import Subject
from data.briefing.town import TOWN, town_of
from data.naming import words_of
from data.profile import Profile


def title_of(subject: Subject) -> str:
    """ "柘汪镇基层治理周报", of a place "…（东村）"."""
    language, profile = subject.language, subject.profile
    own = words_of(profile.briefing.title)[language] if profile.briefing.title else ""
    title = own or say("governance", language, town=town_of(profile, language))
    kind = say(subject.basis.span.kind, language)
    title = say("report", language, title=title, kind=kind)
    return title if subject.level == TOWN else say("of_place", language, title=title, place=subject.name)


def issuer_of(profile: Profile, language: str) -> str:
    given = profile.briefing.issuer
    return words_of(given)[language] if given else town_of(profile, language)


def issue_of(profile: Profile, span: Span, language: str) -> str:
    """ "2026年第46期", of weeks with the running number where the profile names the first."""
    number = say("number", language, year=span.year, n=span.number)
    first = profile.briefing.first
    if first is None or span.kind != "week":
        return number
    weeks = (span.days[0] - parse_span("week", first, ZoneInfo(profile.zone)).days[0]).days // 7
    return number + (say("running", language, n=weeks + 1) if weeks >= 0 else "")


def covers(span: Span, language: str) -> str:
    """The period in words, with its first and last day; the year is told again where it is another."""
    first, last = span.days
    other = first.year != last.year or first.year != span.year
    days = {"first": day_text(first, language, other), "last": day_text(last, language, other)}
    return say(f"covers_{span.kind}", language, year=span.year, n=span.number, **days)


def day_text(day: date, language: str, with_year: bool) -> str:
    return date_text(day, language, with_year)


def file_name(subject: Subject) -> str:
    place = None if subject.level == TOWN else subject.place
    return base_name(subject.profile, subject.basis.span.key, place, subject.language)


def base_name(profile: Profile, key: str, place: str | None, language: str) -> str:
    """ASCII letters, digits, dot and dash: profile, span, place below the town, language where not the usual one."""
    words = [profile.name, key, *([place] if place else []), *([language] if language != profile.language else [])]
    return "-".join(safe(word) for word in words)


def safe(word: str) -> str:
    """A word fit for a file's name; where anything had to go, a digest keeps it apart from others."""
    plain = re.sub(r"[^A-Za-z0-9._-]+", "_", word).strip("._")
    if plain == word and len(word) <= 60:
        return word
    return f"{plain[:40]}_{hashlib.sha256(word.encode()).hexdigest()[:8]}".lstrip("_")
