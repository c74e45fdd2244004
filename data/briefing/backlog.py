"""Overdue and open 超期与积案: what lasts and should be little, and where most of it lies."""

from functools import cache

import sqlglot

from data.board import Reading
from data.briefing.document import Block, Paragraph
from data.briefing.narrative import Parts, joined, paragraph, references, say, sentence, tell
from data.briefing.noise import is_count
from data.briefing.standings import NAMED, at_places, in_order, placed
from data.briefing.subject import Subject
from data.briefing.tables import table_of
from data.catalogue import Indicator
from data.formula import table_names

# What somebody is to deal with; a sensor out of its range is none.
CASEWORK = frozenset({"cases", "disputes", "petitions", "incidents", "problems", "approvals", "drone_findings"})


def backlog(subject: Subject) -> tuple[Block, ...]:
    language = subject.language
    readings = [one for one in subject.readings(backlogs(subject)) if one.value is not None or one.masked]
    if not readings:
        return (Paragraph((say("no_backlog", language),)),)
    blocks: list[Block] = [
        paragraph((sentence(subject, one, *references(one, subject.basis.span)), *most(subject, one)), language)
        for one in readings
        if one.indicator.id in subject.choice.indicators
    ]
    return (*blocks, table_of(subject, say("overdue", language), readings))


def backlogs(subject: Subject) -> tuple[str, ...]:
    """What is counted at a moment, lasts, and should be little: the wall's first, then the catalogue's others."""
    known = {one.id: one for one in subject.board.catalogue.indicators}
    every = (*subject.choice.indicators, *(id for id in known if id in subject.board.offered))
    return tuple(id for id in dict.fromkeys(every) if is_backlog(known[id]))


@cache
def is_backlog(indicator: Indicator) -> bool:
    if indicator.period != "now" or indicator.direction != "down" or indicator.derived is not None:
        return False
    return not CASEWORK.isdisjoint(table_names(sqlglot.parse_one(indicator.rows, dialect="duckdb")))


def most(subject: Subject, reading: Reading) -> tuple[Parts, ...]:
    """Where most of it lies, of a count that is told by place."""
    level = next((one for one in subject.below if len(subject.children(one)) > 1), None)
    if level is None or not is_count(reading.indicator) or not reading.value or reading.stale:
        return ()
    ordered, _ = in_order(subject, at_places(subject, reading.indicator.id, level))
    top = [one for one in ordered if one.value][:NAMED]
    places = joined([placed(subject, one) for one in top], "list", subject.language)
    return (tell("most_of_it", subject.language, places=places),) if top else ()
