"""Settlement 化解: at which level a case was settled, and whether somebody stood on the spot when it mattered."""

from data.catalogue import PERCENT, Indicator, Words
from data.indicators.cases import CLOSED

SOLVED = f"{CLOSED} AND solved_level IS NOT NULL"


def share_of(level: str, place: Words, title: Words) -> Indicator:
    """How much of what was closed was settled at one level: what the other levels leave over, so context only."""
    return Indicator(
        id=f"case_{level}_solved_share",
        code=f"EV21{level[0]}",
        title=title,
        meaning=Words(
            f"本月办结、未作废且注明化解层级的事件中，在{place.zh}（{level}）化解的比例",
            f"Of the cases closed this month, not dismissed, whose level of settlement is told, those settled in the "
            f"{place.en} (solved_level {level})",
        ),
        rows=SOLVED,
        measure=f"count(*) FILTER (WHERE solved_level = '{level}') / count(*)",
        unit=PERCENT,
        digits=1,
        period="month",
    )


INDICATORS = (
    Indicator(
        id="case_solved_in_grid_rate",
        code="EV20",
        title=Words("格内化解率", "Solved in the grid"),
        meaning=Words(
            "本月办结、未作废且注明化解层级的事件中，在网格内（grid）就地化解的比例",
            "Of the cases closed this month, not dismissed, whose level of settlement is told, those settled inside "
            "the grid (solved_level grid)",
        ),
        rows=SOLVED,
        measure="count(*) FILTER (WHERE solved_level = 'grid') / count(*)",
        unit=PERCENT,
        digits=1,
        period="month",
        direction="up",
        target=70,
        watch=65,
        bad=50,
        flags=("gameable",),
        counter="case_rework_rate",
    ),
    share_of("village", Words("村（社区）", "village"), Words("村级化解占比", "Solved in the village")),
    share_of("town", Words("镇（街道）", "town"), Words("镇级化解占比", "Solved in the town")),
    Indicator(
        id="case_arrival_rate",
        code="EV27",
        title=Words("按时到场率", "On the spot in time"),
        meaning=Words(
            "到场时限（arrive_due_at）在本月内、有必到事由（arrival）且未作废的事件中，在时限内到场"
            "（arrived_on_site_at）的比例",
            "Of the cases with a reason to be on the spot (arrival), not dismissed, whose arrival fell due this month "
            "(arrive_due_at), those where somebody arrived (arrived_on_site_at) by then",
        ),
        rows=(
            "SELECT arrive_due_at AS counted_at, * FROM cases WHERE arrive_due_at IS NOT NULL "
            "AND arrival IS NOT NULL AND dismissed_at IS NULL"
        ),
        measure="count(*) FILTER (WHERE arrived_on_site_at <= arrive_due_at) / count(*)",
        unit=PERCENT,
        digits=1,
        period="month",
        direction="up",
        target=100,
        watch=95,
        bad=85,
    ),
    Indicator(
        id="case_arrival_kinds",
        code="EV27k",
        title=Words("必到事由种类", "Kinds of arrivals"),
        meaning=Words(
            "本年以来上报的事件中出现过的必到事由（arrival）种数",
            "How many different reasons to be on the spot (arrival) the cases reported this year had",
        ),
        rows="SELECT reported_at AS counted_at, * FROM cases WHERE arrival IS NOT NULL",
        measure="count(DISTINCT arrival)",
        unit=Words("种", "kinds"),
        period="year",
    ),
)
