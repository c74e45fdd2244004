"""An indicator measured over another period says that one, and no other."""

import pytest

from data.catalogue import Indicator, Words, built_in
from data.period_words import SINCE, WITHIN, over
from tests.components.boards import rate


def test_both_kinds_of_words_are_replaced() -> None:
    month = rate(
        title=Words("本月按期", "On time this month"),
        meaning=Words("本月一日以来到期、本月办结的", "Due since the first of the month and closed this month"),
    )
    year = over(month, "year")
    assert (year.title, year.period) == (Words("本年按期", "On time this year"), "year")
    assert year.meaning == Words("本年以来到期、本年办结的", "Due since New Year and closed this year")


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (rate(period="now"), 'is of the period "now" and cannot be of "year"'),
        (rate(period="total"), 'is of the period "total" and cannot be of "year"'),
        (rate("case_share_month"), "tells its period in its id"),
        (rate(meaning=Words("期内的比例", "A share of this month")), "does not tell its period in words"),
        (
            rate(meaning=Words("本月的比例", "A share of the period")),
            'in words that can be replaced ("A share of the pe',
        ),
    ],
)
def test_what_would_then_be_untrue_is_refused(one: Indicator, said: str) -> None:
    with pytest.raises(ValueError, match="declare an indicator of your own that is like it") as refused:
        over(one, "year")
    assert said in str(refused.value)


def test_no_words_of_the_old_period_stay_in_any_of_the_products_own() -> None:
    changed = 0
    for one in built_in().indicators:
        for period in WITHIN:
            try:
                made = over(one, period)
            except ValueError:
                continue
            if period != one.period:
                changed += 1
                text = f"{made.title} {made.meaning}"
                assert not any(
                    words[one.period][tongue] in text for words in (SINCE, WITHIN) for tongue in ("zh", "en")
                )
    assert changed > 100
