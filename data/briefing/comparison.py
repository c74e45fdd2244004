"""Against the period before and a year ago 与上期、去年同期相比: what rose, what fell, what is steady."""

from data.board import Reading
from data.briefing.document import Block, Paragraph, Quantity
from data.briefing.narrative import judged, paragraph, reference_of, references, say, sentence
from data.briefing.subject import Subject
from data.briefing.tables import table_of

MOST = 8


def comparison(subject: Subject) -> tuple[Block, ...]:
    language = subject.language
    readings = compared(subject)
    if not readings:
        return (Paragraph((say("none_comparable", language),)),)
    span = subject.basis.span
    blocks = against(subject, "the_before", [(one, first) for one in readings if (first := reference_of(one, span))])
    years: list[tuple[Reading, Quantity]] = [
        (one, "year_ago") for one in readings if "year_ago" in references(one, span)
    ]
    blocks += against(subject, "the_year_ago", years)
    if not blocks:
        blocks.append(Paragraph((say("none_comparable", language),)))
    return (*blocks, table_of(subject, section_title(subject), readings, judged_too=True))


def against(subject: Subject, than: str, compared: list[tuple[Reading, Quantity]]) -> list[Block]:
    """What rose, what fell and how many are steady, each against the window that goes with it."""
    language, blocks = subject.language, list[Block]()
    found: dict[str, list[tuple[Reading, Quantity]]] = {"up": [], "down": [], "steady": [], "unknown": []}
    for one, window in compared:
        found[judged(subject, one, window)].append((one, window))
    for verdict, key in (("up", "rose"), ("down", "fell")):
        told = [sentence(subject, one, window) for one, window in found[verdict][:MOST]]
        if told:
            said = paragraph(told, language, "semicolon")
            blocks.append(Paragraph((say(key, language, than=say(than, language)), *said.parts)))
    if found["steady"]:
        key = "rest_steady" if found["up"] or found["down"] else "all_steady"
        blocks.append(Paragraph((say(key, language, than=say(than, language), n=len(found["steady"])),)))
    return blocks


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
