"""The event loop 事件闭环: how much comes in, what is open, what is late, what was settled in the grid."""

from data.catalogue import PERCENT, Indicator, Words

CASES = Words("件", "cases")
FAMILY = "GB/T 30428"
REPORTED = "SELECT reported_at AS counted_at, * FROM cases"
CLOSED = "SELECT closed_at AS counted_at, * FROM cases WHERE closed_at IS NOT NULL"
OPEN = "SELECT reported_at AS counted_at, closed_at AS until_at, * FROM cases"
OVERDUE = (
    "SELECT due_at AS counted_at, closed_at AS until_at, * FROM cases "
    "WHERE due_at IS NOT NULL AND (closed_at IS NULL OR closed_at > due_at)"
)
SUSPENDED = (
    "SELECT reported_at AS counted_at, closed_at AS until_at, spot, 'open' AS part FROM cases UNION ALL "
    "SELECT suspended_at AS counted_at, least(resumed_at, closed_at) AS until_at, spot, 'suspended' FROM cases "
    "WHERE suspended_at IS NOT NULL"
)

INDICATORS = (
    Indicator(
        id="case_reported_today",
        code="EV01",
        title=Words("今日上报", "Reported today"),
        meaning=Words("今日零时以来上报的事件数", "Cases reported since midnight"),
        rows=REPORTED,
        measure="count(*)",
        unit=CASES,
        period="today",
    ),
    Indicator(
        id="case_reported_week",
        code="EV01w",
        title=Words("本周上报", "Reported this week"),
        meaning=Words("本周一零时以来上报的事件数", "Cases reported since Monday midnight"),
        rows=REPORTED,
        measure="count(*)",
        unit=CASES,
        period="week",
    ),
    Indicator(
        id="case_reported_month",
        code="EV01m",
        title=Words("本月上报", "Reported this month"),
        meaning=Words("本月一日以来上报的事件数", "Cases reported since the first of the month"),
        rows=REPORTED,
        measure="count(*)",
        unit=CASES,
        period="month",
    ),
    Indicator(
        id="case_total",
        code="EV02",
        title=Words("累计流转", "Cases in all"),
        meaning=Words("开始运行以来上报的全部事件数", "All cases reported since the beginning"),
        rows=REPORTED,
        measure="count(*)",
        unit=CASES,
        period="total",
    ),
    Indicator(
        id="case_open",
        code="EV03",
        title=Words("在办", "Open"),
        meaning=Words("此刻已上报、尚未办结的事件数", "Cases reported and not yet closed at this moment"),
        rows=OPEN,
        measure="count(*)",
        unit=CASES,
        period="now",
        direction="down",
    ),
    Indicator(
        id="case_overdue",
        code="EV17",
        title=Words("超期未结", "Overdue"),
        meaning=Words("此刻已过期限、仍未办结的事件数", "Cases past their due time and not closed at this moment"),
        rows=OVERDUE,
        measure="count(*)",
        unit=CASES,
        period="now",
        direction="down",
        target=0,
        counter="case_extension_rate",
    ),
    Indicator(
        id="case_overdue_share",
        code="EV17s",
        title=Words("超期占在办", "Overdue share"),
        meaning=Words("此刻超期未结事件占在办事件的比例", "Overdue cases as a share of the open ones at this moment"),
        rows=(
            "SELECT reported_at AS counted_at, closed_at AS until_at, spot, 'open' AS part FROM cases UNION ALL "
            "SELECT due_at AS counted_at, closed_at AS until_at, spot, 'overdue' FROM cases "
            "WHERE due_at IS NOT NULL AND (closed_at IS NULL OR closed_at > due_at)"
        ),
        measure="count(*) FILTER (WHERE part = 'overdue') / count(*) FILTER (WHERE part = 'open')",
        unit=PERCENT,
        digits=1,
        period="now",
        direction="down",
        watch=20,
        bad=40,
    ),
    Indicator(
        id="case_supervised_open",
        code="EV26",
        title=Words("督办在办", "Supervised, open"),
        meaning=Words("此刻已督办、尚未办结的事件数", "Cases under supervision and not closed at this moment"),
        rows=(
            "SELECT supervised_at AS counted_at, closed_at AS until_at, * FROM cases WHERE supervised_at IS NOT NULL"
        ),
        measure="count(*)",
        unit=CASES,
        period="now",
        direction="down",
    ),
    Indicator(
        id="case_closed_today",
        code="EV11t",
        title=Words("今日办结", "Closed today"),
        meaning=Words("今日零时以来办结的事件数", "Cases closed since midnight"),
        rows=CLOSED,
        measure="count(*)",
        unit=CASES,
        period="today",
    ),
    Indicator(
        id="case_suspended_share",
        code="EV16",
        title=Words("挂账率", "Suspended share"),
        meaning=Words("此刻挂账事件占在办事件的比例", "Suspended cases as a share of the open ones at this moment"),
        rows=SUSPENDED,
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
    Indicator(
        id="case_solved_in_grid_rate",
        code="EV20",
        title=Words("格内化解率", "Solved in the grid"),
        meaning=Words(
            "本月办结的事件中在网格内就地化解的比例",
            "Of the cases closed this month, those settled inside the grid",
        ),
        rows="SELECT closed_at AS counted_at, * FROM cases WHERE closed_at IS NOT NULL AND solved_level IS NOT NULL",
        measure="count(*) FILTER (WHERE solved_level = 'grid') / count(*)",
        unit=PERCENT,
        digits=1,
        period="month",
        direction="up",
        target=70,
        watch=65,
        bad=50,
    ),
)
