"""Satisfaction 满意度, and how many had a say in it."""

from data.catalogue import PERCENT, Indicator, Words

CLOSED = "SELECT closed_at AS counted_at, * FROM cases WHERE closed_at IS NOT NULL"

INDICATORS = (
    Indicator(
        id="case_satisfaction_rate",
        code="ST01",
        title=Words("群众满意率", "Satisfaction"),
        meaning=Words("本月评价中四分及以上的比例", "Of the ratings given this month, those of 4 or 5 points"),
        rows="SELECT rated_at AS counted_at, * FROM cases WHERE rated_at IS NOT NULL AND rating IS NOT NULL",
        measure="count(*) FILTER (WHERE rating >= 4) / count(*)",
        unit=PERCENT,
        digits=1,
        period="month",
        direction="up",
        target=95,
        watch=95,
        bad=90,
        flags=("gameable",),
        counter="case_rated_share",
        standard="GB/T 39735",
        version="rating_4_and_5",
    ),
    Indicator(
        id="case_rated_share",
        code="ST02",
        title=Words("评价参与率", "Rated share"),
        meaning=Words("本月办结的事件中有评价的比例", "Of the cases closed this month, those that were rated"),
        rows=CLOSED,
        measure="count(*) FILTER (WHERE rated_at < window_ends) / count(*)",
        unit=PERCENT,
        digits=1,
        period="month",
        direction="up",
        target=30,
        watch=30,
        bad=15,
    ),
)
