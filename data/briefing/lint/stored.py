"""A draft against the board: the number behind an indicator's title."""

import re
from collections.abc import Iterator
from decimal import Decimal

from data.board import Board, Reading
from data.briefing.lint.finding import Finding
from data.briefing.lint.numerals import Number, agrees
from data.briefing.lint.sentence import Draft, Sentence, sentences
from data.catalogue import Words
from data.spots import UNPLACED
from data.units import singular
from data.wording import number

LINK = re.compile(
    r"\s*(?:数|数量|总数)?\s*(?:[(][^()\d]*[)])?\s*(?:共计|共|累计)?(?:达到|为|是|达|有|约为|:|：)?\s*(?:is|was|:)?\s*"
)
# The words that speak of a period, and those which an indicator of that period bears.
TIMES = {
    "now": r"目前|当前|现有|现|截至|期末|now",
    "today": r"今日|今天|当日|截至|today",
    "week": r"本周|截至|期内|this week",
    "month": r"本月|当月|截至|期内|this month",
    "year": r"今年|本年|年初以来|年内|截至|this year",
    "total": r"累计|总|截至|以来|目前|in total",
    "last_year": r"去年|上年|上一年|last year",
}
OTHER = re.compile(
    r"上周|上月|上季度|去年|上年|昨日|昨天|同期|环比|同比|较|比上|目标|计划|限|力争|标准|平均|"
    r"本周|本月|今年|今日|本季度|上半年|下半年|季度|"
    r"\d+月|\d+日|以来|last|ago|target|limit|than|this (?:week|month|year)"
)
INNER = re.compile(r"[\u4e00-\u9fff]$")
LEADING = re.compile(r"(?:其中|的|全镇|我镇|目前|本周|本月|今日|今年|累计)$")
LEAST_TITLE = 4


def against_board(draft: Draft, board: Board) -> list[Finding]:
    """What the draft says otherwise than the board. Titles that two indicators share are left alone."""
    titles = titles_of(board)
    names = place_names(board)
    return [finding for one in sentences(draft) for finding in told(one, board, titles, names)]


def titles_of(board: Board) -> dict[str, str]:
    """Indicator ids by their titles in both languages, the longest first; only those that one alone has."""
    found: dict[str, set[str]] = {}
    for one in board.catalogue.indicators:
        for title in (one.title.zh, one.title.en):
            found.setdefault(title.lower(), set()).add(one.id)
    told = {title: next(iter(ids)) for title, ids in found.items() if len(ids) == 1 and len(title) >= LEAST_TITLE}
    return dict(sorted(told.items(), key=lambda one: -len(one[0])))


def place_names(board: Board) -> dict[str, tuple[str, str] | None]:
    """Level and id of each place by its name; None for a name that two bear."""
    found: dict[str, tuple[str, str] | None] = {}
    for level, measured in board.measured.items():
        for id, name in zip(measured.level.places, measured.level.names, strict=True):
            found[name] = None if name in found else (level, id)
    return found


def told(
    sentence: Sentence, board: Board, titles: dict[str, str], names: dict[str, tuple[str, str] | None]
) -> Iterator[Finding]:
    text = sentence.text.lower()
    taken: list[tuple[int, int]] = []
    spoken_of = [title for title in titles if title in text] if sentence.numbers else []
    for title in spoken_of:
        id = titles[title]
        for match in re.finditer(re.escape(title), text):
            if any(low < match.end() and match.start() < high for low, high in taken):
                continue
            taken.append(match.span())
            one = next((each for each in sentence.numbers if each.start >= match.end()), None)
            if one is None or one.about or LINK.fullmatch(text[match.end() : one.start]) is None:
                continue
            before = text[: match.start()]
            if INNER.search(before) and not (LEADING.search(before) or before.endswith(tuple(names))):
                continue  # the end of a longer name
            reading = reading_of(sentence, before, board, id, names)
            if reading is not None:
                yield from unlike(sentence, one, reading, title)


def reading_of(
    sentence: Sentence, before: str, board: Board, id: str, names: dict[str, tuple[str, str] | None]
) -> Reading | None:
    """The reading that is spoken of; None where another time is, or a place that cannot be told."""
    indicator = board.catalogue[id]
    spoken = re.sub(TIMES[indicator.period], "", before)
    if OTHER.search(spoken):
        return None
    town = board.level("town").level
    named = [name for name in names if name in sentence.text and name not in town.names]
    places = [names[name] for name in named]
    if None in places or len(places) > 1:
        return None
    # A place speaks for a number that begins the sentence with it, or shares its clause; else whose it is is in doubt.
    if named and not (sentence.text.startswith(named[0]) or named[0] in sentence.clause(len(before))):
        return None
    level, place = places[0] if places and places[0] else ("town", town.places[0])
    if place == UNPLACED or (not places and re.search(r"[村组]|社区|网格(?!数)", before)):
        return None
    found = board.reading(id, level, place)
    return None if found.value is None or found.masked or found.stale else found


def unlike(sentence: Sentence, one: Number, reading: Reading, title: str) -> Iterator[Finding]:
    """A number in the indicator's own unit that is not its reading at the digits written."""
    indicator = reading.indicator
    units = (indicator.unit.zh, indicator.unit.en, singular(indicator.unit.en))
    assert reading.value is not None
    if one.unit not in units or agrees(one, Decimal(repr(reading.value))):
        return
    shown = number(reading.value, max(indicator.digits, -one.step.adjusted(), 0))
    expected = Words(f"{shown}{indicator.unit.zh}", f"{shown} {indicator.unit.en}")
    why = Words(
        f"{indicator.title.zh}（{indicator.id}，{reading.place}）的读数",
        f"the reading of {indicator.id} at {reading.place}",
    )
    words = sentence.text[sentence.text.lower().index(title) : one.end]
    yield Finding("store", sentence.piece.where, words, expected, why)
