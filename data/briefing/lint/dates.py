"""Dates that do not exist, and weekdays that are of another day."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from data.briefing.lint.finding import Finding
from data.briefing.lint.sentence import Sentence
from data.catalogue import Words

LEAP = 2024  # a day that some year has is not called wrong where the year is not told
MONTHS, DAYS, WEEKS = 12, 31, 53
DAY = re.compile(
    r"(?:(?<!\d)(?P<year>(?:19|20)\d\d)\s?年\s?)?(?<![\d.])(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?[日号](?!文)"
    r"(?:\s?\(?(?:星期|周)(?P<weekday>[一二三四五六日天]))?"
)
ISO = re.compile(
    r"(?<![\d\-/.])(?P<year>(?:19|20)\d\d)(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})(?![\d\-/.]*\d)"
    r"(?:\s?\(?(?:星期|周)(?P<weekday>[一二三四五六日天]))?"
)
EACH_MONTH = re.compile(r"每月\s?(\d{1,2})\s?[日号]")
MONTH = re.compile(r"(?:(?<!\d)(?:19|20)\d\d\s?年\s?)(\d{1,2})\s?月(?!\s?\d)")
WEEK = re.compile(r"(?:19|20)\d\d\s?年第\s?(\d{1,2})\s?周")
BACKWARDS = re.compile(r"(?<!\d)(\d{1,2})\s?月\s?(\d{1,2})\s?日?\s?[-–—~～至到]\s?(?:(\d{1,2})\s?月\s?)?(\d{1,2})\s?日")
NAMES = "一二三四五六日"


def days(sentence: Sentence) -> Iterator[Finding]:
    """2月30日; 2026年11月16日（星期二）."""
    for match in (*DAY.finditer(sentence.text), *ISO.finditer(sentence.text)):
        month, day = int(match["month"]), int(match["day"])
        year = int(match["year"]) if match["year"] else None
        if not 1 <= month <= MONTHS:
            yield none_such(sentence, match[0], Words("1 至 12 月", "a month from 1 to 12"))
            continue
        last = monthrange(year or LEAP, month)[1]
        if not 1 <= day <= last:
            shown = f"{year}年{month}月" if year else f"{month}月"
            expected = Words(f"{shown}至多 {last} 日", f"{shown} has {last} days")
            yield none_such(sentence, match[0], expected)
        elif year and match["weekday"]:
            yield from weekday(sentence, match[0], date(year, month, day), match["weekday"].replace("天", "日"))


def weekday(sentence: Sentence, words: str, told: date, name: str) -> Iterator[Finding]:
    right = NAMES[told.weekday()]
    if name != right:
        why = Words(f"{told.isoformat()} 是星期{right}", f"{told.isoformat()} is a {told:%A}")
        yield Finding("weekday", sentence.piece.where, words, Words(f"星期{right}", f"{told:%A}"), why)


def parts(sentence: Sentence) -> Iterator[Finding]:
    """每月35日, 2026年13月, 2026年第55周."""
    for form, most, expected in (
        (EACH_MONTH, DAYS, Words("至多 31 日", "day 31 at most")),
        (MONTH, MONTHS, Words("1 至 12 月", "a month from 1 to 12")),
        (WEEK, WEEKS, Words("至多第 53 周", "week 53 at most")),
    ):
        for match in form.finditer(sentence.text):
            if not 1 <= int(match[1]) <= most:
                yield none_such(sentence, match[0], expected)


def backwards(sentence: Sentence) -> Iterator[Finding]:
    """11月22日至16日: within one month a span runs forward."""
    for match in BACKWARDS.finditer(sentence.text):
        month, first, other, last = match.groups()
        if (other is None or int(other) == int(month)) and int(first) > int(last) and int(first) <= DAYS:
            expected = Words(f"{month}月{last}日至{first}日", f"from day {last} to day {first}")
            why = Words("起日晚于止日", "it begins after its end")
            yield Finding("range", sentence.piece.where, match[0], expected, why)


def none_such(sentence: Sentence, words: str, expected: Words) -> Finding:
    return Finding("date", sentence.piece.where, words, expected, Words("没有这一天", "there is no such date"))
