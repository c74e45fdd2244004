"""The names of twelve like periods, for the foot of a trend."""

from datetime import datetime
from zoneinfo import ZoneInfo

from data.period import POINTS, PeriodId, shifted

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def period_labels(period: PeriodId, as_of: datetime, zone: ZoneInfo, language: str) -> list[str]:
    """One short name a point, oldest first; weeks by their ISO number, months by their name alone."""
    local = as_of.astimezone(zone).replace(tzinfo=None)
    days = [shifted(period, local, back) for back in range(POINTS - 1, -1, -1)]
    match period:
        case "week":
            weeks = [day.isocalendar().week for day in days]
            return [f"W{week}" if language == "en" else f"{week}周" for week in weeks]
        case "month" | "total":
            return [MONTHS[day.month - 1] if language == "en" else f"{day.month}月" for day in days]
        case "year":
            return [f"{day.year}" for day in days]
        case "last_year":
            return [f"{day.year - 1}" for day in days]
    return [f"{day.month}-{day.day}" for day in days]
