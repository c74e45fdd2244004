"""What cannot be: more than all of it, a fall of more than all, a rank behind the last, a range backwards."""

import re
from collections.abc import Iterator

from data.briefing.lint.finding import Finding
from data.briefing.lint.sentence import Sentence
from data.catalogue import Words

FULL = 100
# Shares of what there is; 完成率 may pass 100 (of a plan) and 办结率 too (of cases taken in earlier).
SHARES = re.compile(
    r"(?:满意率|满意度|好评率|化解率|调解成功率|合格率|达标率|覆盖率|知晓率|回复率|回访率|参与率|承保率|普及率|入户率|按期办结率"
    r"|及时率|准确率|误报率|在线率|整改率|占比|占总数的|占全部的|占总量的)(?:达到了?|达|为|是|高达|分别为|:|：)?\s?$"
)
FELL = re.compile(r"(?:下降|减少|降低)(?:了|近)?\s?$")
MAY_TURN = re.compile(r"利润|收益|净|增速|增幅|余额|盈|温")
RANK = re.compile(
    r"(\d+)\s?个(?:镇街|乡镇|镇|街道|村居|村|社区|网格|单位|部门|区县)[^\d,，。；]{0,8}?"
    r"(?:排名|排在|排|位列|位居|居|列)第\s?(\d+)"
)
RANGE = re.compile(
    r"(?<![A-Za-z0-9_.\-])(\d+(?:\.\d+)?)\s?[-–—~～至]\s?(\d+(?:\.\d+)?)\s?(周岁|岁|元|万元|亩|米|人|户|天|小时|件|个|%)"
)
LIST = re.compile(r"占比?(?:分别)?为|分别占")


def above_all(sentence: Sentence) -> Iterator[Finding]:
    """满意率 109.9%."""
    for one in sentence.numbers:
        if one.unit == "%" and one.value > FULL and (named := SHARES.search(sentence.text[: one.start])):
            why = Words("部分不会多于全部", "a part is no more than its whole")
            words = sentence.text[named.start() : one.end]
            yield Finding("limit", sentence.piece.where, words, Words("至多 100%", "100% at most"), why)


def below_nothing(sentence: Sentence) -> Iterator[Finding]:
    """下降 148%; 减少 2 倍."""
    for one in sentence.numbers:
        named = FELL.search(sentence.text[: one.start])
        if named is None or MAY_TURN.search(sentence.text[: one.start]):
            continue
        if (one.unit == "%" and one.value > FULL) or one.unit == "倍":
            why = Words("降到 0 也只是下降 100%", "to fall to 0 is to fall by 100%")
            words = sentence.text[named.start() : one.end]
            yield Finding("limit", sentence.piece.where, words, Words("至多 100%", "100% at most"), why)


def shares_listed(sentence: Sentence) -> Iterator[Finding]:
    """占比分别为 45%、35%、25%: more than all together."""
    for match in LIST.finditer(sentence.text):
        run = []
        position = match.end()
        for one in (each for each in sentence.numbers if each.start >= match.end()):
            if not one.is_percent or not re.fullmatch(r"[\s、和及]*", sentence.text[position : one.start]):
                break
            run.append(one)
            position = one.end
        total = sum(one.value for one in run)
        if len(run) > 1 and total > FULL + sum(one.step for one in run) / 2:
            words = sentence.text[match.start() : run[-1].end]
            why = Words(f"合计 {total}%", f"together {total}%")
            yield Finding("limit", sentence.piece.where, words, Words("合计至多 100%", "100% at most together"), why)


def ranks(sentence: Sentence) -> Iterator[Finding]:
    """在17个镇街中排名第18."""
    for match in RANK.finditer(sentence.text):
        if int(match[2]) > int(match[1]) or int(match[2]) == 0:
            why = Words(f"共 {match[1]} 个", f"there are {match[1]}")
            expected = Words(f"第 1 至第 {match[1]}", f"1 to {match[1]}")
            yield Finding("limit", sentence.piece.where, match[0], expected, why)


def ranges(sentence: Sentence) -> Iterator[Finding]:
    """80-60周岁."""
    for match in RANGE.finditer(sentence.text):
        if float(match[1]) > float(match[2]) and not re.match(r"\s?[-–]\s?\d", sentence.text[match.end(2) :]):
            expected = Words(f"{match[2]}-{match[1]}{match[3]}", f"{match[2]}-{match[1]}{match[3]}")
            why = Words("起点大于终点", "it begins above its end")
            yield Finding("range", sentence.piece.where, match[0], expected, why)
