"""Against the period before and a year ago 与上期、去年同期相比: what rose, what fell, what is steady."""

from data.board import Reading
from data.briefing.document import Block, Paragraph
from data.briefing.narrative import judged, paragraph, reference_of, references, say, sentence
from data.briefing.subject import Subject
from data.briefing.tables import table_of

MOST = 8


def comparison(subject: Subject) -> tuple[Block, ...]:
    language = subject.language
    readings = compared(subject)
    if not readings:
        return (Paragraph((say("none_comparable", language),)),)
    found: dict[str, list[Reading]] = {"up": [], "down": [], "steady": [], "unknown": []}
    for one in readings:
        first = reference_of(one, subject.basis.span)
        found["unknown" if first is None else judged(subject, one, first)].append(one)
    blocks: list[Block] = []
    for verdict, key in (("up", "rose"), ("down", "fell")):
        told = [sentence(subject, one, *references(one, subject.basis.span)) for one in found[verdict][:MOST]]
        if told:
            said = paragraph(told, language, "semicolon")
            blocks.append(Paragraph((say(key, language), *said.parts)))
    if found["steady"]:
        moved = found["up"] or found["down"]
        blocks.append(Paragraph((say("rest_steady" if moved else "all_steady", language, n=len(found["steady"])),)))
    if not blocks:
        blocks.append(Paragraph((say("none_comparable", language),)))
    return (*blocks, table_of(subject, section_title(subject), readings, judged_too=True))


def compared(subject: Subject) -> list[Reading]:
    """Of the wall's: what is counted over the span itself, and the headline, where there is anything to compare."""
    span, choice = subject.basis.span, subject.choice
    known = [
        one
        for one in subject.readings(choice.indicators)
        if (one.indicator.period == span.period or one.indicator.id in (*choice.headline, choice.trend))
        and one.indicator.period not in ("today", "total")
    ]
    return [one for one in known if one.value is not None and not one.masked]


def section_title(subject: Subject) -> str:
    kind = subject.basis.span.kind
    return say("comparison_week" if kind == "week" else "comparison", subject.language)
