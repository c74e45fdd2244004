"""Closing in time 按期结案, by the cases that fell due, and what keeps it honest: rework and extensions."""

from data.catalogue import PERCENT, Indicator, Variant, Words
from data.indicators.cases import FAMILY, NOT_DISMISSED
from data.indicators.filing import due

# A case that is on hold is not yet owed: suspended, not resumed after that, and not closed.
NOT_ON_HOLD = "(suspended_at IS NULL OR resumed_at >= suspended_at OR closed_at IS NOT NULL)"
DUE_WITH_SUSPENDED = "SELECT due_at AS counted_at, * FROM cases WHERE due_at IS NOT NULL AND dismissed_at IS NULL"
DUE = f"{DUE_WITH_SUSPENDED} AND {NOT_ON_HOLD}"
HANDLING_DUE = f"{due('handle')} AND {NOT_ON_HOLD}"
CLOSED_BY_END = "count(*) FILTER (WHERE closed_at < window_ends) / count(*)"
CLOSED_ON_TIME = "count(*) FILTER (WHERE closed_at <= due_at) / count(*)"
ON_HOLD = Words(
    "作废的和此刻仍挂账的（挂账后未恢复、未办结）不计",
    "those dismissed and those still on hold now (suspended, not resumed after that, not closed) left out",
)
OF_DUE = Words("办结期限（due_at）在本月内的事件中", "Of the cases whose closure fell due this month (due_at)")
ON_TIME = Words("在期限内办结（closed_at）的比例", "those closed (closed_at) by then")


def with_suspended(rows: str, told: Words) -> Variant:
    """The 口径 that leaves suspended cases in the denominator; `told` is what is measured."""
    return Variant(
        "due",
        Words(f"{told.zh}；作废的不计，挂账的照计", f"{told.en}; those dismissed left out, those on hold counted"),
        rows=rows,
    )


IN_MONTH = Words(f"{OF_DUE.zh}，{ON_TIME.zh}", f"{OF_DUE.en}, {ON_TIME.en}")
IN_ALL = Words(
    "开始运行以来办结期限（due_at）已到的事件中，在期限内办结（closed_at）的比例",
    "Of the cases whose closure has ever fallen due (due_at), those closed (closed_at) by then",
)
BY_END = Words(
    f"{OF_DUE.zh}，到时段末已办结（closed_at）的比例", f"{OF_DUE.en}, those closed (closed_at) by the period's end"
)

INDICATORS = (
    Indicator(
        id="case_closure_rate",
        code="EV11",
        title=Words("结案率", "Closure rate"),
        meaning=Words(f"{BY_END.zh}；{ON_HOLD.zh}", f"{BY_END.en}; {ON_HOLD.en}"),
        rows=DUE,
        measure=CLOSED_BY_END,
        unit=PERCENT,
        digits=1,
        period="month",
        direction="up",
        target=90,
        watch=90,
        bad=80,
        counter="case_suspended_share",
        standard=FAMILY,
        version="due_without_suspended",
        variants=(with_suspended(DUE_WITH_SUSPENDED, BY_END),),
    ),
    Indicator(
        id="case_on_time_rate",
        code="EV12",
        title=Words("按期结案率", "On-time rate"),
        meaning=Words(f"{IN_MONTH.zh}；{ON_HOLD.zh}", f"{IN_MONTH.en}; {ON_HOLD.en}"),
        rows=DUE,
        measure=CLOSED_ON_TIME,
        unit=PERCENT,
        digits=1,
        period="month",
        direction="up",
        target=90,
        watch=90,
        bad=70,
        flags=("gameable",),
        counter="case_rework_rate",
        standard=FAMILY,
        version="due_without_suspended",
        variants=(with_suspended(DUE_WITH_SUSPENDED, IN_MONTH),),
    ),
    Indicator(
        id="case_on_time_total",
        code="EV12t",
        title=Words("累计按期率", "On time in all"),
        meaning=Words(f"{IN_ALL.zh}；{ON_HOLD.zh}", f"{IN_ALL.en}; {ON_HOLD.en}"),
        rows=DUE,
        measure=CLOSED_ON_TIME,
        unit=PERCENT,
        digits=1,
        period="total",
        direction="up",
        watch=90,
        bad=70,
        flags=("gameable",),
        counter="case_rework_rate",
        standard=FAMILY,
        version="due_without_suspended",
        variants=(with_suspended(DUE_WITH_SUSPENDED, IN_ALL),),
    ),
    Indicator(
        id="case_urgent_on_time_rate",
        code="EV25",
        title=Words("紧急按期结案率", "Urgent, on time"),
        meaning=Words(
            f"办结期限（due_at）在本月内的紧急事件中，{ON_TIME.zh}；{ON_HOLD.zh}",
            f"Of the urgent cases whose closure fell due this month (due_at), {ON_TIME.en}; {ON_HOLD.en}",
        ),
        rows=f"{DUE} AND urgent = true",
        measure=CLOSED_ON_TIME,
        unit=PERCENT,
        digits=1,
        period="month",
        direction="up",
        target=95,
        watch=95,
        bad=85,
        flags=("gameable",),
        counter="case_rework_rate",
        standard=FAMILY,
        version="due_without_suspended",
    ),
    Indicator(
        id="case_handling_rate",
        code="EV09",
        title=Words("处置率", "Handling rate"),
        meaning=Words(
            f"处置期限（handle_due_at）在本月内的事件中，到时段末已处置（handled_at）的比例；{ON_HOLD.zh}",
            "Of the cases whose handling fell due this month (handle_due_at), those handled (handled_at) by the "
            f"period's end; {ON_HOLD.en}",
        ),
        rows=HANDLING_DUE,
        measure="count(*) FILTER (WHERE handled_at < window_ends) / count(*)",
        unit=PERCENT,
        digits=1,
        period="month",
        direction="up",
        target=98,
        watch=95,
        bad=85,
        flags=("gameable",),
        counter="case_rework_rate",
        standard=FAMILY,
        version="due_without_suspended",
    ),
    Indicator(
        id="case_on_time_handling_rate",
        code="EV10",
        title=Words("按期处置率", "Handled on time"),
        meaning=Words(
            f"处置期限（handle_due_at）在本月内的事件中，在期限内处置（handled_at）的比例；{ON_HOLD.zh}",
            "Of the cases whose handling fell due this month (handle_due_at), those handled (handled_at) by then; "
            f"{ON_HOLD.en}",
        ),
        rows=HANDLING_DUE,
        measure="count(*) FILTER (WHERE handled_at <= handle_due_at) / count(*)",
        unit=PERCENT,
        digits=1,
        period="month",
        direction="up",
        target=95,
        watch=90,
        bad=75,
        flags=("gameable",),
        counter="case_rework_rate",
        standard=FAMILY,
        version="due_without_suspended",
    ),
    Indicator(
        id="case_on_time_check_rate",
        code="EV23",
        title=Words("按时核查率", "Checked on time"),
        meaning=Words(
            "核查期限（check_due_at）在本月内且未作废的事件中，在期限内核查（checked_at）的比例",
            "Of the cases, not dismissed, whose check fell due this month (check_due_at), those checked (checked_at) "
            "by then",
        ),
        rows=due("check"),
        measure="count(*) FILTER (WHERE checked_at <= check_due_at) / count(*)",
        unit=PERCENT,
        digits=1,
        period="month",
        direction="up",
        target=95,
        watch=90,
        bad=75,
        standard=FAMILY,
        version="due_cohort",
    ),
    Indicator(
        id="case_rework_rate",
        code="EV13",
        title=Words("返工率", "Rework rate"),
        meaning=Words(
            "本月处置（handled_at）的事件中，到时段末返工过（reworked_at）的比例",
            "Of the cases handled this month (handled_at), those sent back to be redone (reworked_at) by the period's "
            "end",
        ),
        rows="SELECT handled_at AS counted_at, * FROM cases WHERE handled_at IS NOT NULL",
        measure="count(*) FILTER (WHERE reworked_at < window_ends) / count(*)",
        unit=PERCENT,
        digits=2,
        period="month",
        direction="down",
        target=1,
        watch=1,
        bad=3,
        standard=FAMILY,
    ),
    Indicator(
        id="case_extension_rate",
        code="EV14",
        title=Words("延期率", "Extension rate"),
        meaning=Words(
            "本月上报且未作废的事件中，到时段末延期过（extended_at）的比例",
            "Of the cases reported this month and not dismissed, those granted more time (extended_at) by the "
            "period's end",
        ),
        rows=NOT_DISMISSED,
        measure="count(*) FILTER (WHERE extended_at < window_ends) / count(*)",
        unit=PERCENT,
        digits=2,
        period="month",
        direction="down",
        target=1,
        watch=2,
        bad=5,
        standard=FAMILY,
    ),
)
