"""The words that those who are not satisfied use more than the others, where a feed has text."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp, log, sqrt
from typing import Any

import duckdb
import rjieba

from data.board import LEAST, Board
from data.explore.chance import more_than_chance
from data.interval import SMALL, Z
from data.masking import TELLING
from data.period import Window

MOST_TEXTS = 50_000  # different texts that are read; of more, those that a hash puts first
MOST_WORDS = 20
# Letters and ideographs only: no number of a phone, of a person or of a house can be a word.
WORD = re.compile(r"[一-鿿]{2,}|[a-z][a-z'-]{2,}")
# Names of persons and of places, particles, pronouns, numerals, measures: who, where and how many, not what.
UNTOLD = re.compile("n[rst].*|[urmqpyeowx][a-z]?")
COMMON_ZH = """
我们 你们 他们 自己 这个 那个 一个 没有 已经 进行 可以 因为 所以 但是 而且 以及 关于 对于 并且 或者 如果
反映 希望 问题 情况 有关 相关 部门 来电 市民 群众 居民 网格 社区 村民 处理 要求 咨询 请求
"""
COMMON_EN = """
the and for with that this from was are not has have had but they them our your you its been were will would
case request please there here into than then
"""
STOP = frozenset(f"{COMMON_ZH} {COMMON_EN}".split())
TEXTS = """
SELECT text, count(*) FILTER (WHERE score < 4) AS low, count(*) FILTER (WHERE score >= 4) AS good
FROM ({rows}) AS rows LEFT JOIN spots AS placed ON placed.spot = rows.spot
WHERE counted_at >= $begin AND counted_at < $end AND text IS NOT NULL AND {here}
    AND ($source = '' OR source = $source OR starts_with(source, $source || '/'))
GROUP BY text ORDER BY hash(text) LIMIT {most}
"""


@dataclass(frozen=True)
class Word:
    """In how many low-rated and well-rated rows a word stands, and how many times the odds of it are higher in the
    former, with the 95 % interval; `more`: by more than chance."""

    word: str
    low: int
    good: int
    times: float
    times_low: float
    times_high: float
    more: bool


@dataclass(frozen=True)
class Complaints:
    """Words of low ratings (below 4), the surest first, of so many low- and well-rated rows with a text.

    Empty where there are fewer than 20 low ones: then words would tell of single people."""

    low: int
    good: int
    words: tuple[Word, ...]

    @property
    def few(self) -> bool:
        return self.low < SMALL


def read_complaints(
    cursor: duckdb.DuckDBPyConnection,
    board: Board,
    opinions: str,
    spans: Sequence[Window],
    at: tuple[str, str],
    source: str,
) -> Complaints:
    """The words of the texts rated within the windows, at a place (level, id) and of a source ('': all)."""
    level, place = at
    given: dict[str, Any] = {"begin": spans[0].begin, "end": spans[-1].end, "source": source, "as_of": board.as_of}
    here = "TRUE"
    if level != "town":
        here, given = f"placed.{level} = $place", given | {"place": place}
    found = cursor.execute(TEXTS.format(rows=opinions, here=here, most=MOST_TEXTS), given).fetchall()
    names = {name for level in board.measured.values() for name in level.level.names}
    return complaints(found, names)


def complaints(texts: Iterable[tuple[str, int, int]], names: Iterable[str] = ()) -> Complaints:
    """Of texts with how many low- and well-rated rows have each; `names` of places are no words of theirs.

    A word counts once a row and is told from 5 rows on. Odds ratios have half a row added to each side (Haldane 1956,
    Anscombe 1956), and log(ratio) has the variance Σ 1/count (Woolf 1955). Ordered by its z: a common word does not
    lead for being common, nor a rare one for standing in few good rows.
    """
    cut_out = re.compile("|".join(sorted(map(re.escape, filter(None, names)), key=len, reverse=True)) or r"(?!)")
    low_in: Counter[str] = Counter()
    good_in: Counter[str] = Counter()
    low = good = 0
    for text, bad, well in texts:
        low, good = low + bad, good + well
        for word in words_in(cut_out.sub(" ", text)):
            low_in[word] += bad
            good_in[word] += well
    if low < SMALL or good < SMALL:
        return Complaints(low, good, ())
    told = [word for word in low_in if low_in[word] >= LEAST]
    odds = {word: log_odds(low_in[word], low, good_in[word], good) for word in told}
    scores = [odds[word][0] / odds[word][1] for word in told]
    named = dict(zip(told, more_than_chance(scores), strict=True)) if told else {}
    words = [
        Word(word, low_in[word], good_in[word], exp(r), exp(r - Z * e), exp(r + Z * e), named[word])
        for word, (r, e) in odds.items()
        if r > 0
    ]
    words.sort(key=lambda one: (-odds[one.word][0] / odds[one.word][1], one.word))
    return Complaints(low, good, tuple(words[:MOST_WORDS]))


def words_in(text: str) -> set[str]:
    """The different words of a text that may be told."""
    plain = TELLING.sub(" ", text[:2000])
    return {
        word.lower()
        for word, tag in rjieba.tag(plain)
        if WORD.fullmatch(word.lower()) and not UNTOLD.fullmatch(tag) and word.lower() not in STOP
    }


def log_odds(low: int, lows: int, good: int, goods: int) -> tuple[float, float]:
    """The logarithm of the odds ratio, and its standard error."""
    counts = [low + 0.5, lows - low + 0.5, good + 0.5, goods - good + 0.5]
    ratio = log(counts[0] * counts[3] / (counts[1] * counts[2]))
    return ratio, sqrt(sum(1 / one for one in counts))
