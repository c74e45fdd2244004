"""Discovery 发现: who sees a case first, whether it is a case at all, whether it has been seen before, how dense."""

from data.areas import PER_GROUND, events_and_ground
from data.catalogue import PER_KM2, PERCENT, Indicator, Words
from data.indicators.cases import FAMILY, REPORTED

SOURCED = "SELECT reported_at AS counted_at, * FROM cases WHERE source IS NOT NULL"

INDICATORS = (
    Indicator(
        id="case_valid_rate",
        code="EV04",
        title=Words("有效上报率", "Valid reports"),
        meaning=Words(
            "本月上报（reported_at）的事件中，到时段末未作废（dismissed_at）的比例",
            "Of the cases reported this month (reported_at), those not dismissed (dismissed_at) by the period's end",
        ),
        rows=REPORTED,
        measure="count(*) FILTER (WHERE dismissed_at IS NULL OR dismissed_at >= window_ends) / count(*)",
        unit=PERCENT,
        digits=1,
        period="month",
        direction="up",
        target=90,
        watch=90,
        bad=75,
        flags=("gameable",),
        counter="case_public_found_rate",
        standard=FAMILY,
    ),
    Indicator(
        id="case_public_found_rate",
        code="EV24",
        title=Words("漏报率", "Found by the public"),
        meaning=Words(
            "本月上报且注明来源的事件中，由群众先发现（来源为热线 hotline、随手拍 snapshot、信访 petition）的比例",
            "Of the cases reported this month with a source, those that the public found first (source hotline, "
            "snapshot or petition)",
        ),
        rows=SOURCED,
        measure="count(*) FILTER (WHERE source IN ('hotline', 'snapshot', 'petition')) / count(*)",
        unit=PERCENT,
        digits=1,
        period="month",
        direction="down",
        target=30,
        watch=45,
        bad=60,
        standard=FAMILY,
        version="all_public_sources",
    ),
    Indicator(
        id="case_repeat_rate",
        code="EV22",
        title=Words("重复案件率", "Repeated cases"),
        meaning=Words(
            "本月上报且注明是否重复（repeated）的事件中，重复的比例",
            "Of the cases reported this month for which repeated is told, those of a matter reported before",
        ),
        rows=f"{REPORTED} WHERE repeated IS NOT NULL",
        measure="count(*) FILTER (WHERE repeated) / count(*)",
        unit=PERCENT,
        digits=1,
        period="month",
        direction="down",
        target=5,
        watch=8,
        bad=15,
        standard=FAMILY,
        version="as_marked_by_the_source",
    ),
    Indicator(
        id="case_density_km2",
        code="GR10",
        title=Words("事件密度", "Cases per km²"),
        meaning=Words(
            "本月上报的事件数除以本地面积（平方千米）；面积为其中最细一级各单元面积之和，各取整到平方米",
            "Cases reported this month divided by the place's area in km²: the sum of the areas of the finest places "
            "in it, each in whole m²",
        ),
        rows=events_and_ground("reported_at", "cases"),
        measure=PER_GROUND,
        unit=PER_KM2,
        digits=1,
        period="month",
    ),
)
