"""The 12345 hotline 热线: how many tickets, against residents and last year, who picks up, who comes first."""

from data.catalogue import PER_10K, PERCENT, Indicator, Words
from data.indicators.cases import CASES
from data.indicators.discovery import SOURCED
from data.residents import PER_RESIDENT, events_and_residents
from data.years import year_later

FAMILY = "GB/T 33357"
HOTLINE = "SELECT reported_at AS counted_at, * FROM cases WHERE source = 'hotline'"
# Calls have no place: they are the town's.
OFFERED = "SELECT offered_at AS counted_at, 0 AS spot, * FROM calls"
# Where tickets begin later than last New Year, this year counts from a year after the first one: like with like.
TWO_YEARS = (
    "SELECT reported_at AS counted_at, spot, 'this' AS part FROM cases WHERE source = 'hotline' "
    f"AND reported_at >= (SELECT {year_later('min(reported_at)')} FROM cases WHERE source = 'hotline') UNION ALL "
    f"SELECT CASE WHEN source = 'hotline' THEN {year_later('reported_at')} END AS counted_at, spot, 'before' AS part "
    f"FROM cases WHERE source = 'hotline'"
)

INDICATORS = (
    Indicator(
        id="hotline_received_today",
        code="HL01t",
        title=Words("热线今日派单", "Hotline today"),
        meaning=Words(
            "今日零时以来 12345 热线（来源 hotline）派来的工单数", "Tickets of source hotline since midnight"
        ),
        rows=HOTLINE,
        measure="count(*)",
        unit=CASES,
        period="today",
        standard=FAMILY,
    ),
    Indicator(
        id="hotline_received_week",
        code="HL01",
        title=Words("热线本周派单", "Hotline this week"),
        meaning=Words(
            "本周一零时以来 12345 热线（来源 hotline）派来的工单数", "Tickets of source hotline since Monday midnight"
        ),
        rows=HOTLINE,
        measure="count(*)",
        unit=CASES,
        period="week",
        standard=FAMILY,
    ),
    Indicator(
        id="hotline_received_year",
        code="HL01y",
        title=Words("热线本年派单", "Hotline this year"),
        meaning=Words(
            "本年一月一日以来 12345 热线（来源 hotline）派来的工单数", "Tickets of source hotline since 1 January"
        ),
        rows=HOTLINE,
        measure="count(*)",
        unit=CASES,
        period="year",
        flags=("gameable",),
        counter="hotline_proactive_share",
        standard=FAMILY,
    ),
    Indicator(
        id="hotline_change_year",
        code="HL03",
        title=Words("热线派单同比", "Hotline, change on year"),
        meaning=Words(
            "本年一月一日以来的热线工单数减去年同期数，除以去年同期数；去年的工单各顺延一年计入同期；"
            "首张工单以来不足两年时，本年只计首张工单满一年以后的部分",
            "Tickets of source hotline since 1 January less those of the same part of last year, divided by the latter "
            "(those of last year, each a calendar year later, fall in it); this year's count only from a year after "
            "the very first ticket",
        ),
        rows=TWO_YEARS,
        measure=(
            "(count(*) FILTER (WHERE part = 'this') - count(*) FILTER (WHERE part = 'before')) / "
            "count(*) FILTER (WHERE part = 'before')"
        ),
        unit=PERCENT,
        digits=1,
        period="year",
        direction="down",
        watch=10,
        bad=30,
        flags=("gameable",),
        counter="hotline_proactive_share",
        standard=FAMILY,
    ),
    Indicator(
        id="hotline_per_10k",
        code="HL02",
        title=Words("万人诉求量", "Tickets per 10k people"),
        meaning=Words(
            "本月的热线工单数除以各地最近一次上报的常住人口之和，乘一万",
            "Tickets of source hotline this month, divided by the sum of the newest population that each place has "
            "reported, times 10,000",
        ),
        rows=events_and_residents("reported_at", "cases WHERE source = 'hotline'"),
        measure=PER_RESIDENT,
        unit=PER_10K,
        digits=1,
        period="month",
        standard=FAMILY,
    ),
    Indicator(
        id="hotline_answered_rate",
        code="HL04",
        title=Words("热线接通率", "Calls answered"),
        meaning=Words(
            "本月打进（offered_at）的电话中，有人接听（answered_at）的比例",
            "Of the calls offered this month (offered_at), those answered (answered_at)",
        ),
        rows=OFFERED,
        measure="count(*) FILTER (WHERE answered_at IS NOT NULL) / count(*)",
        unit=PERCENT,
        digits=1,
        period="month",
        direction="up",
        target=95,
        watch=95,
        bad=85,
        flags=("gameable",),
        counter="hotline_answered_15s_rate",
        standard="GB/T 33358",
    ),
    Indicator(
        id="hotline_answered_15s_rate",
        code="HL05",
        title=Words("15 秒应答率", "Answered within 15 s"),
        meaning=Words(
            "本月打进（offered_at）且有人接听的电话中，十五秒内接听（answered_at）的比例",
            "Of the calls offered this month (offered_at) and answered, those answered (answered_at) within 15 s",
        ),
        rows=f"{OFFERED} WHERE answered_at IS NOT NULL",
        measure="count(*) FILTER (WHERE answered_at <= offered_at + INTERVAL 15 SECOND) / count(*)",
        unit=PERCENT,
        digits=1,
        period="month",
        direction="up",
        target=80,
        watch=80,
        bad=65,
        standard="GB/T 33358",
        version="of_answered",
    ),
    Indicator(
        id="hotline_repeat_rate",
        code="HL15",
        title=Words("重复诉求率", "Repeated tickets"),
        meaning=Words(
            "本月的热线工单中注明是否重复（repeated）的，重复的比例",
            "Of the tickets of source hotline this month for which repeated is told, those of a matter reported before",
        ),
        rows=f"{HOTLINE} AND repeated IS NOT NULL",
        measure="count(*) FILTER (WHERE repeated) / count(*)",
        unit=PERCENT,
        digits=1,
        period="month",
        direction="down",
        target=10,
        watch=10,
        bad=20,
        flags=("person_sensitive",),
        version="as_marked_by_the_source",
    ),
    Indicator(
        id="hotline_proactive_share",
        code="HL18",
        title=Words("未诉先办占比", "Found before a call"),
        meaning=Words(
            "本月上报且注明来源的事件中，来源不是热线（hotline）也不是信访（petition）的比例",
            "Of the cases reported this month with a source, those whose source is neither hotline nor petition",
        ),
        rows=SOURCED,
        measure="count(*) FILTER (WHERE source NOT IN ('hotline', 'petition')) / count(*)",
        unit=PERCENT,
        digits=1,
        period="month",
        direction="up",
        watch=60,
        bad=40,
        version="all_categories",
    ),
)
