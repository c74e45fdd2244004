"""How long a case takes 时长: mean, median, the slow tenth, in natural and in working hours."""

from data.catalogue import DAYS, HOURS, Indicator, Words
from data.indicators.cases import CLOSED, FAMILY

TOOK = "epoch(closed_at) - epoch(reported_at)"
OF_CLOSED = Words(
    "本月办结（closed_at）且未作废的事件，从上报（reported_at）到办结的",
    "from report (reported_at) to closure, of the cases closed this month (closed_at) and not dismissed",
)

INDICATORS = (
    Indicator(
        id="case_handling_hours",
        code="EV18",
        title=Words("平均办结时长", "Mean handling time"),
        meaning=Words(f"{OF_CLOSED.zh}平均自然小时数", f"Mean natural hours {OF_CLOSED.en}"),
        rows=CLOSED,
        measure=f"sum({TOOK}) / count(*)",
        unit=HOURS,
        digits=1,
        period="month",
        direction="down",
        standard=FAMILY,
    ),
    Indicator(
        id="case_handling_days",
        code="EV18d",
        title=Words("平均办结天数", "Mean days to close"),
        meaning=Words(
            f"{OF_CLOSED.zh}平均自然天数（24 小时为一天）", f"Mean natural days (of 24 hours) {OF_CLOSED.en}"
        ),
        rows=CLOSED,
        measure=f"sum({TOOK}) / count(*)",
        unit=DAYS,
        digits=2,
        period="month",
        direction="down",
        standard=FAMILY,
    ),
    Indicator(
        id="case_handling_hours_median",
        code="EV19",
        title=Words("办结时长中位数", "Median handling time"),
        meaning=Words(f"{OF_CLOSED.zh}自然小时数的中位数", f"Median natural hours {OF_CLOSED.en}"),
        rows=CLOSED,
        measure=f"median({TOOK})",
        unit=HOURS,
        digits=1,
        period="month",
        direction="down",
        standard=FAMILY,
    ),
    Indicator(
        id="case_handling_hours_p90",
        code="EV19p",
        title=Words("办结时长九成", "Handling time, 9 of 10"),
        meaning=Words(
            f"{OF_CLOSED.zh}自然小时数的 90% 分位（线性插值）",
            f"The 90 % quantile (linear between ranks) of the natural hours {OF_CLOSED.en}",
        ),
        rows=CLOSED,
        measure=f"quantile_cont({TOOK}, 0.9)",
        unit=HOURS,
        digits=1,
        period="month",
        direction="down",
        standard=FAMILY,
    ),
    Indicator(
        id="case_work_hours",
        code="EV18w",
        title=Words("平均工作时长", "Mean working hours"),
        meaning=Words(
            "本月办结（closed_at）、未作废且有工作小时数的事件，从上报到办结的平均工作小时数（work_hours，取整到秒）",
            "Mean working hours (work_hours, to the second) from report to closure, of the cases closed this month "
            "(closed_at), not dismissed, for which they are told",
        ),
        rows=f"{CLOSED} AND work_hours IS NOT NULL",
        measure="sum(round(work_hours * 3600)) / count(*)",
        unit=HOURS,
        digits=1,
        period="month",
        direction="down",
        standard=FAMILY,
    ),
)
