"""Changes: from one figure to another, and what the draft says the change is."""

import re
from collections.abc import Iterator
from decimal import Decimal

from data.briefing.lint.finding import Finding, figure, same
from data.briefing.lint.numerals import Number, agrees
from data.briefing.lint.sentence import Sentence
from data.catalogue import Words

UP = r"上升|增长|增加|提高|提升|上涨|攀升|扩大|升|增|rose|increased|grew|up"
DOWN = r"下降|减少|降低|缩短|缩减|回落|下滑|压缩|降|减|fell|decreased|dropped|down"
TO = re.compile(rf"^(?:[\s,，的]|已|进一步|大幅)*(?P<verb>{UP}|{DOWN})(?:到了|至了|到|至|为|\s+to)\s?$")
FROM = re.compile(r"(?:由|从|from)(?:原先|原来|过去|之前|去年|上年|上周|上月|上季度|同期|年初)*的?\s?$")
VERB_FIRST = re.compile(rf"(?P<verb>{UP}|{DOWN})\s+from\s?$")
AMOUNT = re.compile(
    rf"^[\s,，(]*(?:同比|环比|累计|共)?(?:幅度|降幅|增幅|涨幅)?(?P<verb>{UP}|{DOWN})?"
    r"(?:了|幅度)?(?:为|达到|达)?\s?(?:by\s)?$"
)
AGAINST = (
    r"同比|环比|较(?:上周|上月|上季度|上年|去年)?(?:同期)?|比(?:上周|上月|上季度|上年|去年)(?:同期)?"
    r"|与(?:上周|上月|去年同期)相比"
)
CHANGE = re.compile(
    rf"(?:{AGAINST})(?:的?[\d,.]+[万亿]?[\u4e00-\u9fff]{{1,2}})?(?:[\s,，]|有所|大幅|小幅|明显)*(?P<verb>{UP}|{DOWN})(?:了|近)?\s?$"
)
BEFORE = re.compile(r"(?:上周|上月|上季度|上年|去年|同期|前一周|上期)(?:同期)?(?:为|是|的)?\s?$")
# Sizes whose smaller number is the better place, and times, move the other way.
NO_SIZE = ("位", "年", "月", "日", "号", "时", "点", "周", "期", "轮", "")
TAIL = 14
NOT_RISING = ("%", "‰")


def signed(verb: str) -> int:
    return 1 if re.fullmatch(UP, verb) else -1


def from_to(sentence: Sentence) -> Iterator[Finding]:
    """由 A 下降到 B: whether it does, and by what is said after it."""
    for old, new in zip(sentence.numbers, sentence.numbers[1:], strict=False):
        if old.about or new.about or new.unit in NO_SIZE or old.unit not in ("", new.unit):
            continue
        if not FROM.search(sentence.text[: old.start]):
            continue
        between = sentence.text[old.end : new.start]
        moved = VERB_FIRST.search(sentence.text[: old.start]) if between.strip() == "to" else TO.match(between)
        if moved is None:
            continue
        words = f"{old.text}{sentence.text[old.end : new.start]}{new.text}"
        sign = signed(moved["verb"])
        if sign * (new.value - old.value) < 0:
            yield wrong_way(sentence, words, old, new)
        else:
            yield from amount(sentence, words, old, new)


def amount(sentence: Sentence, words: str, old: Number, new: Number) -> Iterator[Finding]:
    """What directly follows: 下降 48%, 增加 12 件, 增长 2 倍."""
    after = next((one for one in sentence.numbers if one.start >= new.end), None)
    if after is None or after.about:
        return
    between = AMOUNT.match(sentence.text[new.end : after.start])
    if between is not None:
        yield from judged(sentence, after, old, new, f"{words}{sentence.text[new.end : after.start]}{after.text}")


def compared(sentence: Sentence) -> Iterator[Finding]:
    """本周 B 件，环比上升 P%（上周 A 件）, in either order of A and P."""
    for told in sentence.numbers:
        said = CHANGE.search(sentence.text[: told.start])
        if said is None or told.about:
            continue
        # "比上周的 A 件上升 P%" and "（A 件）" behind the percentage name the figure that is compared with.
        unit = told.unit if told.is_count else None
        named = [one for one in sentence.counts if is_before(sentence, one, told) and unit in (None, one.unit)]
        if len(named) != 1:
            continue
        old = named[0]
        now = [one for one in sentence.counts if one.end <= said.start() and one is not old and one.unit == old.unit]
        if not now or (len(now) > 1 and not is_next(sentence, now[-1], said.start())):
            continue
        new = now[-1]
        words = sentence.text[new.start : max(told.end, old.end)]
        sign = signed(said["verb"])
        if told.value > 0 and sign * (new.value - old.value) < 0:
            yield wrong_way(sentence, words, old, new)
        else:
            yield from judged(sentence, told, old, new, words)


def is_next(sentence: Sentence, new: Number, until: int) -> bool:
    return re.fullmatch(r"[\s,，(]*", sentence.text[new.end : until]) is not None


def is_before(sentence: Sentence, one: Number, told: Number) -> bool:
    """Whether a count is marked as the earlier one: 上周 A 件, or in brackets right behind the change."""
    if one is told:
        return False
    if BEFORE.search(sentence.text[: one.start]):
        return True
    after = sentence.text[told.end : one.start]
    return one.start > told.end and after.strip() == "(" and sentence.text[one.end : one.end + 1] == ")"


def judged(sentence: Sentence, told: Number, old: Number, new: Number, words: str) -> Iterator[Finding]:
    """The change itself: in percent, in points, in times, or as a number of the same things."""
    move = abs(new.value - old.value)
    share = 100 * move / abs(old.value) if old.value else None
    fits: list[tuple[Decimal, str]] = []
    if told.unit == "%" and share is not None:
        fits = [(share, "%")]
        if new.unit == "%":
            fits.append((move, "%"))  # often written for points
    elif told.unit in ("个百分点", "百分点") and new.unit == "%":
        fits = [(move, told.unit)]
    elif told.unit == "倍" and old.value and new.value > old.value:
        fits = [(move / old.value, "倍")]
    elif told.unit == new.unit and told.unit not in NO_SIZE:
        fits = [(move, told.unit)]
    if not fits or any(agrees(Number(0, 0, abs(told.value), told.step, "", False, ""), one) for one, _ in fits):
        return
    exact = f"{figure(fits[0][0], told.step)}{fits[0][1]}"
    why = Words(f"由 {old.text} 到 {new.text}，变化 {exact}", f"from {old.text} to {new.text} it changes by {exact}")
    yield Finding("change", sentence.piece.where, words, same(exact), why)


def wrong_way(sentence: Sentence, words: str, old: Number, new: Number) -> Finding:
    zh, en = ("上升", "a rise") if new.value > old.value else ("下降", "a fall")
    why = Words(f"由 {old.text} 到 {new.text} 是{zh}", f"from {old.text} to {new.text} is {en}")
    return Finding("direction", sentence.piece.where, words, Words(zh, en), why)
