"""Tables of readings: an indicator a row, each number bound."""

from collections.abc import Sequence

from data.board import LEAST, Reading
from data.briefing.document import Cell, Cited, Quantity, Table
from data.briefing.narrative import change_of, dated, judged, reference_of, say, titled, written
from data.briefing.noise import Verdict
from data.briefing.subject import Subject, is_few
from data.interval import is_share
from data.naming import PERIODS
from data.wording import MISSING


def table_of(
    subject: Subject, title: str, readings: Sequence[Reading], judged_too: bool = False, in_block: bool = False
) -> Table:
    """Indicator, value, the period before, the change, a year ago and the state; `judged_too` puts the change on the
    year and the verdict in the state's place; `in_block` leaves out which block of the wall each is of."""
    language = subject.language
    ends = ("head_year_change", "head_verdict") if judged_too else ("head_state",)
    keys = ("head_indicator", "head_value", "head_before", "head_change", "head_year_ago", *ends)
    rows = tuple(row_of(subject, one, judged_too, in_block) for one in readings)
    return Table(title, tuple(say(key, language) for key in keys), rows)


def row_of(subject: Subject, reading: Reading, judged_too: bool, in_block: bool) -> tuple[Cell, ...]:
    language = subject.language
    first = reference_of(reading, subject.basis.span)
    before: tuple[Cell, ...] = (MISSING, MISSING)
    if first is not None:
        before = (then_cell(subject, reading, first), change_cell(subject, reading, first))
    head: tuple[Cell, ...] = (labelled(subject, reading, in_block), value_cell(subject, reading), *before)
    head += (then_cell(subject, reading, "year_ago"),)
    if not judged_too:
        return (*head, state_text(reading, language))
    verdict: Verdict = "unknown" if first is None else judged(subject, reading, first)
    return (*head, change_cell(subject, reading, "year_ago"), say(f"moved_{verdict}", language))


def labelled(subject: Subject, reading: Reading, in_block: bool = False) -> str:
    """The title, with the period where the title does not tell it and it is not this moment's."""
    title, period = (dated if in_block else titled)(subject, reading), reading.indicator.period
    word = PERIODS[period][subject.language]
    short = word[:2] if subject.language == "zh" else word.removeprefix("all of ")
    if period in ("now", "today") or short.lower() in title.lower():
        return title
    return f"{title}（{word}）" if subject.language == "zh" else f"{title} ({word})"


def value_cell(subject: Subject, reading: Reading) -> Cell:
    return MISSING if reading.value is None and not reading.masked else written(subject, reading, "value")


def then_cell(subject: Subject, reading: Reading, quantity: Quantity) -> Cell:
    if reading.masked:
        return MISSING
    found = written(subject, reading, quantity)
    return found if isinstance(found, Cited) else MISSING


def change_cell(subject: Subject, reading: Reading, against: Quantity) -> Cell:
    """The change with its sign; "steady" where it is within the noise, a dash where it cannot be told."""
    then, now = subject.point(reading, against), subject.point(reading, "value")
    if then.value is None or reading.value is None or reading.masked or reading.stale:
        return MISSING
    found = judged(subject, reading, against)
    if found == "steady":
        return say("moved_steady", subject.language)
    if found == "unknown" or (is_share(reading.indicator) and (is_few(now) or is_few(then))):
        return MISSING
    cited = change_of(subject, reading, against, then)[1]
    sign = "+" if found == "up" else "−"
    return Cited(cited.indicator, cited.level, cited.place, cited.quantity, cited.value, sign + cited.text)


def state_text(reading: Reading, language: str) -> str:
    """In words with its sign; a dash for what has no limit: it is not called in order."""
    indicator = reading.indicator
    if reading.masked:
        return say("state_masked", language, least=LEAST)
    judged_by = indicator.watch is not None or indicator.bad is not None
    if reading.state == "normal" and not (judged_by and indicator.direction != "none"):
        return MISSING
    return say(f"state_{reading.state}", language)
