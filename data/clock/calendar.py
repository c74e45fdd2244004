"""Which days are worked: the Chinese calendar with its make-up days, Monday to Friday, or every day."""

from datetime import datetime
from typing import Literal

import chinese_calendar
import numpy as np
import numpy.typing as npt

Calendar = Literal["china", "weekdays", "every_day"]
Days = npt.NDArray[np.datetime64]


def is_working(calendar: Calendar, days: Days) -> npt.NDArray[np.bool_]:
    """Whether each day (datetime64[D]) is worked.

    "china" is what the State Council has announced, as chinesecalendar has it: public holidays are off, the weekend
    days that make up for them (调休) are worked. In the years that it does not know, Monday to Friday is.
    """
    if calendar == "every_day":
        return np.ones(len(days), dtype=np.bool_)
    worked: npt.NDArray[np.bool_] = np.is_busday(days)
    if calendar == "china":
        off = np.array(list(chinese_calendar.holidays), "datetime64[D]")
        made_up = np.array(list(chinese_calendar.workdays), "datetime64[D]")
        worked = (worked & ~np.isin(days, off)) | np.isin(days, made_up)
    return worked


def known_years() -> range:
    """The years whose public holidays chinesecalendar knows."""
    years = {day.year for day in chinese_calendar.holidays}
    return range(min(years), max(years) + 1)


def findings_of(calendar: Calendar, now: datetime) -> list[str]:
    """What a person should know of a calendar at an instant: that the year's public holidays are not known."""
    years = known_years()
    if calendar != "china" or now.year in years:
        return []
    return [
        f"hours: the public holidays of {now.year} are not known (only {years[0]} to {years[-1]}), so its working days "
        f"are taken to be Monday to Friday: install a newer chinesecalendar"
    ]
