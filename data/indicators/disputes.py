"""Disputes 矛盾纠纷: how many, how many are settled, whether the settlement lasts, what they turn into."""

from data.catalogue import DAYS, PER_10K, PERCENT, Indicator, Words
from data.indicators.cases import CASES
from data.residents import PER_RESIDENT, events_and_residents

FAMILY = "GB/T 31000"
REGISTERED = "SELECT registered_at AS counted_at, * FROM disputes"
TRIAL = "INTERVAL 90 DAY"  # a settlement that outlives it has lasted


# Open from registration to resolution, and again from a relapse that followed it.
OPEN = (
    "SELECT registered_at AS counted_at, resolved_at AS until_at, spot, dispute_id FROM disputes UNION ALL "
    "SELECT coalesce(reopened_at, resolved_at) AS counted_at, TIMESTAMPTZ 'infinity' AS until_at, spot, dispute_id "
    "FROM disputes WHERE reopened_at > resolved_at"
)
HIGH_RISK = (
    "SELECT registered_at AS counted_at, least(resolved_at, calmed_at) AS until_at, spot, dispute_id FROM disputes "
    "WHERE risk = 'red' UNION ALL SELECT coalesce(reopened_at, resolved_at) AS counted_at, "
    "coalesce(calmed_at, TIMESTAMPTZ 'infinity') AS until_at, spot, dispute_id FROM disputes "
    "WHERE risk = 'red' AND reopened_at > resolved_at AND (calmed_at IS NULL OR calmed_at >= reopened_at)"
)

INDICATORS = (
    Indicator(
        id="dispute_registered",
        code="MD01",
        title=Words("本月纠纷登记", "Disputes registered"),
        meaning=Words("本月一日以来登记的矛盾纠纷数", "Disputes registered since the first of the month"),
        rows=REGISTERED,
        measure="count(*)",
        unit=CASES,
        period="month",
        standard=FAMILY,
    ),
    Indicator(
        id="dispute_open",
        code="MD01o",
        title=Words("纠纷在调", "Disputes open"),
        meaning=Words(
            "此刻已登记、尚未化解（resolved_at）的矛盾纠纷数，含化解后反弹（reopened_at）的",
            "Disputes registered and not resolved (resolved_at) at this moment, those reopened (reopened_at) after "
            "their resolution too",
        ),
        rows=OPEN,
        measure="count(*)",
        unit=CASES,
        period="now",
        direction="down",
        standard=FAMILY,
    ),
    Indicator(
        id="dispute_resolution_rate",
        code="MD02",
        title=Words("纠纷化解率", "Disputes resolved"),
        meaning=Words(
            "本年一月一日以来登记的矛盾纠纷中，到时段末已化解（resolved_at）的比例；含期限未到的",
            "Of the disputes registered since 1 January, those resolved (resolved_at) by the period's end; those not "
            "yet due are in it",
        ),
        rows=REGISTERED,
        measure="count(*) FILTER (WHERE resolved_at < window_ends) / count(*)",
        unit=PERCENT,
        digits=2,
        period="year",
        direction="up",
        target=97,
        watch=85,
        bad=70,
        flags=("gameable",),
        counter="dispute_relapse_rate",
        standard=FAMILY,
        version="registered_cohort",
    ),
    Indicator(
        id="dispute_mediation_rate",
        code="MD03",
        title=Words("调解成功率", "Mediated"),
        meaning=Words(
            "本月调解结束（concluded_at）且注明是否达成协议（agreed）的纠纷中，达成协议的比例",
            "Of the disputes whose mediation was concluded this month (concluded_at), for which agreed is told, those "
            "that ended in an agreement",
        ),
        rows="SELECT concluded_at AS counted_at, * FROM disputes WHERE concluded_at IS NOT NULL AND agreed IS NOT NULL",
        measure="count(*) FILTER (WHERE agreed) / count(*)",
        unit=PERCENT,
        digits=1,
        period="month",
        direction="up",
        target=97,
        watch=92,
        bad=80,
        flags=("gameable",),
        counter="dispute_performance_rate",
        standard=FAMILY,
    ),
    Indicator(
        id="dispute_performance_rate",
        code="MD04",
        title=Words("协议履行率", "Agreements performed"),
        meaning=Words(
            "履行期限（agreement_due_at）在本月内的调解协议中，到时段末已履行（performed_at）的比例",
            "Of the agreements that fell due this month (agreement_due_at), those performed (performed_at) by the "
            "period's end",
        ),
        rows="SELECT agreement_due_at AS counted_at, * FROM disputes WHERE agreement_due_at IS NOT NULL",
        measure="count(*) FILTER (WHERE performed_at < window_ends) / count(*)",
        unit=PERCENT,
        digits=1,
        period="month",
        direction="up",
        target=95,
        watch=90,
        bad=75,
        standard=FAMILY,
    ),
    Indicator(
        id="dispute_on_time_rate",
        code="MD05",
        title=Words("按期化解率", "Resolved on time"),
        meaning=Words(
            "化解期限（due_at）在本月内的纠纷中，在期限内化解（resolved_at）的比例",
            "Of the disputes whose resolution fell due this month (due_at), those resolved (resolved_at) by then",
        ),
        rows="SELECT due_at AS counted_at, * FROM disputes WHERE due_at IS NOT NULL",
        measure="count(*) FILTER (WHERE resolved_at <= due_at) / count(*)",
        unit=PERCENT,
        digits=1,
        period="month",
        direction="up",
        target=95,
        watch=90,
        bad=75,
        flags=("gameable",),
        counter="dispute_relapse_rate",
        standard=FAMILY,
        version="due_cohort",
    ),
    Indicator(
        id="dispute_high_risk_open",
        code="MD06",
        title=Words("高风险在调", "High risk, open"),
        meaning=Words(
            "此刻登记为高风险（red）、尚未转绿（calmed_at）也未化解（resolved_at）的纠纷数；未转绿而化解后反弹的计入",
            "Disputes registered as of high risk (red) that are neither calmed (calmed_at) nor resolved (resolved_at) "
            "at this moment; those never calmed and reopened after their resolution are in it",
        ),
        rows=HIGH_RISK,
        measure="count(*)",
        unit=CASES,
        period="now",
        direction="down",
        target=0,
        watch=0,
        bad=4,
        flags=("person_sensitive",),
        standard=FAMILY,
    ),
    Indicator(
        id="dispute_calming_days",
        code="MD07",
        title=Words("红转绿天数", "Days from red to green"),
        meaning=Words(
            "本月转绿（calmed_at）的、登记为高风险（red）的纠纷，从登记到转绿的平均自然天数（24 小时为一天）",
            "Mean natural days (of 24 hours) from registration to calming, of the disputes registered as of high risk "
            "(red) and calmed this month (calmed_at)",
        ),
        rows="SELECT calmed_at AS counted_at, * FROM disputes WHERE calmed_at IS NOT NULL AND risk = 'red'",
        measure="sum(epoch(calmed_at) - epoch(registered_at)) / count(*)",
        unit=DAYS,
        digits=1,
        period="month",
        direction="down",
        target=20,
        watch=20,
        bad=30,
    ),
    Indicator(
        id="dispute_criminal",
        code="MD08",
        title=Words("民转刑案件", "Turned criminal"),
        meaning=Words(
            "本年一月一日以来转为刑事案件（criminal_at）的纠纷数",
            "Disputes that have turned into a criminal case (criminal_at) since 1 January",
        ),
        rows="SELECT criminal_at AS counted_at, * FROM disputes WHERE criminal_at IS NOT NULL",
        measure="count(*)",
        unit=CASES,
        period="year",
        direction="down",
        target=0,
        watch=0,
        bad=4,
        flags=("person_sensitive",),
    ),
    Indicator(
        id="dispute_relapse_rate",
        code="MD09",
        title=Words("纠纷反弹率", "Relapse rate"),
        meaning=Words(
            "化解（resolved_at）后满 90 天（90×24 小时）的日子在本月内的纠纷中，在此之前反弹（reopened_at）的比例",
            "Of the disputes whose 90 days (of 24 hours) after resolution (resolved_at) ended this month, those "
            "reopened (reopened_at) by then",
        ),
        rows=f"SELECT resolved_at + {TRIAL} AS counted_at, * FROM disputes WHERE resolved_at IS NOT NULL",
        measure=f"count(*) FILTER (WHERE reopened_at <= resolved_at + {TRIAL}) / count(*)",
        unit=PERCENT,
        digits=1,
        period="month",
        direction="down",
        target=3,
        watch=3,
        bad=8,
        version="ninety_days",
    ),
    Indicator(
        id="dispute_per_10k",
        code="MD10",
        title=Words("万人纠纷数", "Disputes per 10k people"),
        meaning=Words(
            "本月登记的矛盾纠纷数除以各地最近一次上报的常住人口之和，乘一万",
            "Disputes registered this month, divided by the sum of the newest population that each place has reported, "
            "times 10,000",
        ),
        rows=events_and_residents("registered_at", "disputes"),
        measure=PER_RESIDENT,
        unit=PER_10K,
        digits=1,
        period="month",
        standard=FAMILY,
    ),
)
