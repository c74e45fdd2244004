"""Collective assets and income 三资·产权: problems found and mended, what was traded, which villages earn."""

from data.catalogue import PERCENT, YUAN_10K, Indicator, Words
from data.facts import fact_rate

ASSET = "SELECT found_at AS counted_at, * FROM problems WHERE kind = 'asset'"
TRADED = "SELECT traded_at AS counted_at, * FROM trades"

INDICATORS = (
    Indicator(
        id="asset_problem_found",
        code="EC01n",
        title=Words("三资问题", "Asset problems found"),
        meaning=Words(
            "本年以来发现的集体资产资金资源问题（asset）数", "Problems of kind asset that were found since 1 January"
        ),
        rows=ASSET,
        measure="count(*)",
        unit=Words("个", "problems"),
        period="year",
    ),
    Indicator(
        id="asset_problem_fixed_rate",
        code="EC01",
        title=Words("三资问题整改率", "Asset problems fixed"),
        meaning=Words(
            "本年以来发现的集体资产资金资源问题（asset）中，到时段末已整改的比例",
            "Of the problems of kind asset that were found since 1 January, those fixed by the period's end",
        ),
        rows=ASSET,
        measure="count(*) FILTER (WHERE fixed_at < window_ends) / count(*)",
        unit=PERCENT,
        digits=1,
        period="year",
        direction="up",
        target=95,
        watch=90,
        bad=75,
        flags=("gameable",),
        counter="asset_problem_found",
        version="found_cohort",
    ),
    Indicator(
        id="trade_count",
        code="EC03n",
        title=Words("产权交易", "Property trades"),
        meaning=Words("本年以来的产权交易宗数", "Property trades since 1 January"),
        rows=TRADED,
        measure="count(*)",
        unit=Words("宗", "trades"),
        period="year",
    ),
    Indicator(
        id="trade_on_platform_rate",
        code="EC02",
        title=Words("交易进场率", "Traded on platform"),
        meaning=Words(
            "本年以来、已知是否进场的产权交易中，在平台内成交的比例",
            "Of the property trades since 1 January of which it is known, those made on the platform",
        ),
        rows=TRADED,
        measure="count(*) FILTER (WHERE on_platform) / count(*) FILTER (WHERE on_platform IS NOT NULL)",
        unit=PERCENT,
        digits=1,
        period="year",
        direction="up",
        target=100,
        watch=98,
        bad=90,
    ),
    Indicator(
        id="trade_amount",
        code="EC03",
        title=Words("产权交易额", "Trading volume"),
        meaning=Words(
            "本年以来产权交易金额（元）之和，以万元计",
            "The sum of the amounts (yuan) of the property trades since 1 January, in units of 10,000 yuan",
        ),
        rows=TRADED,
        measure="sum(amount_yuan)",
        unit=YUAN_10K,
        period="year",
    ),
    fact_rate(
        "village_income_rate",
        "EC04",
        Words("增收达标村占比", "Villages of good income"),
        Words(
            "集体收入不低于 10 万元的村数占村总数的比例",
            "Villages with a collective income of 100,000 yuan or more, of all villages",
        ),
        "villages_with_income",
        target=100,
        watch=90,
        bad=75,
    ),
)
