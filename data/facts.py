"""Reported facts as indicators: what a department reports by a fixed word holds until it reports anew."""

from data.catalogue import PERCENT, Direction, Flag, Indicator, Words

# A place may report by its id, by its name or by a point; what could not be placed is told apart by what it wrote.
ONE_PLACE = "spot, CASE WHEN spot = 0 THEN place END"
# One source for all of them, so that all are counted in one pass.
STANDING = (
    f"(SELECT begins_at, least(ends_at, lead(begins_at) OVER (PARTITION BY fact, {ONE_PLACE} ORDER BY begins_at)) "
    "AS replaced_at, fact, value, out_of, spot FROM reported_facts) AS standing"
)


def standing(fact: str) -> str:
    """The rows of a fact as they hold from one report to the next."""
    return f"SELECT begins_at AS counted_at, replaced_at AS until_at, * FROM {STANDING} WHERE fact = '{fact}'"


def told(meaning: Words, fact: str, total: bool) -> Words:
    """A meaning and how it is counted; `total`: as a share of a reported total."""
    zh, en = ("，未报总数的不计", ", where it gives a total") if total else ("", "")
    return Words(
        f"{meaning.zh}（上报项 {fact}；每处取最近一次、仍有效的上报{zh}，再求和）",
        f"{meaning.en} (fact {fact}: sums of each place's newest report while it holds{en})",
    )


def fact_value(
    id: str,
    code: str,
    title: Words,
    meaning: Words,
    fact: str,
    unit: Words,
    digits: int = 0,
    flags: tuple[Flag, ...] = (),
    standard: str = "",
) -> Indicator:
    """What the places report of a fact, summed; context without a limit."""
    return Indicator(
        id=id,
        code=code,
        title=title,
        meaning=told(meaning, fact, total=False),
        rows=standing(fact),
        measure="sum(value)",
        unit=unit,
        period="now",
        digits=digits,
        flags=flags,
        standard=standard,
    )


def fact_rate(
    id: str,
    code: str,
    title: Words,
    meaning: Words,
    fact: str,
    target: float,
    watch: float,
    bad: float,
    direction: Direction = "up",
    flags: tuple[Flag, ...] = (),
    standard: str = "",
) -> Indicator:
    """A reported share: the sum of its values over the sum of what they are out of, in percent."""
    return Indicator(
        id=id,
        code=code,
        title=title,
        meaning=told(meaning, fact, total=True),
        rows=standing(fact),
        measure="sum(value) FILTER (WHERE out_of IS NOT NULL) / sum(out_of)",
        unit=PERCENT,
        digits=1,
        period="now",
        direction=direction,
        target=target,
        watch=watch,
        bad=bad,
        flags=flags,
        standard=standard,
    )
