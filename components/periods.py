"""The names of twelve like periods, for the foot of a trend."""

from datetime import datetime
from zoneinfo import ZoneInfo

from data.period import POINTS, PeriodId, shifted

FORMS: dict[PeriodId, str] = {
    "now": "%m-%d",
    "today": "%m-%d",
    "month": "%Y-%m",
    "year": "%Y",
    "total": "%Y-%m",
}


def period_labels(period: PeriodId, as_of: datetime, zone: ZoneInfo, language: str) -> list[str]:
    """One short name a point, oldest first; weeks by their ISO number."""
    local = as_of.astimezone(zone).replace(tzinfo=None)
    days = [shifted(period, local, back) for back in range(POINTS - 1, -1, -1)]
    if period == "week":
        weeks = [day.isocalendar().week for day in days]
        return [f"W{week}" if language == "en" else f"{week}周" for week in weeks]
    return [day.strftime(FORMS[period]) for day in days]
