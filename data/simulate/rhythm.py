"""How busy a town is: by the month, the day and the hour."""

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

# Growth to full pace: at the beginning 40 %, then nearer to 100 % with a time constant of 15 months.
_AT_FIRST = 0.4
_GROWTH_MONTHS = 15.0
# Monday first.
_WEEK = (1.12, 1.06, 1.04, 1.02, 1.04, 0.88, 0.80)
_FAIR = 1.35
_SPRING_FESTIVAL = {
    *(date(2020, 1, 25), date(2021, 2, 12), date(2022, 2, 1), date(2023, 1, 22), date(2024, 2, 10)),
    *(date(2025, 1, 29), date(2026, 2, 17), date(2027, 2, 6), date(2028, 1, 26), date(2029, 2, 13)),
    *(date(2030, 2, 3), date(2031, 1, 23), date(2032, 2, 11), date(2033, 1, 31), date(2034, 2, 19)),
}
# Of the day's cases, in each hour of the day.
_HOURS = (6, 4, 3, 3, 4, 9, 26, 62, 98, 104, 90, 60, 38, 56, 84, 88, 78, 58, 40, 32, 25, 18, 12, 8)
_OFFICE_HOURS = (0, 0, 0, 0, 0, 0, 0, 0, 70, 120, 110, 60, 4, 10, 70, 100, 90, 50, 4, 0, 0, 0, 0, 0)
_CLOSED = 0.04  # of a working day's business, on a weekend or at the Spring Festival


def is_fair(day: date) -> bool:
    """Whether the market fair (大集) is held: on the days of the month that end in 3 and 8."""
    return day.day % 5 == 3


def daily_rates(days: Sequence[date], begins: date, cases_a_month: float) -> FloatArray:
    """Expected cases on each day. A month's days share the month's number: none is made poorer by a holiday."""
    month_rates: dict[tuple[int, int], FloatArray] = {}
    return np.array([_rate(day, begins, cases_a_month, month_rates) for day in days])


def _rate(day: date, begins: date, cases_a_month: float, months: dict[tuple[int, int], FloatArray]) -> float:
    if day < begins:
        return 0.0
    key = (day.year, day.month)
    if key not in months:
        first = date(day.year, day.month, 1).toordinal()
        length = date(day.year + day.month // 12, day.month % 12 + 1, 1).toordinal() - first
        weights = np.array([_weight(date.fromordinal(first + n)) for n in range(length)])
        elapsed = (day.year - begins.year) * 12 + day.month - begins.month
        pace = 1 - (1 - _AT_FIRST) * np.exp(-elapsed / _GROWTH_MONTHS)
        season = 1 + 0.02 * np.cos(2 * np.pi * (day.month - 7) / 12)  # summer is a little busier
        months[key] = cases_a_month * pace * season * weights / weights.sum()
    return float(months[key][day.day - 1])


def _weight(day: date) -> float:
    weight = _WEEK[day.weekday()] * (_FAIR if is_fair(day) else 1)
    since = [(day - festival).days for festival in _SPRING_FESTIVAL if abs((day - festival).days) <= 15]
    if not since:
        return weight
    if -2 <= since[0] <= 6:
        return weight * 0.35
    return weight * (1.1 if since[0] < 0 else 0.9)


def year_shares(days: Sequence[date], office: bool) -> FloatArray:
    """The share of each day in the rows of all these days; an office has next to none on weekends."""
    weights = np.array([_weight(day) for day in days])
    if office:
        shut = [day.weekday() >= 5 or any(0 <= (day - one).days < 7 for one in _SPRING_FESTIVAL) for day in days]
        weights = np.where(shut, _CLOSED, 1.0)
    shares: FloatArray = weights / weights.sum()
    return shares


def second_of_day(uniform: FloatArray, office: bool = False) -> FloatArray:
    """Seconds after midnight, by the hours' shares: busy mornings and afternoons, quiet nights."""
    hours = _OFFICE_HOURS if office else _HOURS
    edges = np.concatenate([[0.0], np.cumsum(hours)]) / np.sum(hours)
    seconds: FloatArray = np.interp(uniform, edges, np.arange(25) * 3600.0)
    return seconds


def hotline_share(year: int, share: float, change: float, changes_from: int) -> float:
    """The hotline's share of a year's cases: as before until `changes_from`, then changing by `change` a year.

    `share` holds in the second year of the change; it never falls under 4 % nor rises over 60 %. With a share
    of 0 the everyday cases have no hotline among them.
    """
    if share == 0:
        return 0.0
    before = share / (1 + change) ** 2
    return float(np.clip(before * (1 + change) ** max(0, year - changes_from + 1), 0.04, 0.6))
