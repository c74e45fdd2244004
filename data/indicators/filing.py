"""Filing and dispatch 立案派遣: whether a report becomes a case in time and comes to the right party at once."""

from data.catalogue import PERCENT, Indicator, Words
from data.indicators.cases import FAMILY, NOT_DISMISSED

DISPATCHED = "SELECT dispatched_at AS counted_at, * FROM cases WHERE dispatched_at IS NOT NULL"


def due(step: str) -> str:
    """The cases, not dismissed, in which a step fell due."""
    return f"SELECT {step}_due_at AS counted_at, * FROM cases WHERE {step}_due_at IS NOT NULL AND dismissed_at IS NULL"


INDICATORS = (
    Indicator(
        id="case_filing_rate",
        code="EV05",
        title=Words("立案率", "Filing rate"),
        meaning=Words(
            "本月上报且未作废的事件中，到时段末已立案（registered_at）的比例",
            "Of the cases reported this month and not dismissed, those registered (registered_at) by the period's end",
        ),
        rows=NOT_DISMISSED,
        measure="count(*) FILTER (WHERE registered_at < window_ends) / count(*)",
        unit=PERCENT,
        digits=1,
        period="month",
        direction="up",
        target=95,
        watch=95,
        bad=85,
        standard=FAMILY,
        version="of_not_dismissed",
    ),
    Indicator(
        id="case_on_time_filing_rate",
        code="EV06",
        title=Words("按时立案率", "Filed on time"),
        meaning=Words(
            "立案期限（register_due_at）在本月内且未作废的事件中，在期限内立案（registered_at）的比例",
            "Of the cases, not dismissed, whose registration fell due this month (register_due_at), those registered "
            "(registered_at) by then",
        ),
        rows=due("register"),
        measure="count(*) FILTER (WHERE registered_at <= register_due_at) / count(*)",
        unit=PERCENT,
        digits=1,
        period="month",
        direction="up",
        target=98,
        watch=95,
        bad=85,
        standard=FAMILY,
        version="due_cohort",
    ),
    Indicator(
        id="case_on_time_dispatch_rate",
        code="EV08",
        title=Words("按时派遣率", "Dispatched on time"),
        meaning=Words(
            "派遣期限（dispatch_due_at）在本月内且未作废的事件中，在期限内派遣（dispatched_at）的比例",
            "Of the cases, not dismissed, whose dispatch fell due this month (dispatch_due_at), those dispatched "
            "(dispatched_at) by then",
        ),
        rows=due("dispatch"),
        measure="count(*) FILTER (WHERE dispatched_at <= dispatch_due_at) / count(*)",
        unit=PERCENT,
        digits=1,
        period="month",
        direction="up",
        target=98,
        watch=95,
        bad=85,
        flags=("gameable",),
        counter="case_accurate_dispatch_rate",
        standard=FAMILY,
        version="due_cohort",
    ),
    Indicator(
        id="case_on_time_accept_rate",
        code="EV08a",
        title=Words("按时签收率", "Accepted on time"),
        meaning=Words(
            "签收期限（accept_due_at）在本月内且未作废的事件中，在期限内签收（accepted_at）的比例",
            "Of the cases, not dismissed, whose acceptance fell due this month (accept_due_at), those accepted "
            "(accepted_at) by then",
        ),
        rows=due("accept"),
        measure="count(*) FILTER (WHERE accepted_at <= accept_due_at) / count(*)",
        unit=PERCENT,
        digits=1,
        period="month",
        direction="up",
        target=98,
        watch=95,
        bad=85,
        version="due_cohort",
    ),
    Indicator(
        id="case_accurate_dispatch_rate",
        code="EV07",
        title=Words("准确派遣率", "Accurate dispatch"),
        meaning=Words(
            "本月派遣（dispatched_at）的事件中，到时段末未被退回（returned_at）的比例",
            "Of the cases dispatched this month (dispatched_at), those not returned (returned_at) by the period's end",
        ),
        rows=DISPATCHED,
        measure="count(*) FILTER (WHERE returned_at IS NULL OR returned_at >= window_ends) / count(*)",
        unit=PERCENT,
        digits=1,
        period="month",
        direction="up",
        target=95,
        watch=95,
        bad=85,
        standard=FAMILY,
    ),
    Indicator(
        id="case_return_rate",
        code="EV15",
        title=Words("回退率", "Return rate"),
        meaning=Words(
            "本月派遣（dispatched_at）的事件中，到时段末被退回（returned_at）的比例",
            "Of the cases dispatched this month (dispatched_at), those returned by the party (returned_at) by the "
            "period's end",
        ),
        rows=DISPATCHED,
        measure="count(*) FILTER (WHERE returned_at < window_ends) / count(*)",
        unit=PERCENT,
        digits=2,
        period="month",
        direction="down",
        target=3,
        watch=3,
        bad=6,
        standard=FAMILY,
    ),
)
