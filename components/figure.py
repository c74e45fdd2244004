"""Numbers and ages as people read them: missing is a dash, never 0."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from components.words import say
from data.board import LEAST, Reading
from data.catalogue import PERCENT
from data.interval import has_n

MISSING = "—"
MASKED = f"<{LEAST}"
FULL = 100.0
Tone = Literal["good", "bad", "flat"]


@dataclass(frozen=True)
class Change:
    """A number against the period before: the arrow is the number's own direction, `tone` whether it is good."""

    arrow: str
    text: str
    tone: Tone


@dataclass(frozen=True)
class Figure:
    """A reading at a glance: the figure, its unit, and the small print beside it."""

    text: str
    unit: str
    note: str

    @property
    def words(self) -> str:
        """All of it in one text."""
        joined = f"{self.text}{'' if self.unit == PERCENT.zh else ' '}{self.unit}".rstrip()
        return f"{joined} {self.note}".rstrip()


def glance(reading: Reading) -> str:
    """A share of few by its parts: "3/5"; a group too small to tell as "<5"; anything else as a number."""
    if reading.masked:
        return MASKED
    if reading.value is not None and is_fraction(reading):
        return f"{reading.numerator:g}/{reading.denominator:g}"
    return number(reading.value, reading.indicator.digits)


def is_fraction(reading: Reading) -> bool:
    """Whether so few are behind a share that its percentage would say more than it knows."""
    return reading.small and reading.interval is not None


def figure_of(reading: Reading, language: str) -> Figure:
    """With the unit; a share of few has its 95 % interval beside it instead, a mean of few its n."""
    if reading.masked:
        return Figure(MASKED, "", say("masked", language))
    if reading.value is None:
        return Figure(MISSING, "", "")
    if is_fraction(reading):
        return Figure(glance(reading), "", interval(reading))
    few = reading.small and has_n(reading.indicator)
    return Figure(glance(reading), reading.indicator.unit[language], f"n={reading.denominator:g}" if few else "")


def parts(reading: Reading) -> str:
    """Numerator / denominator; nothing for a count."""
    if reading.denominator is None or reading.numerator is None:
        return ""
    return f"{reading.numerator:,.6g} / {reading.denominator:,.6g}"


def interval(reading: Reading) -> str:
    """The 95 % interval of a share, in whole points where few rows are behind it; nothing for what has none."""
    if reading.interval is None:
        return ""
    digits = 0 if reading.small else reading.indicator.digits
    low, high = (number(limit, digits) for limit in reading.interval)
    return f"{low}–{high}%"


def counted(reading: Reading) -> str:
    """The rows that it is taken over; nothing where it is divided by anything else."""
    known = reading.denominator is not None and has_n(reading.indicator)
    return f" · n={reading.denominator:,.6g}" if known else ""


def in_full(reading: Reading, language: str) -> str:
    """Everything that a number is known by, for a tooltip: "60.0% = 3 / 5 · 95% interval 23–88%"."""
    indicator = reading.indicator
    if reading.masked:
        return say("masked_why", language, least=LEAST)
    told = [with_unit(reading.value, indicator.digits, indicator.unit[language])]
    if reading.value is not None and (of := parts(reading)):
        told[0] += f" = {of}" if indicator.unit == PERCENT else counted(reading)
    if between := interval(reading):
        told.append(f"{say('interval', language)} {between}")
    return " · ".join(told)


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
