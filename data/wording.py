"""How numbers are written, on every screen and in every file: missing is a dash, never 0."""

from data.board import LEAST, Reading
from data.catalogue import PERCENT
from data.units import singular

MISSING = "—"
MASKED = f"<{LEAST}"
FULL = 100.0


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


def interval(reading: Reading) -> str:
    """The 95 % interval of a share, in whole points where few rows are behind it; nothing for what has none."""
    if reading.interval is None:
        return ""
    digits = 0 if reading.small else reading.indicator.digits
    low, high = (number(limit, digits) for limit in reading.interval)
    return f"{low}–{high}%"


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
    text = number(value, digits)
    return f"{text}{'' if unit == PERCENT.zh else ' '}{singular(unit) if text == '1' else unit}"
