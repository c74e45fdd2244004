"""The board itself 数据质量: what could not be placed, what was refused, what is too old."""

from data.catalogue import PERCENT, Indicator, Words

REPORTED = "SELECT reported_at AS counted_at, * FROM cases"

INDICATORS = (
    Indicator(
        id="quality_placed_rate",
        code="DQ03",
        title=Words("落格成功率", "Placed rate"),
        meaning=Words(
            "本月上报的事件中落入网格或村的比例", "Of the cases reported this month, those placed on the map"
        ),
        rows=REPORTED,
        measure="count(*) FILTER (WHERE spot > 0) / count(*)",
        unit=PERCENT,
        digits=1,
        period="month",
        direction="up",
        target=99,
        watch=97,
        bad=90,
    ),
    Indicator(
        id="quality_implausible_share",
        code="DQ06",
        title=Words("可疑坐标占比", "Implausible points"),
        meaning=Words(
            "本月上报的事件中坐标不可能为真的比例",
            "Of the cases reported this month, those whose point cannot be real",
        ),
        rows=REPORTED,
        measure="count(*) FILTER (WHERE implausible <> 0) / count(*)",
        unit=PERCENT,
        digits=2,
        period="month",
        direction="down",
        target=0,
        watch=2,
        bad=10,
    ),
    Indicator(
        id="quality_complete_rate",
        code="DQ02",
        title=Words("关键字段完整率", "Key fields filled"),
        meaning=Words(
            "本月上报的事件中类别和期限齐全的比例",
            "Of the cases reported this month, those with category and due time",
        ),
        rows=REPORTED,
        measure="count(*) FILTER (WHERE category IS NOT NULL AND due_at IS NOT NULL) / count(*)",
        unit=PERCENT,
        digits=1,
        period="month",
        direction="up",
        target=98,
        watch=95,
        bad=80,
    ),
    Indicator(
        id="quality_rows_today",
        code="DQ08",
        title=Words("今日读入", "Rows read today"),
        meaning=Words("今日零时以来从各来源读入的数据行数", "Rows read from all feeds since midnight"),
        rows="SELECT arrived_at AS counted_at, 0 AS spot, * FROM batches",
        measure="sum(read)",
        unit=Words("行", "rows"),
        period="today",
    ),
    Indicator(
        id="quality_rejected_share",
        code="DQ07",
        title=Words("本月拒收占比", "Rows refused"),
        meaning=Words("本月读入的数据行中被拒收的比例", "Of the rows read this month, those refused with a reason"),
        rows="SELECT arrived_at AS counted_at, 0 AS spot, * FROM batches",
        measure="sum(rejected) / sum(read)",
        unit=PERCENT,
        digits=2,
        period="month",
        direction="down",
        target=0,
        watch=1,
        bad=5,
    ),
    Indicator(
        id="quality_fresh_feeds",
        code="DQ01",
        title=Words("数据新鲜度", "Feeds in time"),
        meaning=Words("数据未超过时限的来源比例", "Feeds whose newest data is not older than allowed"),
        rows=(
            "SELECT newest_at AS counted_at, TIMESTAMPTZ 'infinity' AS until_at, 0 AS spot, stale_at > $as_of AS fresh "
            "FROM feed_ages"
        ),
        measure="count(*) FILTER (WHERE fresh) / count(*)",
        unit=PERCENT,
        digits=0,
        period="now",
        direction="up",
        target=100,
        watch=99,
        bad=80,
    ),
)
