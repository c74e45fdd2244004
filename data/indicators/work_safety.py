"""Work safety and emergencies 安全生产·应急: hazards found and fixed, premises inspected, accidents that happened."""

from data.catalogue import PERCENT, Indicator, Words
from data.facts import fact_rate
from data.visits import visit_rate

HAZARDS = Words("处", "hazards")
IS_HAZARD = "kind = 'hazard'"

INDICATORS = (
    Indicator(
        id="hazard_found",
        code="SF01",
        title=Words("本月排查隐患", "Hazards found"),
        meaning=Words(
            "本月发现的隐患（hazard）数", "Problems of kind hazard that were found since the first of the month"
        ),
        rows=f"SELECT found_at AS counted_at, * FROM problems WHERE {IS_HAZARD}",
        measure="count(*)",
        unit=HAZARDS,
        period="month",
    ),
    Indicator(
        id="hazard_fixed_rate",
        code="SF02",
        title=Words("隐患整改率", "Hazards fixed"),
        meaning=Words(
            "整改期限在本月内的隐患（hazard）中，到时段末已整改的比例",
            "Of the problems of kind hazard that fell due this month, those fixed by the period's end",
        ),
        rows=f"SELECT due_at AS counted_at, * FROM problems WHERE {IS_HAZARD}",
        measure="count(*) FILTER (WHERE fixed_at < window_ends) / count(*)",
        unit=PERCENT,
        digits=1,
        period="month",
        direction="up",
        target=95,
        watch=95,
        bad=80,
        flags=("gameable",),
        counter="accident_year",
    ),
    Indicator(
        id="hazard_fixed_total",
        code="SF02t",
        title=Words("累计整改隐患", "Hazards fixed in all"),
        meaning=Words("开始运行以来整改的隐患（hazard）数", "Problems of kind hazard fixed since the beginning"),
        rows=f"SELECT fixed_at AS counted_at, * FROM problems WHERE {IS_HAZARD}",
        measure="count(*)",
        unit=HAZARDS,
        period="total",
    ),
    Indicator(
        id="hazard_major_open",
        code="SF03",
        title=Words("重大隐患未销号", "Major hazards open"),
        meaning=Words(
            "此刻已发现、尚未整改的重大隐患（hazard）数",
            "Problems of kind hazard marked major, found and not fixed at this moment",
        ),
        rows=f"SELECT found_at AS counted_at, fixed_at AS until_at, * FROM problems WHERE {IS_HAZARD}",
        measure="count(*) FILTER (WHERE major)",
        unit=HAZARDS,
        period="now",
        direction="down",
        target=0,
        watch=0,
        bad=2,
    ),
    visit_rate(
        "enterprise_inspection_rate",
        "SF04",
        Words("企业检查覆盖率", "Enterprises inspected"),
        Words(
            "期限在本月内的企业检查（走访类别 enterprise）中，到时段末已完成的比例",
            "Of the visits of kind enterprise that fell due this month, those made by the period's end",
        ),
        kind="enterprise",
        target=100,
        watch=95,
        bad=80,
        flags=("gameable", "compliance_sensitive"),
        counter="hazard_found",
    ),
    visit_rate(
        "small_premises_rate",
        "SF05",
        Words("九小场所检查率", "Small premises inspected"),
        Words(
            "期限在本月内的九小场所检查（走访类别 small_premises）中，到时段末已完成的比例",
            "Of the visits of kind small_premises that fell due this month, those made by the period's end",
        ),
        kind="small_premises",
        target=100,
        watch=95,
        bad=80,
        flags=("gameable", "compliance_sensitive"),
        counter="hazard_found",
    ),
    fact_rate(
        "emergency_stock_rate",
        "SF07",
        Words("应急物资齐备率", "Emergency stock ready"),
        Words(
            "达到最低储备的物资项数占应备项数的比例",
            "Items in stock at their minimum or above, of all items to be held",
        ),
        "stock_ready",
        target=100,
        watch=95,
        bad=80,
    ),
    Indicator(
        id="accident_year",
        code="SF08",
        title=Words("生产安全事故", "Work accidents"),
        meaning=Words(
            "本年以来发生的生产安全事故（accident）数", "Incidents of kind accident that occurred since 1 January"
        ),
        rows="SELECT occurred_at AS counted_at, * FROM incidents WHERE kind = 'accident'",
        measure="count(*)",
        unit=Words("起", "accidents"),
        period="year",
        direction="down",
        target=0,
        watch=0,
        bad=3,
    ),
)
