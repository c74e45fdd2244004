"""Sums: parts that must make up a whole, because the words say that they are all of it."""

import re
from collections.abc import Iterator

from data.briefing.lint.finding import Finding, same
from data.briefing.lint.numerals import Number
from data.briefing.lint.sentence import Sentence
from data.catalogue import Words

REST = re.compile(r"其他|其它|其余|剩余|余下|另外")
PAIRS = (
    ("办结", "未办结|在办|正在办理|未结|办理中"),
    ("整改", "未整改|正在整改"),
    ("男", "女"),
    ("化解", "未化解|正在化解"),
)
TOTAL = re.compile(r"(?:合计|总计|共计)(?:为|达)?\s?$")
RUNNING = re.compile(r"累计|今年|以来|截至|全年|至今")
JOIN = re.compile(r"[^。；]*?[、,，和及与]")
LISTED = re.compile(r"[、和及与]")
LEAST_PARTS = 2


def among(sentence: Sentence) -> Iterator[Finding]:
    """共1,200件，其中投诉300件、咨询500件、其他400件: all of them where 其他 or a complement closes the list."""
    text = sentence.text
    if text.count("其中") != 1:
        return
    cut = text.index("其中")
    wholes = [one for one in sentence.counts if one.end <= cut]
    parts = [one for one in sentence.numbers if one.start > cut]
    if not wholes or len(parts) < LEAST_PARTS:
        return
    whole = wholes[-1]
    if any(one.unit != whole.unit or not one.is_count for one in parts):
        return
    if not re.fullmatch(r"[\s,，(]*(?:[\u4e00-\u9fff]{0,8}[,，])?", text[whole.end : cut]):
        return
    if len({one.unit for one in wholes}) < len(wholes) and not is_all(sentence, parts):
        return
    if is_all(sentence, parts):
        yield from unequal(sentence, parts, whole)
        return
    for one in parts:
        if one.value > whole.value:
            why = Words(f"其中的一部分不会多于全部 {whole.text}", f"a part is no more than its whole, {whole.text}")
            yield Finding(
                "part",
                sentence.piece.where,
                f"{whole.text}…其中…{one.text}",
                Words(f"至多 {whole.text}", f"{whole.text} at most"),
                why,
            )


def is_all(sentence: Sentence, parts: list[Number]) -> bool:
    """Whether the list leaves nothing out: its last is the rest, or two parts complement each other."""
    names = [sentence.clause(one.start) for one in parts]
    if REST.search(names[-1]):
        return True
    if len(parts) != LEAST_PARTS:
        return False
    first, second = names
    return any(one in first and not re.search(f"未{one}", first) and re.search(two, second) for one, two in PAIRS)


def totalled(sentence: Sentence) -> Iterator[Finding]:
    """投诉300件、咨询500件、求助400件，合计1,200件."""
    for whole in sentence.counts:
        named = TOTAL.search(sentence.text[: whole.start])
        if named is None or RUNNING.search(sentence.clause(whole.start)):
            continue
        run = run_before(sentence, named.start(), whole.unit)
        if len(run) < LEAST_PARTS:
            continue
        suffixes = [run[start:] for start in range(len(run) - 1)]
        if not any(sum(one.value for one in parts) == whole.value for parts in suffixes):
            yield from unequal(sentence, run, whole)


def run_before(sentence: Sentence, until: int, unit: str) -> list[Number]:
    """The counts of a unit that are listed with 、 right before a place."""
    run: list[Number] = []
    for one in reversed([each for each in sentence.numbers if each.end <= until]):
        after = sentence.text[one.end : run[0].start if run else until]
        closed = LISTED.search(after) if run else re.fullmatch(r"[\s,，]*", after)
        if not one.is_count or one.unit != unit or not closed or (run and re.search(r"[,，:：(]", after)):
            break
        run.insert(0, one)
    return run


def bracketed(sentence: Sentence) -> Iterator[Finding]:
    """1,200件（投诉300件+咨询900件）: parts joined by a plus sign."""
    for match in re.finditer(r"\(([^()]*\+[^()]*)\)", sentence.text):
        inside = [one for one in sentence.numbers if match.start() < one.start < match.end()]
        whole = next((one for one in sentence.counts if one.end == match.start()), None)
        if whole is None or len(inside) != match[1].count("+") + 1:
            continue
        if all(one.is_count and one.unit == whole.unit for one in inside):
            yield from unequal(sentence, inside, whole)


def unequal(sentence: Sentence, parts: list[Number], whole: Number) -> Iterator[Finding]:
    total = sum(one.value for one in parts)
    if total == whole.value:
        return
    added = " + ".join(f"{one.value:,}" for one in parts)
    why = Words(f"{added} = {total:,}", f"{added} = {total:,}")
    words = f"{whole.text} … {'、'.join(one.text for one in parts)}"
    yield Finding("sum", sentence.piece.where, words, same(f"{total:,}{whole.unit}"), why)
