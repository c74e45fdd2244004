"""The charts of a briefing: how a number went over twelve periods, and how places stand in it."""

from data.board import Reading
from data.briefing.document import Chart, Series
from data.briefing.narrative import say
from data.briefing.subject import Subject, is_few
from data.interval import is_share
from data.naming import PERIODS
from data.period_labels import period_labels

MOST_BARS = 20


def trend_chart(subject: Subject, id: str) -> tuple[Chart, ...]:
    """The last 12 periods of an indicator; a stale one ends in a gap, and what has no two points is not drawn."""
    reading, language = subject.reading(id), subject.language
    if reading is None or reading.masked:
        return ()
    values = (*reading.trend[:-1], None) if reading.stale else reading.trend
    if sum(value is not None for value in values) < 2:
        return ()
    indicator = reading.indicator
    note = say("trend_note", language)
    if is_share(indicator) and reading.denominator is not None:
        note = say("trend_n", language, note=note, n=f"{reading.denominator:,.0f}")
    title = indicator.title[language]
    return (
        Chart(
            kind="line",
            title=say("trend", language, title=title),
            categories=tuple(period_labels(indicator.period, subject.board.as_of, subject.zone, language)),
            series=(Series(title, values),),
            indicator=indicator.id,
            unit=indicator.unit[language],
            digits=indicator.digits,
            note=note,
        ),
    )


def ranked_chart(subject: Subject, id: str, level: str, ordered: list[Reading], left_out: int) -> tuple[Chart, ...]:
    """The places of a level in order, the first ones where they are many."""
    shown = [one for one in ordered if one.value is not None][:MOST_BARS]
    if len(shown) < 2:
        return ()
    indicator, language = shown[0].indicator, subject.language
    period = PERIODS[indicator.period][language]
    key = "ranked_note" if left_out else "ranked_count"
    title = subject.level_name(level)
    return (
        Chart(
            kind="ranked",
            title=say("ranked", language, level=title, title=indicator.title[language]),
            categories=tuple(subject.names.get(one.place, one.place) for one in shown),
            series=(Series(indicator.title[language], tuple(one.value for one in shown)),),
            indicator=id,
            unit=indicator.unit[language],
            digits=indicator.digits,
            note=say(key, language, period=period, least=20, n=left_out),
        ),
    )


def has_fair_n(subject: Subject, reading: Reading) -> bool:
    """Whether a place's share is told of enough to be ranked; counts always are."""
    return not is_share(reading.indicator) or not is_few(subject.point(reading, "value"))
