"""The sections of a briefing by their ids, in their usual order."""

from collections.abc import Callable

from data.briefing.approval import approval
from data.briefing.backlog import backlog
from data.briefing.comparison import comparison, section_title
from data.briefing.decisions import decisions
from data.briefing.declaration import SectionId
from data.briefing.document import Block, Section
from data.briefing.module_tables import module_tables
from data.briefing.narrative import say
from data.briefing.notes import notes
from data.briefing.overview import overview
from data.briefing.signs import signs
from data.briefing.standings import standings
from data.briefing.subject import Subject

WRITERS: dict[SectionId, Callable[[Subject], tuple[Block, ...]]] = {
    "overview": overview,
    "comparison": comparison,
    "modules": module_tables,
    "places": standings,
    "overdue": backlog,
    "signs": signs,
    "satisfaction": approval,
    "decisions": decisions,
    "notes": notes,
}


def section(id: SectionId, subject: Subject) -> Section:
    """One section of a place's briefing."""
    title = section_title(subject) if id == "comparison" else say(id, subject.language)
    return Section(id, title, WRITERS[id](subject))
