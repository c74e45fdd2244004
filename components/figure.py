"""Numbers and ages as people read them: missing is a dash, never 0."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from components.words import say
from data.board import Reading
from data.catalogue import PERCENT

MISSING = "—"
FULL = 100.0
SMALL = 20
Tone = Literal["good", "bad", "flat"]


@dataclass(frozen=True)
class Change:
    """A number against the period before: the arrow is the number's own direction, `tone` whether it is good."""

    arrow: str
    text: str
    tone: Tone


def number(value: float | None, digits: int) -> str:
    """With thousands separators and a true minus sign; a dash where it is missing. What falls short of 100 never
    reads as 100: of 2,015 one is missing."""
    if value is None:
        return MISSING
    rounded = round(value, digits) + 0.0  # -0.0 becomes 0.0
    if rounded == FULL and value < FULL and digits:
        rounded = FULL - 10.0**-digits
    return f"{rounded:,.{digits}f}".replace("-", "−")


def with_unit(value: float | None, digits: int, unit: str) -> str:
    """Number and unit in one text; a dash has no unit."""
    if value is None:
        return MISSING
    return f"{number(value, digits)}{'' if unit == PERCENT.zh else ' '}{unit}"


def change(reading: Reading) -> Change | None:
    """Rates change by points, counts by percent, or by the count itself where percent says nothing.

    None where either period is missing.
    """
    value, before, indicator = reading.value, reading.before, reading.indicator
    if value is None or before is None:
        return None
    shown = round(value, indicator.digits) - round(before, indicator.digits)
    if abs(shown) < 10 ** -(indicator.digits + 1):
        return Change("＝", "", "flat")
    arrow = "▲" if shown > 0 else "▼"
    share = abs(shown) / abs(before) if before else None
    if indicator.unit == PERCENT or share is None or share >= 10:
        text = number(abs(shown), indicator.digits)
    else:
        text = f"{share:.0%}" if share >= 0.01 else "<1%"
    if indicator.direction == "none":
        return Change(arrow, text, "flat")
    return Change(arrow, text, "good" if (shown > 0) == (indicator.direction == "up") else "bad")


def small_print(reading: Reading) -> str:
    """What a rate over few rows is made of: "3/7" for a share, "n=7" for a mean; empty over 20 rows and more."""
    numerator, denominator = reading.numerator, reading.denominator
    if reading.value is None or numerator is None or denominator is None or denominator >= SMALL:
        return ""
    if reading.indicator.unit == PERCENT:
        return f"{numerator:g}/{denominator:g}"
    return f"n={denominator:g}"


def age(delta: timedelta, language: str) -> str:
    """In whole minutes, hours or days; less than a minute is now."""
    minutes = int(delta.total_seconds() // 60)
    if minutes < 1:
        return say("now", language)
    if minutes < 120:
        return say("minutes", language, n=minutes)
    if minutes < 48 * 60:
        return say("hours", language, n=minutes // 60)
    return say("days", language, n=minutes // (24 * 60))
