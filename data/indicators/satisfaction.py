"""Satisfaction 满意度, how many had a say in it, and where it is going."""

from data.catalogue import PERCENT, Derived, Indicator, Variant, Words
from data.indicators.cases import CLOSED

POINTS = Words("分", "points")
FAMILY = "GB/T 39735"
RATED = "SELECT rated_at AS counted_at, * FROM cases WHERE rated_at IS NOT NULL AND rating IS NOT NULL"


def graded(least: int) -> str:
    """The share of ratings of at least so many points out of 5."""
    return f"count(*) FILTER (WHERE rating >= {least}) / count(*)"


def other_grades(of: Words) -> tuple[Variant, ...]:
    """The other 口径 of who is satisfied; `of` names the ratings."""
    return (
        Variant(
            "rating_3_and_up",
            Words(f"{of.zh}，三分及以上的比例", f"{of.en}, those of 3 points or more"),
            measure=graded(3),
        ),
        Variant("rating_5", Words(f"{of.zh}，五分的比例", f"{of.en}, those of 5 points"), measure=graded(5)),
    )


OF_MONTH = Words("本月对事件作出（rated_at）的评价中", "Of the ratings given to cases this month (rated_at)")
OF_WEEK = Words("本周一零时以来对事件作出（rated_at）的评价中", "Of the ratings given to cases since Monday (rated_at)")

INDICATORS = (
    Indicator(
        id="case_satisfaction_rate",
        code="ST01",
        title=Words("群众满意率", "Satisfaction"),
        meaning=Words(f"{OF_MONTH.zh}，四分及以上的比例", f"{OF_MONTH.en}, those of 4 or 5 points"),
        rows=RATED,
        measure=graded(4),
        unit=PERCENT,
        digits=1,
        period="month",
        direction="up",
        target=95,
        watch=95,
        bad=90,
        flags=("gameable",),
        counter="case_rated_share",
        standard=FAMILY,
        version="rating_4_and_5",
        variants=other_grades(OF_MONTH),
    ),
    Indicator(
        id="case_satisfaction_week",
        code="ST01w",
        title=Words("本周满意率", "Satisfaction this week"),
        meaning=Words(f"{OF_WEEK.zh}，四分及以上的比例", f"{OF_WEEK.en}, those of 4 or 5 points"),
        rows=RATED,
        measure=graded(4),
        unit=PERCENT,
        digits=1,
        period="week",
        direction="up",
        target=95,
        watch=95,
        bad=90,
        flags=("gameable",),
        counter="case_rated_share",
        standard=FAMILY,
        version="rating_4_and_5",
        variants=other_grades(OF_WEEK),
    ),
    Indicator(
        id="case_rated_share",
        code="ST02",
        title=Words("评价参与率", "Rated share"),
        meaning=Words(
            "本月办结（closed_at）且未作废的事件中，到时段末已有评价（rated_at）的比例",
            "Of the cases closed this month (closed_at) and not dismissed, those rated (rated_at) by the period's end",
        ),
        rows=CLOSED,
        measure="count(*) FILTER (WHERE rated_at < window_ends) / count(*)",
        unit=PERCENT,
        digits=1,
        period="month",
        direction="up",
        target=30,
        watch=30,
        bad=15,
        standard=FAMILY,
    ),
    Indicator(
        id="satisfaction_weighted",
        code="ST03",
        title=Words("满意度得分", "Mean rating"),
        meaning=Words(
            "本月各渠道评价（ratings）的平均分（一至五分）乘二十，满分一百",
            "Mean score (1 to 5) of the ratings of every channel given this month, times 20: out of 100",
        ),
        rows="SELECT rated_at AS counted_at, * FROM ratings",
        measure="sum(score * 20) / count(*)",
        unit=POINTS,
        digits=1,
        period="month",
        direction="up",
        target=90,
        watch=85,
        bad=75,
        flags=("gameable",),
        counter="case_rated_share",
        version="mean_of_5",
    ),
    Indicator(
        id="satisfaction_slope",
        code="ST04",
        title=Words("满意度趋势", "Satisfaction, slope"),
        meaning=Words(
            "近 12 周满意率（case_satisfaction_week，各周取到与此刻相同的星期与时刻）两两之间斜率的中位数"
            "（Theil–Sen），每周多少个百分点；不足 8 周则无",
            "The median of the slopes between all pairs of the last 12 weeks' satisfaction (Theil–Sen; "
            "case_satisfaction_week, each week up to the weekday and hour of now), in percentage points a week; none "
            "below 8 weeks",
        ),
        rows="",
        measure="",
        unit=Words("百分点/周", "pp a week"),
        digits=2,
        period="week",
        direction="up",
        target=0,
        watch=-0.5,
        bad=-1.5,
        derived=Derived("slope", (("case_satisfaction_week", 1.0),)),
    ),
)
