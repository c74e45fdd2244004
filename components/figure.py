"""Numbers and ages as people read them: missing is a dash, never 0."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from components.words import say
from data.board import LEAST, Reading
from data.catalogue import PERCENT
from data.interval import SMALL, has_n
from data.units import singular
from data.wording import MASKED, MISSING, glance, interval, is_fraction, number, with_unit

__all__ = [
    "MASKED",
    "MISSING",
    "Change",
    "Figure",
    "age",
    "change",
    "counted",
    "figure_of",
    "glance",
    "in_full",
    "interval",
    "is_fraction",
    "number",
    "parts",
    "with_unit",
]

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


def figure_of(reading: Reading, language: str) -> Figure:
    """With the unit; a share of few has its 95 % interval beside it instead, a mean of few its n."""
    if reading.masked:
        return Figure(MASKED, "", say("masked", language))
    if reading.value is None:
        return Figure(MISSING, "", "")
    if is_fraction(reading):
        return Figure(glance(reading), "", interval(reading))
    few = reading.small and has_n(reading.indicator)
    shown, unit = glance(reading), reading.indicator.unit[language]
    return Figure(shown, singular(unit) if shown == "1" else unit, f"n={reading.denominator:g}" if few else "")


def parts(reading: Reading) -> str:
    """Numerator / denominator; nothing for a count."""
    if reading.denominator is None or reading.numerator is None:
        return ""
    return f"{reading.numerator:,.6g} / {reading.denominator:,.6g}"


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


def change(reading: Reading) -> Change | None:
    """Rates change by points, counts by percent, or by the count itself where that is of few or says nothing.

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
    few = reading.denominator is None and abs(before) < SMALL
    if indicator.unit == PERCENT or share is None or share >= 10 or few:
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
