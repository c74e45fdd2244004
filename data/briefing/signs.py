"""Early signs 早期信号: what has left its usual range, and more than chance would take it.

Twice must it show: beyond mean ± 2.66 mean steps of the periods before (Shewhart's chart of individuals), and by the
rule of data/briefing/noise.py against the period before or the year ago. What only grows, what is of one day alone and
what is stale or masked is never a sign.
"""

from data.board import Reading
from data.briefing.document import Block, Paragraph, Quantity
from data.briefing.narrative import Parts, joined, judged, moved, paragraph, reference_of, say, tell, titled, written
from data.briefing.noise import outside_usual
from data.briefing.subject import Subject

MOST = 6
PERIODS = ("now", "week", "month")


def signs(subject: Subject) -> tuple[Block, ...]:
    language = subject.language
    found = signals(subject)
    groups: dict[str, list[Parts]] = {"worse": [], "better": [], "other": []}
    for reading, against, up in found:
        direction = reading.indicator.direction
        group = "other" if direction == "none" else "better" if up == (direction == "up") else "worse"
        compared = moved(subject, reading, against)
        words = {"title": titled(subject, reading), "value": written(subject, reading, "value")}
        groups[group].append(tell("sign", language, moved=compared, **words))
    blocks: list[Block] = []
    for key, phrases in groups.items():
        if phrases:
            said = joined(phrases[:MOST], "semicolon", language)
            blocks.append(paragraph(((say(key, language), *said),), language))
    return tuple(blocks) or (Paragraph((say("no_signs", language),)),)


def signals(subject: Subject) -> list[tuple[Reading, Quantity, bool]]:
    """Each sign, against what, and whether it is a rise; those furthest beyond their range first."""
    found = []
    ids = (*subject.choice.indicators, *sorted(subject.board.offered))
    for one in subject.readings(tuple(dict.fromkeys(ids))):
        beyond = outside_usual(one.trend)
        if not beyond or one.indicator.period not in PERIODS or one.stale or one.masked:
            continue
        for against in filter(None, (reference_of(one, subject.basis.span), "year_ago")):
            verdict = judged(subject, one, against)  # type: ignore[arg-type]
            if verdict in ("up", "down"):
                found.append((beyond, one, against, verdict == "up"))
                break
    found.sort(key=lambda sign: -sign[0])
    return [(one, against, up) for _, one, against, up in found]  # type: ignore[misc]
