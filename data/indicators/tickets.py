"""Hotline tickets 热线工单, from sign-in to follow-up: the three rates, and what guards them."""

from data.catalogue import PERCENT, Derived, Indicator, Words
from data.indicators.cases import CLOSED
from data.indicators.filing import DISPATCHED, due
from data.indicators.hotline import FAMILY, HOTLINE
from data.indicators.satisfaction import POINTS, RATED, graded, other_grades
from data.indicators.timeliness import CLOSED_ON_TIME, DUE, DUE_WITH_SUSPENDED, IN_MONTH, ON_HOLD, with_suspended

IS_TICKET = "source = 'hotline'"
CLOSED_TICKETS = f"{CLOSED} AND {IS_TICKET}"
TICKETS_IN_MONTH = Words(f"热线工单：{IN_MONTH.zh}", f"Tickets of source hotline only. {IN_MONTH.en}")
RATINGS = Words(
    "本月对热线工单作出（rated_at）的评价中", "Of the ratings given this month (rated_at) to tickets of source hotline"
)

INDICATORS = (
    Indicator(
        id="hotline_sign_in_rate",
        code="HL06",
        title=Words("及时签收率", "Signed in on time"),
        meaning=Words(
            "签收期限（accept_due_at）在本月内且未作废的热线工单中，在期限内签收（accepted_at）的比例",
            "Of the tickets of source hotline, not dismissed, whose acceptance fell due this month (accept_due_at), "
            "those accepted (accepted_at) by then",
        ),
        rows=f"{due('accept')} AND {IS_TICKET}",
        measure="count(*) FILTER (WHERE accepted_at <= accept_due_at) / count(*)",
        unit=PERCENT,
        digits=1,
        period="month",
        direction="up",
        target=100,
        watch=95,
        bad=85,
        standard=FAMILY,
        version="due_cohort",
    ),
    Indicator(
        id="hotline_response_rate",
        code="HL07",
        title=Words("响应率", "Response rate"),
        meaning=Words(
            "联系期限（contact_due_at）在本月内且未作废的热线工单中，在期限内联系群众（contacted_at）的比例",
            "Of the tickets of source hotline, not dismissed, whose contact fell due this month (contact_due_at), "
            "those whose caller was contacted (contacted_at) by then",
        ),
        rows=f"{due('contact')} AND {IS_TICKET}",
        measure="count(*) FILTER (WHERE contacted_at <= contact_due_at) / count(*)",
        unit=PERCENT,
        digits=1,
        period="month",
        direction="up",
        target=100,
        watch=95,
        bad=85,
        standard=FAMILY,
        version="due_cohort",
    ),
    Indicator(
        id="hotline_solved_rate",
        code="HL08",
        title=Words("解决率", "Solved rate"),
        meaning=Words(
            "本月回访（checked_at）且有答复（solved）的热线工单中，群众说已解决的比例",
            "Of the tickets of source hotline followed up this month (checked_at) with an answer (solved), those that "
            "the caller calls solved",
        ),
        rows=f"SELECT checked_at AS counted_at, * FROM cases WHERE checked_at IS NOT NULL AND solved IS NOT NULL "
        f"AND {IS_TICKET}",
        measure="count(*) FILTER (WHERE solved) / count(*)",
        unit=PERCENT,
        digits=1,
        period="month",
        direction="up",
        target=95,
        watch=90,
        bad=75,
        flags=("gameable",),
        counter="hotline_follow_up_rate",
        standard=FAMILY,
    ),
    Indicator(
        id="hotline_satisfaction_rate",
        code="HL09",
        title=Words("热线满意率", "Hotline satisfaction"),
        meaning=Words(f"{RATINGS.zh}，四分及以上的比例", f"{RATINGS.en}, those of 4 or 5 points"),
        rows=f"{RATED} AND {IS_TICKET}",
        measure=graded(4),
        unit=PERCENT,
        digits=1,
        period="month",
        direction="up",
        target=95,
        watch=90,
        bad=75,
        flags=("gameable",),
        counter="hotline_follow_up_rate",
        standard=FAMILY,
        version="rating_4_and_5",
        variants=other_grades(RATINGS),
    ),
    Indicator(
        id="hotline_three_rates",
        code="HL10",
        title=Words("三率综合得分", "Three-rate score"),
        meaning=Words(
            "响应率×0.30＋解决率×0.35＋满意率×0.35，均为本月；权重可由各地规定",
            "0.30 × response rate + 0.35 × solved rate + 0.35 × satisfaction rate, all of this month; a place may set "
            "weights of its own",
        ),
        rows="",
        measure="",
        unit=POINTS,
        digits=1,
        period="month",
        direction="up",
        target=95,
        watch=90,
        bad=75,
        flags=("gameable",),
        counter="hotline_follow_up_rate",
        standard=FAMILY,
        version="30_35_35",
        derived=Derived(
            "mean",
            (("hotline_response_rate", 0.30), ("hotline_solved_rate", 0.35), ("hotline_satisfaction_rate", 0.35)),
        ),
    ),
    Indicator(
        id="hotline_on_time_rate",
        code="HL11",
        title=Words("热线按时办结率", "Tickets on time"),
        meaning=Words(f"{TICKETS_IN_MONTH.zh}；{ON_HOLD.zh}", f"{TICKETS_IN_MONTH.en}; {ON_HOLD.en}"),
        rows=f"{DUE} AND {IS_TICKET}",
        measure=CLOSED_ON_TIME,
        unit=PERCENT,
        digits=1,
        period="month",
        direction="up",
        target=98,
        watch=90,
        bad=75,
        flags=("gameable",),
        counter="hotline_redo_rate",
        standard=FAMILY,
        version="due_without_suspended",
        variants=(with_suspended(f"{DUE_WITH_SUSPENDED} AND {IS_TICKET}", TICKETS_IN_MONTH),),
    ),
    Indicator(
        id="hotline_closure_rate",
        code="HL12",
        title=Words("热线办结率", "Tickets closed"),
        meaning=Words(
            "本年一月一日以来派来且未作废的热线工单中，到时段末已办结（closed_at）的比例；含期限未到的",
            "Of the tickets of source hotline received since 1 January and not dismissed, those closed (closed_at) by "
            "the period's end; those not yet due are in it",
        ),
        rows=f"{HOTLINE} AND dismissed_at IS NULL",
        measure="count(*) FILTER (WHERE closed_at < window_ends) / count(*)",
        unit=PERCENT,
        digits=2,
        period="year",
        direction="up",
        target=99,
        watch=90,
        bad=75,
        flags=("gameable",),
        counter="hotline_redo_rate",
        standard=FAMILY,
        version="received_cohort",
    ),
    Indicator(
        id="hotline_return_rate",
        code="HL13",
        title=Words("热线退单率", "Tickets returned"),
        meaning=Words(
            "本月派遣（dispatched_at）的热线工单中，到时段末被退回（returned_at）的比例",
            "Of the tickets of source hotline dispatched this month (dispatched_at), those returned by the party "
            "(returned_at) by the period's end",
        ),
        rows=f"{DISPATCHED} AND {IS_TICKET}",
        measure="count(*) FILTER (WHERE returned_at < window_ends) / count(*)",
        unit=PERCENT,
        digits=1,
        period="month",
        direction="down",
        target=3,
        watch=3,
        bad=6,
        standard=FAMILY,
    ),
    Indicator(
        id="hotline_redo_rate",
        code="HL14",
        title=Words("热线重办率", "Tickets redone"),
        meaning=Words(
            "本月办结（closed_at）且未作废的热线工单中，到时段末返工过（reworked_at）的比例",
            "Of the tickets of source hotline closed this month (closed_at) and not dismissed, those sent back to be "
            "redone (reworked_at) by the period's end",
        ),
        rows=CLOSED_TICKETS,
        measure="count(*) FILTER (WHERE reworked_at < window_ends) / count(*)",
        unit=PERCENT,
        digits=1,
        period="month",
        direction="down",
        target=3,
        watch=3,
        bad=6,
        standard=FAMILY,
    ),
    Indicator(
        id="hotline_follow_up_rate",
        code="HL16",
        title=Words("回访覆盖率", "Followed up"),
        meaning=Words(
            "本月办结（closed_at）且未作废的热线工单中，到时段末已回访（checked_at）的比例",
            "Of the tickets of source hotline closed this month (closed_at) and not dismissed, those followed up "
            "(checked_at) by the period's end",
        ),
        rows=CLOSED_TICKETS,
        measure="count(*) FILTER (WHERE checked_at < window_ends) / count(*)",
        unit=PERCENT,
        digits=1,
        period="month",
        direction="up",
        target=80,
        watch=80,
        bad=60,
        standard=FAMILY,
    ),
)
