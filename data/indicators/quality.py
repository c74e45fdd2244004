"""The board itself 数据质量: what could not be placed, what was refused, what is too old; and the place's index."""

from data.catalogue import PERCENT, Derived, Indicator, Words
from data.indicators.cases import REPORTED
from data.indicators.satisfaction import POINTS

INDICATORS = (
    Indicator(
        id="quality_placed_rate",
        code="DQ03",
        title=Words("落格成功率", "Placed rate"),
        meaning=Words(
            "本月上报的事件中，落到村、网格或微网格（按坐标或地名）的比例",
            "Of the cases reported this month, those placed in a village, grid or micro-grid, by point or by name",
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
            "本月上报的事件中，坐标不可能为真（零点、颠倒、远离本地、默认点）的比例",
            "Of the cases reported this month, those whose point cannot be real (0/0, swapped, far off, a default)",
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
            "本月上报的事件中，类别（category）和办结期限（due_at）齐全的比例",
            "Of the cases reported this month, those with both category and due time (due_at)",
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
        meaning=Words(
            "今日零时以来从各来源读入的数据行数，含拒收的", "Rows read from all feeds since midnight, refused too"
        ),
        rows="SELECT arrived_at AS counted_at, 0 AS spot, * FROM batches",
        measure="sum(read)",
        unit=Words("行", "rows"),
        period="today",
    ),
    Indicator(
        id="quality_rejected_share",
        code="DQ07",
        title=Words("本月拒收占比", "Rows refused"),
        meaning=Words(
            "本月从各来源读入的数据行中被拒收的比例", "Of the rows read this month, those refused with a reason"
        ),
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
        meaning=Words(
            "已有数据的来源中，最新数据未超过时限的比例",
            "Of the feeds that have sent anything, those whose newest data is not older than allowed",
        ),
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
    Indicator(
        id="governance_index",
        code="CI",
        title=Words("治理指数", "Governance index"),
        meaning=Words(
            "有目标且数据未过时的各项指标此刻得分的加权平均，乘一百：越高越好的为实际值除以目标，越低越好的为目标除以"
            "实际值，各在 0 到 1.25 之间；目标为零的按指数递减；涉个人信息的不计；权重可由各地规定",
            "Weighted mean, times 100, of the present scores of all indicators with a target and fresh data: actual "
            "against target where higher is better, target against actual where lower is better, each from 0 to 1.25; "
            "where the target is 0 an exponential penalty; person-sensitive ones left out; a place may set weights of "
            "its own",
        ),
        rows="",
        measure="",
        unit=POINTS,
        digits=1,
        period="now",
        direction="up",
        target=100,
        watch=90,
        bad=75,
        version="equal_weights",
        derived=Derived("index"),
    ),
)
