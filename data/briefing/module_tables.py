"""By module 分模块情况: a table for each block of the place's wall."""

from data.briefing.document import Block, Paragraph
from data.briefing.narrative import say
from data.briefing.subject import Subject
from data.briefing.tables import table_of


def module_tables(subject: Subject) -> tuple[Block, ...]:
    """Blocks of which nothing is known of this place are left out; the notes name what is missing."""
    tables = []
    for title, ids in subject.choice.blocks:
        readings = subject.readings(ids)
        if any(one.value is not None or one.masked for one in readings):
            tables.append(table_of(subject, title[subject.language], readings, in_block=True))
    return tuple(tables) or (Paragraph((say("none", subject.language),)),)
