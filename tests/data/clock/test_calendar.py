"""The working days of the Chinese calendar, against chinesecalendar itself and against what was announced."""

from datetime import date, datetime

import chinese_calendar
import numpy as np
import pytest

from data.clock.calendar import Calendar, findings_of, is_working, known_years


def worked(calendar: Calendar, first: str, after: str) -> dict[date, bool]:
    days = np.arange(first, after, dtype="datetime64[D]")
    return dict(zip(days.tolist(), is_working(calendar, days).tolist(), strict=True))


def test_every_day_of_the_known_years_is_what_chinesecalendar_says() -> None:
    found = worked("china", f"{known_years()[0]}-01-01", f"{known_years()[-1] + 1}-01-01")
    assert len(found) > 8000
    assert found == {day: chinese_calendar.is_workday(day) for day in found}


@pytest.mark.parametrize(
    ("first", "after", "expected"),
    [
        # The notices of the State Council: 1–8 October 2025 off, 28 September and 11 October worked.
        ("2025-09-27", "2025-10-13", "0111000000001110"),
        # 1–7 October 2026 off, 20 September and 10 October worked, Mid-Autumn 25–27 September off.
        ("2026-09-19", "2026-10-12", "01111100011100000001110"),
        # Before the years that are known, and after them: 1 October 2003 was a Wednesday, that of 2098 will be.
        ("2003-09-29", "2003-10-06", "1111100"),
        ("2098-09-29", "2098-10-06", "1111100"),
    ],
)
def test_days_around_national_day(first: str, after: str, expected: str) -> None:
    assert "".join(str(int(one)) for one in worked("china", first, after).values()) == expected


def test_other_calendars_know_no_holidays() -> None:
    assert list(worked("weekdays", "2025-09-26", "2025-10-03").values()) == [True, False, False, *[True] * 4]
    assert all(worked("every_day", "2025-09-26", "2025-10-03").values())


def test_a_year_that_is_not_known_is_said_where_it_matters() -> None:
    unknown = datetime(known_years()[-1] + 1, 1, 1)
    (said,) = findings_of("china", unknown)
    assert str(unknown.year) in said
    assert "Monday to Friday" in said
    assert findings_of("weekdays", unknown) == findings_of("every_day", unknown) == []
    assert findings_of("china", datetime(known_years()[-1], 12, 31)) == []
