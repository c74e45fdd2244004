"""Numbers as a draft writes them: 6,490 件, 17万余名, 近2.5亿元, ９５.６％, with the digits that were written."""

import re
from dataclasses import dataclass
from decimal import Decimal

WIDE = str.maketrans(
    "０１２３４５６７８９．％（）／：－～＋＝滿結辦調蓋達總佔處個萬億歲較週環長漲縮減爲為區縣鎮鄉餘約條項戶畝噸應與從發標計時點號數類現繳",
    "0123456789.%()/:-~+=满结办调盖达总占处个万亿岁较周环长涨缩减为为区县镇乡余约条项户亩吨应与从发标计时点号数类现缴",
)
SCALES = {"": 1, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8, "万亿": 10**12}
DATES = ("年", "月", "日", "号", "时", "点", "周", "季度")
STOPS = (
    *("of", "to", "in", "and", "from", "out", "for", "on", "at", "by", "or", "the", "a", "an", "is", "was", "were"),
    *("per", "against", "than", "with", "as", "up", "down", "had", "has", "not"),
)
UNITS = (
    *("个百分点", "百分点", "%", "‰", "平方公里", "平方千米", "平方米", "公里", "千米", "人次", "件次", "户次", "场次"),
    *("批次", "架次", "周岁", "小时", "分钟", "季度"),
    *"件个起宗例条项人名户次处家元亩吨米天岁张份辆台只套座所支场面路艘部批页村倍成分位期轮架头株棵间栋幢块篇组笔票",
    *"年月日号时点周",
)
NUMBER = re.compile(
    r"(?P<near>近|约|超|过|逾|至少|少于|低于|多于|高于|大于|不足|不到|突破|(?:over|nearly|about|almost|some) )?\s?"
    r"(?P<sign>(?<![A-Za-z0-9)%\-−])[-−])?"
    r"(?P<digits>(?<![\d.])(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d.]*\d)|\d+(?:\.\d+)?))"
    r"\s?(?P<scale>万亿|千万|百万|万|亿)?(?P<more>余|多)?\s?"
    rf"(?P<unit>{'|'.join(UNITS)}|(?<=[\d ])[a-z]+\b)?"
    r"(?P<after>以上|左右|以内|以下|上下|之多|余|多)?"
)
FRACTION = re.compile(
    r"(?<![A-Za-z0-9_/.\-])(\d{1,3}(?:,\d{3})+|\d+)\s?/\s?(\d{1,3}(?:,\d{3})+|\d+)(?![A-Za-z0-9/]*[\d/]|\s?年|\s?月)"
)
# Words and codes that hold digits: 5G, G15, 1+29+N, 12345 (the hotline), 第3.
GLUED_BEFORE = re.compile(r"[A-Za-z+_#/:第]$|[A-Za-z0-9]-$")
GLUED_AFTER = re.compile(r"[A-Za-z+_/:]|-[A-Za-z0-9]")


@dataclass(frozen=True)
class Number:
    """A number with its place in the text, [start, end) with its unit.

    `step` is what one more in the last written digit adds: 0.1 of 95.6, 1000 of 1.2万. `about` says that the words
    round it (近, 余, 以上) or that it is one end of a range: it then bears no claim.
    """

    start: int
    end: int
    value: Decimal
    step: Decimal
    unit: str
    about: bool
    text: str

    @property
    def is_count(self) -> bool:
        """An exact number of things, neither a share nor a time."""
        return not self.about and self.unit not in ("", "%", "‰", "个百分点", "百分点", "倍", "成", *DATES)

    @property
    def is_percent(self) -> bool:
        return self.unit == "%" and not self.about


@dataclass(frozen=True)
class Fraction:
    """6490/6788 as it is written."""

    start: int
    end: int
    part: int
    whole: int
    text: str


def narrowed(text: str) -> str:
    """Full-width digits and signs, and the traditional characters of the rules' words, as their usual forms; as long as
    the text. The comma 「，」 stays: it divides."""
    return text.translate(WIDE)


def find_fractions(text: str) -> list[Fraction]:
    """Each a/b of a narrowed text, both of them whole numbers and b not 0."""
    found = []
    for match in FRACTION.finditer(text):
        part, whole = (int(one.replace(",", "")) for one in match.groups())
        if whole:
            found.append(Fraction(match.start(), match.end(), part, whole, match[0]))
    return found


def find_numbers(text: str) -> list[Number]:
    """The numbers of a narrowed text, those within codes, ordinals, clock times and fractions left out."""
    taken = [(one.start, one.end) for one in find_fractions(text)]
    found = []
    for match in NUMBER.finditer(text):
        begin, end = match.span("digits")
        if any(low <= begin < high for low, high in taken) or is_glued(text, begin, end):
            continue
        digits = match["digits"].replace(",", "")
        scale = SCALES[match["scale"] or ""]
        unit = match["unit"] or ""
        value = Decimal(digits) * scale * (-1 if match["sign"] else 1)
        step = Decimal(1).scaleb(-len(digits.partition(".")[2])) * scale
        rounded = any(match[one] for one in ("near", "more", "after")) or is_range(text, begin, match.end())
        stop = match.end() if unit not in STOPS else match.end("digits")
        start = match.start("sign") if match["sign"] else begin
        shown = text[start:stop].strip()
        found.append(Number(start, stop, value, step, "" if unit in STOPS else unit, rounded, shown))
    return found


def is_glued(text: str, begin: int, end: int) -> bool:
    return bool(GLUED_BEFORE.search(text[max(0, begin - 2) : begin]) or GLUED_AFTER.match(text, end))


def is_range(text: str, begin: int, end: int) -> bool:
    """Whether the number is an end of 500-2000元, 3万5千 or 4至6天."""
    return bool(
        re.match(r"\s?[-–—~～至到]\s?\d|\d", text[end:]) or re.search(r"\d\s?[%\w]?[-–—~～至]\s?$", text[:begin])
    )


def agrees(told: Number, exact: Decimal) -> bool:
    """Whether an exact figure may be written so: rounded half up or half down (四舍五入), or cut off (舍去), at the
    digits written."""
    size, figure = abs(told.value), abs(exact)
    if exact and told.value and (exact < 0) != (told.value < 0):
        return False
    return size - told.step / 2 <= figure < size + told.step
