"""Visits, inspections and rounds that are owed by a time, as indicators: of those due, how many were made."""

from data.catalogue import PERCENT, Flag, Indicator, Words

# What counts as calling on a household. Walking the beat (patrol), inspections and rounds of rivers do not.
HOUSEHOLD = "kind IN ('hardship', 'elderly_alone', 'community_corrections', 'drug_rehabilitation', 'key_household')"
MADE = "count(*) FILTER (WHERE visited_at < window_ends) / count(*)"
MADE_IN_TIME = "count(*) FILTER (WHERE visited_at <= due_at) / count(*)"


def visit_rate(
    id: str,
    code: str,
    title: Words,
    meaning: Words,
    kind: str,
    target: float,
    watch: float,
    bad: float,
    in_time: bool = False,
    flags: tuple[Flag, ...] = (),
    counter: str | None = None,
    standard: str = "",
) -> Indicator:
    """Of the visits of a kind that fall due this month, those made by the window's end, or only those `in_time`."""
    return Indicator(
        id=id,
        code=code,
        title=title,
        meaning=meaning,
        rows=f"SELECT due_at AS counted_at, * FROM visits WHERE kind = '{kind}'",
        measure=MADE_IN_TIME if in_time else MADE,
        unit=PERCENT,
        digits=1,
        period="month",
        direction="up",
        target=target,
        watch=watch,
        bad=bad,
        flags=flags,
        counter=counter,
        standard=standard,
    )
