"""Visits and services 走访与服务: who was owed a visit, which needs found a resource. Groups only, never persons."""

from data.catalogue import PERCENT, Indicator, Variant, Words
from data.facts import fact_rate
from data.visits import HOUSEHOLD, MADE

ITEMS = Words("项", "items")
OPEN = (
    "SELECT coalesce(opened_at, TIMESTAMPTZ '-infinity') AS counted_at, "
    "coalesce(ended_at, TIMESTAMPTZ 'infinity') AS until_at, * FROM service_resources"
)
RAISED = "SELECT raised_at AS counted_at, * FROM needs"
MATCHED = "SELECT matched_at AS counted_at, * FROM needs WHERE matched_at IS NOT NULL"

INDICATORS = (
    Indicator(
        id="visit_done_rate",
        code="GR05",
        title=Words("应走访完成率", "Visits done"),
        meaning=Words(
            "本年以来到期的入户走访（困难家庭、独居老人、社区矫正、社区戒毒康复、重点户）中，到时段末已完成的比例；"
            "巡查、检查、巡河等不计",
            "Of the visits of the kinds hardship, elderly_alone, community_corrections, drug_rehabilitation and "
            "key_household that fell due since 1 January, those made by the period's end; beats, inspections and "
            "rounds do not count",
        ),
        rows=f"SELECT due_at AS counted_at, * FROM visits WHERE {HOUSEHOLD}",
        measure=MADE,
        unit=PERCENT,
        digits=1,
        period="year",
        direction="up",
        target=95,
        watch=92,
        bad=80,
        flags=("person_sensitive", "compliance_sensitive"),
        version="household_kinds",
    ),
    Indicator(
        id="visits_week",
        code="GR05w",
        title=Words("本周走访", "Visits this week"),
        meaning=Words(
            "本周一零时以来完成的入户走访（困难家庭、独居老人、社区矫正、社区戒毒康复、重点户）数",
            "Visits of the kinds hardship, elderly_alone, community_corrections, drug_rehabilitation and key_household "
            "made since Monday midnight",
        ),
        rows=f"SELECT visited_at AS counted_at, * FROM visits WHERE {HOUSEHOLD}",
        measure="count(*)",
        unit=Words("次", "visits"),
        period="week",
        flags=("compliance_sensitive",),
        version="household_kinds",
    ),
    Indicator(
        id="service_resources",
        code="PB04",
        title=Words("服务资源", "Service resources"),
        meaning=Words(
            "此刻已开放、未结束的服务资源项数", "Service resources that are opened and not ended at this moment"
        ),
        rows=OPEN,
        measure="count(*)",
        unit=ITEMS,
        period="now",
    ),
    Indicator(
        id="service_partners",
        code="PB04p",
        title=Words("服务合伙人", "Service partners"),
        meaning=Words(
            "此刻至少有一项服务资源已开放、未结束的合伙人（不重复）数",
            "Distinct partners with at least one service resource that is opened and not ended at this moment",
        ),
        rows=OPEN,
        measure="count(DISTINCT partner)",
        unit=Words("个", "partners"),
        period="now",
    ),
    Indicator(
        id="need_count",
        code="LV08n",
        title=Words("服务需求", "Service needs"),
        meaning=Words("开始运行以来提出的服务需求数", "Needs raised since the beginning"),
        rows=RAISED,
        measure="count(*)",
        unit=ITEMS,
        period="total",
    ),
    Indicator(
        id="needs_matched",
        code="LV08m",
        title=Words("已匹配需求", "Needs matched so far"),
        meaning=Words("开始运行以来已匹配资源的服务需求数", "Needs matched with a resource since the beginning"),
        rows=MATCHED,
        measure="count(*)",
        unit=ITEMS,
        period="total",
    ),
    Indicator(
        id="need_matched_rate",
        code="LV08",
        title=Words("供需匹配率", "Needs matched"),
        meaning=Words(
            "开始运行以来提出的服务需求中，到时段末已匹配资源的比例",
            "Of all needs raised since the beginning, those matched with a resource by the period's end",
        ),
        rows=RAISED,
        measure="count(*) FILTER (WHERE matched_at < window_ends) / count(*)",
        unit=PERCENT,
        digits=1,
        period="total",
        direction="up",
        target=100,
        watch=90,
        bad=75,
        flags=("gameable",),
        counter="service_satisfaction_rate",
    ),
    Indicator(
        id="need_households",
        code="LV08h",
        title=Words("惠及户数", "Households served"),
        meaning=Words(
            "开始运行以来已匹配的服务需求所涉户数之和（同一户可多次计入）",
            "The sum of the households of the needs matched since the beginning; one household may count several times",
        ),
        rows=MATCHED,
        measure="sum(households)",
        unit=Words("户", "households"),
        period="total",
    ),
    Indicator(
        id="service_satisfaction_rate",
        code="LV12",
        title=Words("服务满意率", "Service satisfaction"),
        meaning=Words(
            "本年渠道为 service 的评价中四分及以上的比例",
            "Of the ratings of channel service given this year, those of 4 or 5 points",
        ),
        rows="SELECT rated_at AS counted_at, * FROM ratings WHERE channel = 'service'",
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
                "rating_3_and_up",
                Words(
                    "本年渠道为 service 的评价中三分及以上的比例",
                    "Of the ratings of channel service given this year, those of 3 points and up",
                ),
                measure="count(*) FILTER (WHERE score >= 3) / count(*)",
            ),
        ),
    ),
    fact_rate(
        "service_circle_rate",
        "LV09",
        Words("十五分钟服务圈", "Within 15 minutes"),
        Words(
            "15 分钟内可到服务点的人数占总人数的比例",
            "Residents within 15 minutes of a service point, of all residents",
        ),
        "circle_15min",
        target=90,
        watch=90,
        bad=75,
    ),
)
