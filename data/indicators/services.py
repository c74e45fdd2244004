"""Visits and services 走访与服务: who was owed a visit, which needs found a resource. Groups only, never persons."""

from data.catalogue import PERCENT, Indicator, Words

ITEMS = Words("项", "items")

INDICATORS = (
    Indicator(
        id="visit_done_rate",
        code="GR05",
        title=Words("应走访完成率", "Visits done"),
        meaning=Words("本年以来到期的应走访中已完成的比例", "Of the visits owed by now this year, those made"),
        rows="SELECT due_at AS counted_at, * FROM visits WHERE due_at IS NOT NULL",
        measure="count(*) FILTER (WHERE visited_at < window_ends) / count(*)",
        unit=PERCENT,
        digits=1,
        period="year",
        direction="up",
        target=95,
        watch=92,
        bad=80,
        flags=("person_sensitive", "compliance_sensitive"),
    ),
    Indicator(
        id="visits_week",
        code="GR05w",
        title=Words("本周走访", "Visits this week"),
        meaning=Words("本周一零时以来完成的走访数", "Visits made since Monday midnight"),
        rows="SELECT visited_at AS counted_at, * FROM visits WHERE visited_at IS NOT NULL",
        measure="count(*)",
        unit=Words("次", "visits"),
        period="week",
        flags=("compliance_sensitive",),
    ),
    Indicator(
        id="service_resources",
        code="PB04",
        title=Words("服务资源", "Service resources"),
        meaning=Words("此刻可用的服务资源项数", "Service resources open at this moment"),
        rows=(
            "SELECT coalesce(opened_at, TIMESTAMPTZ '-infinity') AS counted_at, "
            "coalesce(ended_at, TIMESTAMPTZ 'infinity') AS until_at, * FROM service_resources"
        ),
        measure="count(*)",
        unit=ITEMS,
        period="now",
    ),
    Indicator(
        id="need_matched_rate",
        code="LV08",
        title=Words("供需匹配率", "Needs matched"),
        meaning=Words("开始运行以来提出的需求中已匹配资源的比例", "Of all needs raised, those matched with a resource"),
        rows="SELECT raised_at AS counted_at, * FROM needs",
        measure="count(*) FILTER (WHERE matched_at < window_ends) / count(*)",
        unit=PERCENT,
        digits=1,
        period="total",
        direction="up",
        target=100,
        watch=90,
        bad=75,
    ),
)
