"""The words for a period in an indicator's title and meaning, so that they stay true where a place measures it over
another one."""

from dataclasses import replace

from data.catalogue import Indicator, Words
from data.period import PeriodId

# Each period as the beginning of a count ("since midnight"), and as the time of what is counted ("closed today").
SINCE: dict[PeriodId, Words] = {
    "today": Words("今日零时以来", "since midnight"),
    "week": Words("本周一零时以来", "since Monday midnight"),
    "month": Words("本月一日以来", "since the first of the month"),
    "year": Words("本年以来", "since New Year"),
    "last_year": Words("上年全年", "in all of last year"),
}
WITHIN: dict[PeriodId, Words] = {
    "today": Words("今日", "today"),
    "week": Words("本周", "this week"),
    "month": Words("本月", "this month"),
    "year": Words("本年", "this year"),
    "last_year": Words("上年", "last year"),
}


def over(indicator: Indicator, period: PeriodId) -> Indicator:
    """The indicator measured over another period, its title and meaning put in the words of that one.

    ValueError where its words or its id would then say what is not so.
    """
    mend = "declare an indicator of your own that is like it"
    if period not in WITHIN or indicator.period not in WITHIN:
        raise ValueError(f'is of the period "{indicator.period}" and cannot be of "{period}": {mend}')
    if indicator.id.rpartition("_")[2] in WITHIN:
        raise ValueError(f"tells its period in its id: {mend}")
    title, meaning = (reworded(text, indicator.period, period) for text in (indicator.title, indicator.meaning))
    if meaning.zh == indicator.meaning.zh or meaning.en == indicator.meaning.en:
        raise ValueError(f'does not tell its period in words that can be replaced ("{indicator.meaning.en}"): {mend}')
    return replace(indicator, title=title, meaning=meaning, period=period)


def reworded(text: Words, old: PeriodId, new: PeriodId) -> Words:
    zh, en = text.zh, text.en
    for words in (SINCE, WITHIN):
        zh, en = zh.replace(words[old].zh, words[new].zh), en.replace(words[old].en, words[new].en)
    return Words(zh, en)
