"""Overview 总体情况: what came in, how it was handled, what is open, and how many numbers are past a limit."""

from collections import Counter

from data.board import Reading
from data.briefing.charts import trend_chart
from data.briefing.choice import USUAL_TREND
from data.briefing.document import Block, Paragraph
from data.briefing.narrative import Parts, clock, paragraph, references, say, sentence
from data.briefing.span import Span
from data.briefing.subject import Subject
from data.briefing.titles import covers
from data.catalogue import PERCENT
from data.naming import PERIODS

FLOWS = 4


def overview(subject: Subject) -> tuple[Block, ...]:
    language, span, board = subject.language, subject.basis.span, subject.board
    opening = say("opening", language, covers=covers(span, language), place=subject.name)
    if not span.ended(board.as_of):
        opening += say("so_far", language, time=clock(board.as_of, subject))
    blocks: list[Block] = [Paragraph((opening,))]
    for readings in readings_of(subject, span):
        told = [in_all(subject, one, sentence(subject, one, *references(one, span))) for one in readings]
        blocks += [paragraph(told, language, "semicolon")] if told else []
    blocks.append(Paragraph(watched(subject)))
    charts = dict.fromkeys((subject.choice.trend, USUAL_TREND))
    drawn = [chart for id in charts if id in board.catalogue for chart in trend_chart(subject, id)]
    return (*blocks, *drawn)


def readings_of(subject: Subject, span: Span) -> tuple[list[Reading], list[Reading]]:
    """The counts of the span itself, and the rest of the headline but what is of its last day alone."""
    choice = subject.choice
    flows = [
        one
        for one in subject.readings((choice.map, *choice.indicators))
        if one.indicator.period == span.period and one.denominator is None and one.indicator.derived is None
    ]
    first = {one.indicator.id: one for one in flows}
    others = tuple(id for id in dict.fromkeys((*choice.headline, choice.trend)) if id not in first)
    return list(first.values())[:FLOWS], [one for one in subject.readings(others) if one.indicator.period != "today"]


def in_all(subject: Subject, reading: Reading, told: Parts) -> Parts:
    """ "本周共上报673件" rather than "本周上报673件" of a count over a period that begins its title."""
    period = PERIODS[reading.indicator.period].zh
    if subject.language != "zh" or not isinstance(told[0], str) or not told[0].startswith(period):
        return told
    if reading.indicator.unit == PERCENT or reading.denominator is not None or len(told) < 2:
        return told
    block, rest = subject.block_of(reading.indicator.id), told[0].removeprefix(period)
    if block is not None and rest.endswith(f"（{block.zh}）"):
        rest = rest.removesuffix(f"（{block.zh}）")
        return (say("in_all_of", "zh", block=block.zh, period=period, rest=rest), *told[1:])
    return (say("in_all", "zh", period=period, rest=rest), *told[1:])


def watched(subject: Subject) -> Parts:
    """How many indicators are in which state."""
    readings = subject.readings(subject.choice.indicators)
    states = Counter("none" if one.value is None and not one.masked else one.state for one in readings)
    counts = {state: states[state] for state in ("bad", "watch", "stale", "none")}
    return (say("watched", subject.language, all=len(readings), **counts),)
