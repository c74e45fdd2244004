from datetime import date

import numpy as np
import pytest

from data.simulate.draws import days_between
from data.simulate.rhythm import daily_rates, hotline_share, second_of_day


def test_a_month_has_its_number_whatever_its_holidays() -> None:
    begins = date(2015, 1, 1)
    for first, last in ((date(2026, 2, 1), date(2026, 2, 28)), (date(2026, 4, 1), date(2026, 4, 30))):
        rates = daily_rates(days_between(first, last), begins, 3000)
        assert rates.sum() == pytest.approx(3000, rel=0.025)
    assert daily_rates([date(2014, 12, 31)], begins, 3000).tolist() == [0.0]


def test_the_hotline_changes_by_its_yearly_rate_from_its_year() -> None:
    shares = [hotline_share(year, 0.18, -0.3, 2025) for year in (2020, 2024, 2025, 2026, 2060)]
    assert shares[0] == shares[1] == pytest.approx(0.18 / 0.49)
    assert shares[2] / shares[1] == pytest.approx(0.7)
    assert shares[3] == pytest.approx(0.18)
    assert shares[4] == 0.04


def test_seconds_rise_with_the_uniform_number_and_stay_in_the_day() -> None:
    seconds = second_of_day(np.linspace(0, 1, 1000, endpoint=False))
    assert (np.diff(seconds) > 0).all()
    assert seconds[0] == 0
    assert seconds[-1] < 86400
