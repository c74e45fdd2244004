"""Public safety 平安: what the police record, how fast they arrive, whether people feel safe, what enforcement closes.

A change on the year compares like with like: where the records begin later than last New Year, this year is counted
only from a year after their first row.
"""

from data.catalogue import PER_10K, PERCENT, Indicator, Variant, Words
from data.residents import PER_RESIDENT, events_and_residents
from data.years import year_later

INCIDENTS = Words("起", "incidents")
CHANGE = (
    "(count(*) FILTER (WHERE part = 'this') - count(*) FILTER (WHERE part = 'before')) / "
    "count(*) FILTER (WHERE part = 'before')"
)
ENFORCEMENT = "SELECT occurred_at AS counted_at, * FROM incidents WHERE kind = 'enforcement'"


def occurred(kind: str) -> str:
    """The incidents of a kind when they occurred."""
    return f"SELECT occurred_at AS counted_at, * FROM incidents WHERE kind = '{kind}'"


def two_years(kind: str) -> str:
    """The incidents of a kind, and each once more a year later, as what they are compared with."""
    source = "(SELECT *, min(occurred_at) OVER (PARTITION BY kind) AS first_at FROM incidents) AS recorded"
    return (
        f"SELECT occurred_at AS counted_at, spot, 'this' AS part FROM {source} "
        f"WHERE kind = '{kind}' AND occurred_at >= {year_later('first_at')} UNION ALL "
        f"SELECT {year_later('occurred_at')} AS counted_at, spot, 'before' AS part FROM {source} WHERE kind = '{kind}'"
    )


INDICATORS = (
    Indicator(
        id="police_per_10k",
        code="PS01",
        title=Words("万人警情数", "Police incidents per 10k"),
        meaning=Words(
            "本月发生的警情（police）数除以各地最近一次上报的常住人口（population）之和，乘一万",
            "Incidents of kind police that occurred this month, divided by the sum of the newest "
            "population that each place has reported, times 10,000",
        ),
        rows=events_and_residents("occurred_at", "incidents WHERE kind = 'police'"),
        measure=PER_RESIDENT,
        unit=PER_10K,
        digits=1,
        period="month",
        direction="down",
        flags=("gameable",),
        counter="safety_sense_rate",
        standard="GB/T 31000",
    ),
    Indicator(
        id="criminal_year",
        code="PS02n",
        title=Words("本年刑事案件", "Criminal cases"),
        meaning=Words(
            "本年以来发生的刑事案件（criminal）数", "Incidents of kind criminal that occurred since 1 January"
        ),
        rows=occurred("criminal"),
        measure="count(*)",
        unit=INCIDENTS,
        period="year",
        direction="down",
    ),
    Indicator(
        id="criminal_change_year",
        code="PS02",
        title=Words("刑事案件同比", "Criminal cases, change"),
        meaning=Words(
            "本年以来的刑事案件（criminal）数减去年同期数，除以去年同期数；去年的案件各顺延一年计入同期；"
            "该类记录始于去年年内的，本年只计首条记录满一年以后的部分",
            "Incidents of kind criminal since 1 January less those of the same part of last year (each moved on by a "
            "calendar year), divided by the latter; where the records of the kind begin later than last year did, this "
            "year counts only from a year after their first one",
        ),
        rows=two_years("criminal"),
        measure=CHANGE,
        unit=PERCENT,
        digits=1,
        period="year",
        direction="down",
        target=0,
        watch=0,
        bad=20,
        flags=("gameable",),
        counter="safety_sense_rate",
    ),
    Indicator(
        id="public_order_year",
        code="PS03n",
        title=Words("本年治安案件", "Public-order cases"),
        meaning=Words(
            "本年以来发生的治安案件（public_order）数", "Incidents of kind public_order that occurred since 1 January"
        ),
        rows=occurred("public_order"),
        measure="count(*)",
        unit=INCIDENTS,
        period="year",
        direction="down",
    ),
    Indicator(
        id="public_order_change_year",
        code="PS03",
        title=Words("治安案件同比", "Public-order, change"),
        meaning=Words(
            "本年以来的治安案件（public_order）数减去年同期数，除以去年同期数；去年的案件各顺延一年计入同期；"
            "该类记录始于去年年内的，本年只计首条记录满一年以后的部分",
            "Incidents of kind public_order since 1 January less those of the same part of last year (each moved on by "
            "a calendar year), divided by the latter; where the records of the kind begin later than last year did, "
            "this year counts only from a year after their first one",
        ),
        rows=two_years("public_order"),
        measure=CHANGE,
        unit=PERCENT,
        digits=1,
        period="year",
        direction="down",
        target=0,
        watch=0,
        bad=20,
        flags=("gameable",),
        counter="safety_sense_rate",
    ),
    Indicator(
        id="fraud_month",
        code="PS04",
        title=Words("本月电诈发案", "Telecom fraud"),
        meaning=Words(
            "本月发生的电信网络诈骗（fraud）案件数",
            "Incidents of kind fraud that occurred since the first of the month",
        ),
        rows=occurred("fraud"),
        measure="count(*)",
        unit=INCIDENTS,
        period="month",
        direction="down",
    ),
    Indicator(
        id="arrival_minutes_p90",
        code="PS13",
        title=Words("到场时间九成", "Arrival time, 9 of 10"),
        meaning=Words(
            "本月到场的各类警情与事故从派出到到场的分钟数的 90% 分位（线性插值）；到场早于派出的记录不计",
            "The 90 % quantile (linear between ranks) of the minutes from dispatch to arrival, of the incidents of any "
            "kind with an arrival on site this month; those that arrived before they were dispatched are left out",
        ),
        rows="SELECT arrived_on_site_at AS counted_at, * FROM incidents WHERE arrived_on_site_at >= dispatched_at",
        measure="quantile_cont((epoch(arrived_on_site_at) - epoch(dispatched_at)) / 60, 0.9)",
        unit=Words("分钟", "min"),
        digits=1,
        period="month",
        direction="down",
        target=15,
        watch=15,
        bad=30,
    ),
    Indicator(
        id="safety_sense_rate",
        code="PS14",
        title=Words("群众安全感", "Sense of safety"),
        meaning=Words(
            "本年渠道为 safety 的评价中四分及以上的比例",
            "Of the ratings of channel safety given this year, those of 4 or 5 points",
        ),
        rows="SELECT rated_at AS counted_at, * FROM ratings WHERE channel = 'safety'",
        measure="count(*) FILTER (WHERE score >= 4) / count(*)",
        unit=PERCENT,
        digits=1,
        period="year",
        direction="up",
        target=95,
        watch=95,
        bad=90,
        version="rating_4_and_5",
        variants=(
            Variant(
                "rating_5",
                Words(
                    "本年渠道为 safety 的评价中五分的比例",
                    "Of the ratings of channel safety given this year, those of 5 points",
                ),
                measure="count(*) FILTER (WHERE score >= 5) / count(*)",
            ),
        ),
    ),
    Indicator(
        id="enforcement_incidents",
        code="PS15",
        title=Words("综合执法事件", "Enforcement incidents"),
        meaning=Words(
            "本年以来发生的综合执法事件（enforcement）数", "Incidents of kind enforcement that occurred since 1 January"
        ),
        rows=ENFORCEMENT,
        measure="count(*)",
        unit=INCIDENTS,
        period="year",
    ),
    Indicator(
        id="enforcement_closure_rate",
        code="PS16",
        title=Words("执法办结率", "Enforcement closed"),
        meaning=Words(
            "本年以来发生的综合执法事件（enforcement）中，到时段末已办结的比例",
            "Of the incidents of kind enforcement that occurred since 1 January, those closed by the period's end",
        ),
        rows=ENFORCEMENT,
        measure="count(*) FILTER (WHERE closed_at < window_ends) / count(*)",
        unit=PERCENT,
        digits=1,
        period="year",
        direction="up",
        target=100,
        watch=90,
        bad=75,
        version="occurred_cohort",
    ),
)
