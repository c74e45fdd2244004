"""Satisfaction 群众满意度: each with its n, its interval and what keeps it honest."""

from data.board import LEAST, Reading
from data.briefing.charts import trend_chart
from data.briefing.document import Block, Cell, Paragraph, Table
from data.briefing.narrative import (
    Parts,
    joined,
    mark,
    moved,
    paragraph,
    references,
    say,
    sentence,
    tell,
    titled,
    written,
)
from data.briefing.subject import Subject
from data.briefing.tables import labelled, state_text, value_cell
from data.catalogue import Indicator
from data.interval import has_n
from data.wording import MASKED, MISSING, number

WORDS = ("满意", "好评", "安全感")


def approval(subject: Subject) -> tuple[Block, ...]:
    language = subject.language
    readings = [one for one in subject.readings(asked(subject)) if one.value is not None or one.masked]
    if not readings:
        return (Paragraph((say("no_satisfaction", language),)),)
    blocks: list[Block] = [paragraph((told(subject, one),), language) for one in readings]
    charts = [chart for one in readings[:1] for chart in trend_chart(subject, one.indicator.id)]
    heads = ("head_indicator", "head_value", "head_n", "head_interval", "head_state")
    rows = tuple(row(subject, one) for one in readings)
    table = Table(say("satisfaction", language), tuple(say(key, language) for key in heads), rows)
    return (*blocks, *charts, table)


def asked(subject: Subject) -> tuple[str, ...]:
    """Shares and means of what people were asked: the wall's first, then the others that the feeds answer."""
    known = {one.id: one for one in subject.board.catalogue.indicators}
    every = (*subject.choice.indicators, *(id for id in known if id in subject.board.offered))
    return tuple(id for id in dict.fromkeys(every) if is_asked(known[id]))


def is_asked(indicator: Indicator) -> bool:
    return any(word in indicator.title.zh for word in WORDS) and "/" in indicator.measure


def told(subject: Subject, reading: Reading) -> Parts:
    """The number with n and interval, then how it moved, then its counter-indicator."""
    language = subject.language
    if reading.value is None or reading.masked or reading.denominator is None or not has_n(reading.indicator):
        return sentence(subject, reading, *references(reading, subject.basis.span))
    value = written(subject, reading, "value")
    count = subject.cite(reading, "denominator", f"{reading.denominator:,.0f}")
    title = titled(subject, reading)
    if reading.interval is None:
        first = tell("sample_mean", language, title=title, value=value, n=count)
    else:
        digits = 0 if reading.small else reading.indicator.digits
        low, high = (f"{number(end, digits)}%" for end in reading.interval)
        ends = {
            "low": subject.cite(reading, "interval_low", low),
            "high": subject.cite(reading, "interval_high", high),
        }
        first = tell("sample", language, title=title, value=value, n=count, **ends)
    first += mark(subject, reading)
    compared = [found for one in references(reading, subject.basis.span) if (found := moved(subject, reading, one))]
    counter = reading.indicator.counter
    held = None if counter is None else subject.reading(counter)
    if held is not None and held.value is not None and not held.masked:
        compared.append(tell("kept_honest", language, counter=sentence(subject, held)))
    return joined([first, *compared], "comma", language)


def row(subject: Subject, reading: Reading) -> tuple[Cell, ...]:
    state = state_text(reading, subject.language)
    if reading.masked:
        return (labelled(subject, reading), MASKED, say("state_masked", subject.language, least=LEAST), MISSING, state)
    n: Cell = MISSING
    if reading.denominator is not None and has_n(reading.indicator):
        n = subject.cite(reading, "denominator", f"{reading.denominator:,.0f}")
    between: Cell = MISSING
    if reading.interval is not None:
        digits = 0 if reading.small else reading.indicator.digits
        low, high = (number(end, digits) for end in reading.interval)
        between = f"{low}–{high}%"
    return (labelled(subject, reading), value_cell(subject, reading), n, between, state)
