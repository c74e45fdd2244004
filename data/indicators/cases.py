"""The event loop 事件闭环: how much comes in, how much is open, how much of that is late or on hold."""

from data.catalogue import PERCENT, Indicator, Words

CASES = Words("件", "cases")
FAMILY = "GB/T 30428"
REPORTED = "SELECT reported_at AS counted_at, * FROM cases"
NOT_DISMISSED = f"{REPORTED} WHERE dismissed_at IS NULL"
CLOSED = "SELECT closed_at AS counted_at, * FROM cases WHERE closed_at IS NOT NULL AND dismissed_at IS NULL"
# A case is open until it is closed or dismissed, whichever comes first.
ENDED = "least(closed_at, dismissed_at)"
OPEN = f"SELECT reported_at AS counted_at, {ENDED} AS until_at, * FROM cases"
LATE = f"due_at IS NOT NULL AND ({ENDED} IS NULL OR {ENDED} > due_at)"
OVERDUE = f"SELECT due_at AS counted_at, {ENDED} AS until_at, * FROM cases WHERE {LATE}"
OPEN_PART = f"SELECT reported_at AS counted_at, {ENDED} AS until_at, spot, 'open' AS part FROM cases"
# A resumption counts where it follows the suspension: a case may be suspended again.
ON_HOLD_UNTIL = f"least(CASE WHEN resumed_at >= suspended_at THEN resumed_at END, {ENDED})"


def open_of(colour: str, zh: str) -> Indicator:
    """The open cases of a colour; what it means is a policy of the place, so that none is good or bad."""
    return Indicator(
        id=f"case_open_{colour}",
        code=f"EV03{colour[0]}",
        title=Words(f"{zh}在办", f"Open, {colour}"),
        meaning=Words(
            f"此刻已上报、尚未办结也未作废、颜色为{zh}（{colour}）的事件数；颜色的含义由各地规定",
            f"Cases of colour {colour} reported and neither closed nor dismissed at this moment; what the colour "
            "means is a policy of the place",
        ),
        rows=f"{OPEN} WHERE colour = '{colour}'",
        measure="count(*)",
        unit=CASES,
        period="now",
    )


INDICATORS = (
    Indicator(
        id="case_reported_today",
        code="EV01",
        title=Words("今日上报", "Reported today"),
        meaning=Words("今日零时以来上报的事件数，含后来作废的", "Cases reported since midnight, dismissed ones too"),
        rows=REPORTED,
        measure="count(*)",
        unit=CASES,
        period="today",
        standard=FAMILY,
    ),
    Indicator(
        id="case_reported_week",
        code="EV01w",
        title=Words("本周上报", "Reported this week"),
        meaning=Words(
            "本周一零时以来上报的事件数，含后来作废的", "Cases reported since Monday midnight, dismissed ones too"
        ),
        rows=REPORTED,
        measure="count(*)",
        unit=CASES,
        period="week",
        standard=FAMILY,
    ),
    Indicator(
        id="case_reported_month",
        code="EV01m",
        title=Words("本月上报", "Reported this month"),
        meaning=Words(
            "本月一日以来上报的事件数，含后来作废的",
            "Cases reported since the first of the month, dismissed ones too",
        ),
        rows=REPORTED,
        measure="count(*)",
        unit=CASES,
        period="month",
        standard=FAMILY,
    ),
    Indicator(
        id="case_total",
        code="EV02",
        title=Words("累计流转", "Cases in all"),
        meaning=Words(
            "开始运行以来上报的全部事件数，含后来作废的",
            "All cases reported since the beginning, dismissed ones too",
        ),
        rows=REPORTED,
        measure="count(*)",
        unit=CASES,
        period="total",
        standard=FAMILY,
    ),
    Indicator(
        id="case_closed_today",
        code="EV11t",
        title=Words("今日办结", "Closed today"),
        meaning=Words("今日零时以来办结的事件数，不含作废的", "Cases closed since midnight, dismissed ones left out"),
        rows=CLOSED,
        measure="count(*)",
        unit=CASES,
        period="today",
        standard=FAMILY,
    ),
    Indicator(
        id="case_open",
        code="EV03",
        title=Words("在办", "Open"),
        meaning=Words(
            "此刻已上报、尚未办结也未作废的事件数，含挂账的",
            "Cases reported and neither closed nor dismissed at this moment, suspended ones too",
        ),
        rows=OPEN,
        measure="count(*)",
        unit=CASES,
        period="now",
        direction="down",
        standard=FAMILY,
    ),
    open_of("yellow", "黄色"),
    open_of("orange", "橙色"),
    open_of("red", "红色"),
    Indicator(
        id="case_urgent_open",
        code="EV25o",
        title=Words("紧急在办", "Urgent, open"),
        meaning=Words(
            "此刻已上报、尚未办结也未作废的紧急事件数",
            "Urgent cases reported and neither closed nor dismissed at this moment",
        ),
        rows=f"{OPEN} WHERE urgent = true",
        measure="count(*)",
        unit=CASES,
        period="now",
        direction="down",
    ),
    Indicator(
        id="case_overdue",
        code="EV17",
        title=Words("超期未结", "Overdue"),
        meaning=Words(
            "此刻已过办结期限（due_at）、尚未办结也未作废的事件数，含挂账的",
            "Cases past their due time (due_at) and neither closed nor dismissed at this moment, suspended ones too",
        ),
        rows=OVERDUE,
        measure="count(*)",
        unit=CASES,
        period="now",
        direction="down",
        target=0,
        counter="case_extension_rate",
        standard=FAMILY,
    ),
    Indicator(
        id="case_overdue_share",
        code="EV17s",
        title=Words("超期占在办", "Overdue share"),
        meaning=Words(
            "此刻超期未结的事件数除以在办的事件数；在办含没有期限的和挂账的",
            "Cases past their due time and neither closed nor dismissed at this moment, divided by all that are "
            "neither closed nor dismissed, those without a due time and suspended ones too",
        ),
        rows=(
            f"{OPEN_PART} UNION ALL SELECT due_at AS counted_at, {ENDED} AS until_at, spot, 'overdue' FROM cases "
            f"WHERE {LATE}"
        ),
        measure="count(*) FILTER (WHERE part = 'overdue') / count(*) FILTER (WHERE part = 'open')",
        unit=PERCENT,
        digits=1,
        period="now",
        direction="down",
        watch=20,
        bad=40,
        counter="case_extension_rate",
        standard=FAMILY,
    ),
    Indicator(
        id="case_supervised_open",
        code="EV26",
        title=Words("督办在办", "Supervised, open"),
        meaning=Words(
            "此刻已督办、尚未办结也未作废的事件数",
            "Cases under supervision and neither closed nor dismissed at this moment",
        ),
        rows=f"SELECT supervised_at AS counted_at, {ENDED} AS until_at, * FROM cases WHERE supervised_at IS NOT NULL",
        measure="count(*)",
        unit=CASES,
        period="now",
        direction="down",
    ),
    Indicator(
        id="case_suspended_share",
        code="EV16",
        title=Words("挂账率", "Suspended share"),
        meaning=Words(
            "此刻已挂账、挂账后未恢复、尚未办结也未作废的事件数，除以在办（尚未办结也未作废）的事件数",
            "Cases suspended, not resumed after that and neither closed nor dismissed at this moment, divided by all "
            "that are neither closed nor dismissed",
        ),
        rows=(
            f"{OPEN_PART} UNION ALL SELECT suspended_at AS counted_at, {ON_HOLD_UNTIL} AS until_at, spot, 'suspended' "
            "FROM cases WHERE suspended_at IS NOT NULL"
        ),
        measure="count(*) FILTER (WHERE part = 'suspended') / count(*) FILTER (WHERE part = 'open')",
        unit=PERCENT,
        digits=1,
        period="now",
        direction="down",
        target=5,
        watch=25,
        bad=50,
        standard=FAMILY,
    ),
)
