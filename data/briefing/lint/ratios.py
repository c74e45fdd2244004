"""Ratios: a share that stands beside its own parts."""

import re
from collections.abc import Iterator
from decimal import Decimal

from data.briefing.lint.finding import Finding, percent, same
from data.briefing.lint.numerals import Fraction, Number, agrees
from data.briefing.lint.sentence import Sentence
from data.catalogue import Words

# What may stand between 6490/6788 and its 95.6%, and between 95.6% and its 6490/6788: no other thing.
AFTER = re.compile(r"\s*(?:[(=≈:,，]|即|为|是|约|占比?)*\s*")
NAMED = re.compile(r"[\s,，(]*([\u4e00-\u9fff]{2,8})率(?:为|达到|达|是)?\s*")
BEFORE = re.compile(r"\s*[(=,，]?\s*(?:即)?\s*")
RATE = re.compile(r"([\u4e00-\u9fff]{2,12})率(?:为|达到|达|是|约为|：|:)?\s?$")
# A rate so qualified is not of the plain verb's count.
QUALIFIED = re.compile(r"按期|按时|及时|限时|超期|逾期|一次|当日|当天|首|同期|上[周月年]|去年|平均|[年月日]")
TAKEN_IN = re.compile(
    r"受理|接到|接收|收到|上报|登记|摸排|排查|发现|共|总|累计|应|派|转办|交办|全[镇区县市村乡]|问题|立案|任务|抽查|检查"
)
LEAST_STEM = 2
SHARE = re.compile(r"[\s,，(]*占(?:比|全部|总数|总量|总体|总)?的?(?:约)?(?:为|达到|达)?\s?$")


def ratio(sentence: Sentence) -> Iterator[Finding]:
    """A percentage right beside a/b."""
    for one in sentence.fractions:
        told = percentage_of(sentence, one)
        if told is not None and not agrees(told, Decimal(100 * one.part) / one.whole):
            yield parted(sentence, told, one.part, one.whole, f"{one.text} … {told.text}")


def percentage_of(sentence: Sentence, one: Fraction) -> Number | None:
    """The percentage that a fraction stands with; None where it has none, or might belong to either neighbour."""
    text = sentence.text
    left = next((each for each in reversed(sentence.numbers) if each.end <= one.start), None)
    right = next((each for each in sentence.numbers if each.start >= one.end), None)
    if left is not None and not (left.is_percent and BEFORE.fullmatch(text[left.end : one.start])):
        left = None
    if right is not None:
        between = text[one.end : right.start]
        named = NAMED.fullmatch(between)
        own = AFTER.fullmatch(between) or (named and named[1][-LEAST_STEM:] in text[: one.start])
        if not (right.is_percent and own):
            right = None
    if left is not None and right is not None:
        return left if "(" in text[left.end : one.start] else right if "(" in text[one.end : right.start] else None
    return left or right


def rate(sentence: Sentence) -> Iterator[Finding]:
    """共受理9238件，办结9182件，办结率99.39%: the part is known by the rate's own verb."""
    for told in sentence.numbers:
        named = RATE.search(sentence.text[: told.start])
        if named is None or told.unit not in ("%", "") or told.about:
            continue
        part = part_of(sentence, named[1], told)
        if part is None:
            continue
        others = [
            one for one in sentence.counts if one.start < told.start and one is not part and one.unit == part.unit
        ]
        wholes = [one for one in others if TAKEN_IN.search(sentence.clause_around(one))]
        if not wholes or any(is_right(told, part, one) for one in others):
            continue
        whole = wholes[-1]
        if whole.value:
            yield parted(sentence, told, part.value, whole.value, f"{whole.text}…{part.text}…{named[0]}{told.text}")


def is_right(told: Number, part: Number, whole: Number) -> bool:
    """A whole that is smaller than its part is none, unless it is the only one that there is."""
    return bool(whole.value) and agrees(told, 100 * part.value / whole.value)


def part_of(sentence: Sentence, stem: str, told: Number) -> Number | None:
    """The only count that is told with the verb of a rate: 办结9182件 or 9182件已办结."""
    found = []
    for one in sentence.counts:
        if one.start >= told.start:
            break
        before = re.sub(r"[了共已\s]+$", "", sentence.clause(one.start))
        after = re.sub(r"^[\s已均全部]+", "", sentence.text[one.end :])
        for size in range(len(stem), LEAST_STEM - 1, -1):
            verb, rest = stem[-size:], stem[:-size]
            if (before.endswith(verb) or after.startswith(verb)) and not QUALIFIED.search(rest):
                if not QUALIFIED.search(before) or QUALIFIED.search(verb):
                    found.append(one)
                break
    return found[0] if len(found) == 1 else None


def share(sentence: Sentence) -> Iterator[Finding]:
    """共1,200件，其中投诉300件，占25%: the whole is the count before 其中."""
    if sentence.text.count("其中") != 1:
        return
    among = sentence.text.index("其中")
    for part, told in zip(sentence.numbers, sentence.numbers[1:], strict=False):
        if not (part.is_count and told.is_percent and part.start > among):
            continue
        if not SHARE.fullmatch(sentence.text[part.end : told.start]):
            continue
        wholes = [one for one in sentence.counts if one.end <= among and one.unit == part.unit]
        if len(wholes) == 1 and wholes[0].value and not is_right(told, part, wholes[0]):
            yield parted(sentence, told, part.value, wholes[0].value, f"{wholes[0].text}…{part.text}…占{told.text}")


def parted(sentence: Sentence, told: Number, part: Decimal | int, whole: Decimal | int, words: str) -> Finding:
    exact = Decimal(100) * part / whole
    sum_ = f"{part:,} / {whole:,}"
    why = Words(
        f"{sum_} = {percent(exact, told.step / 100)}，四舍五入或舍去都得不到 {told.text}",
        f"{sum_} = {percent(exact, told.step / 100)}: neither rounded nor cut off is it {told.text}",
    )
    return Finding("ratio", sentence.piece.where, words, same(percent(exact, told.step)), why)
