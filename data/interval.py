"""How sure a share is: the interval that its true value lies in, for few cases and for many."""

from functools import cache
from math import sqrt

import sqlglot
from sqlglot import exp

from data.catalogue import PERCENT, Indicator
from data.formula import split

SMALL = 20  # below so many rows a percentage says more than it knows
COUNTS = exp.Count | exp.CountIf
Z = 1.959963984540054  # 95 % of a normal distribution lies within so many standard deviations


def wilson(hits: float, trials: float) -> tuple[float, float]:
    """The 95 % score interval of a share, `hits` out of `trials` (0 ≤ hits ≤ trials, trials > 0), both from 0 to 1.

    E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the American
    Statistical Association 22 (1927), 209-212: (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n). Unlike p ± z·s it
    stays within 0 and 1 and has a width where all or none hit.
    """
    share, weight = hits / trials, Z * Z / trials
    middle = share + weight / 2
    reach = sqrt(weight * (share * (1 - share) + weight / 4))
    low = 0.0 if hits == 0 else (middle - reach) / (1 + weight)
    high = 1.0 if hits == trials else (middle + reach) / (1 + weight)
    return low, high


def interval_of(indicator: Indicator, numerator: float | None, denominator: float | None) -> tuple[float, float] | None:
    """The 95 % interval of a share in the indicator's unit; None for what is no share of counted things."""
    if numerator is None or denominator is None or not 0 <= numerator <= denominator or denominator == 0:
        return None
    if not (numerator.is_integer() and denominator.is_integer() and is_share(indicator)):
        return None
    low, high = wilson(numerator, denominator)
    return low * indicator.scale, high * indicator.scale


@cache
def is_share(indicator: Indicator) -> bool:
    """Whether an indicator is so many out of so many: one count over another, rather than a difference or a mean."""
    if indicator.unit != PERCENT:
        return False
    numerator, denominator = sides(indicator)
    return isinstance(numerator, COUNTS | exp.Sum) and isinstance(denominator, COUNTS | exp.Sum)


@cache
def has_n(indicator: Indicator) -> bool:
    """Whether it is divided by a count of rows, so that their number tells how sure it is; inhabitants or months
    do not."""
    divisor = sides(indicator)[1]
    return isinstance(divisor, COUNTS) and divisor.find(exp.Distinct) is None


def sides(indicator: Indicator) -> tuple[exp.Expr | None, exp.Expr | None]:
    """The aggregates above and below the line of a measure, without their conditions."""
    if indicator.derived is not None:
        return None, None
    measure = sqlglot.parse_one(f"SELECT {indicator.measure}", dialect="duckdb")
    assert isinstance(measure, exp.Select)
    numerator, denominator = split(measure.selects[0])
    return bare(numerator), None if denominator is None else bare(denominator)


def bare(part: exp.Expr) -> exp.Expr:
    while isinstance(part, exp.Paren | exp.Filter):
        part = part.this
    return part
