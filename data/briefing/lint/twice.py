"""The same thing told twice, with two numbers."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from data.briefing.lint.finding import Finding, same
from data.briefing.lint.numerals import Number
from data.briefing.lint.sentence import Sentence
from data.catalogue import Words

SCOPE = re.compile(r"^(?:截至目前|截止目前|目前|现|现有|共有|共)*(全[镇区县市村乡]|全街道|我[镇区县市村]|本[镇街])")
TIME = re.compile(
    r"本周|上周|本月|上月|今年|去年|上年|上半年|下半年|[一二三四]季度|同期|\d+年|\d+月|\d+日|以来|累计|前三季度|今日|昨日"
)
MOVES = re.compile(r"新增|新建|增|减|升|降|由|从|分别|其中|至|到|比|超|计划|拟|目标|平均|另")
FILL = re.compile(r"(?:共计|共有|共|现有|目前|已|总数|数量|数|有|为|达到|达|是|约|的|[\s,，:：()])+")
LEAST = 2


@dataclass(frozen=True)
class Told:
    """What a number is said to be of, when, and where in the draft."""

    key: tuple[str, str, frozenset[str]]
    number: Number
    sentence: Sentence


def told_twice(told: Iterable[Sentence]) -> Iterator[Finding]:
    """Only where the whole place is spoken of, in equal words, of equal times: 全镇网格61个 … 全镇网格62个."""
    first: dict[tuple[str, str, frozenset[str]], Told] = {}
    for sentence in told:
        for one in claims(sentence):
            before = first.setdefault(one.key, one)
            if agree(before.number, one.number):
                continue
            where = before.sentence.piece.where
            why = Words(f"{where.zh}写的是 {before.number.text}", f"{where.en} says {before.number.text}")
            words = f"{one.key[0]}…{one.number.text}"
            yield Finding("twice", sentence.piece.where, words, same(before.number.text), why)


def claims(sentence: Sentence) -> Iterator[Told]:
    """The numbers of a sentence that stand alone in their clause behind 全镇 and a name."""
    times = frozenset(TIME.findall(sentence.text))
    for one in sentence.numbers:
        if one.about or not one.unit:
            continue
        before = sentence.clause(one.start)
        scope = SCOPE.search(before)
        rest = sentence.clause_around(one)
        if (
            scope is None
            or MOVES.search(rest)
            or any(each is not one and each.text in rest for each in sentence.numbers)
        ):
            continue
        name = FILL.sub("", TIME.sub("", before[scope.end() :]))
        noun = FILL.sub("", rest[len(before) :].lstrip("#"))
        if len(name + noun) >= LEAST:
            yield Told((f"{scope[1]}{min(name + noun, noun + name)}", one.unit, times), one, sentence)


def agree(one: Number, other: Number) -> bool:
    """Equal, as far as the coarser of the two is written."""
    return (
        abs(one.value - other.value) < max(one.step, other.step) if one.step != other.step else one.value == other.value
    )
