"""The texts of the page of satisfaction, in the two languages of the product."""

from data.catalogue import Words

TEXTS: dict[str, Words] = {
    "satisfaction": Words("满意度", "Satisfaction"),
    "week": Words("按周", "By week"),
    "month": Words("按月", "By month"),
    "year": Words("按年", "By year"),
    "what": Words(
        "四分及以上为满意；事件、政务服务、信访和各渠道评价合在一起，默认好评不计。每期取同样已过去的一段。",
        "Satisfied: 4 or 5 points. Cases, approvals, petitions and other ratings together, without those by default. "
        "Each period is taken over the same elapsed part.",
    ),
    "trend": Words("满意率与 95% 区间；下方为评价数、参与率", "Satisfied, 95% interval; below: n, rated / closed"),
    "whole_n": Words(
        "12 期 {good} / {n}，参与 {answered} / {concluded}", "12 periods {good} / {n}, rated {answered} / {concluded}"
    ),
    "by_source": Words("按来源", "By source"),
    "by_category": Words("按类别", "By category"),
    "by_place": Words("按{level}", "By {level}"),
    "heat": Words("{level} × 时段", "{level} by period"),
    "words": Words("不满意者的用词", "Words of the dissatisfied"),
    "words_n": Words("低分 {low} 件，满意 {good} 件有文字", "{low} low-rated and {good} satisfied rows with a text"),
    "words_few": Words(
        "有文字的低分评价不足 20 件，不显示用词，以免指向个人。",
        "Fewer than 20 low-rated rows have a text: words would tell of single people.",
    ),
    "words_none": Words("没有低分评价更常用的词。", "No word stands more often in low-rated rows."),
    "words_why": Words(
        "词在低分与满意的文字里出现的几率之比，带区间；至少 5 件，不含人名、地名、号码。◆：经多重比较校正后仍非偶然。",
        "How many times the odds of a word are higher in low-rated texts, with its interval; from 5 rows on; no names "
        "of persons or places, no numbers. ◆: more than chance, corrected for how many words were tested.",
    ),
    "word": Words("词", "Word"),
    "in_low": Words("低分", "In low-rated"),
    "in_good": Words("满意", "In satisfied"),
    "times": Words("几率比", "Odds ratio"),
    "name": Words("名称", "Name"),
    "share": Words("12 期满意率", "Satisfied, 12 periods"),
    "interval": Words("95% 区间", "95% interval"),
    "course": Words("走势", "Course"),
    "now": Words("本期", "Now"),
    "rated_share": Words("参与率", "Rated / closed"),
    "way": Words("趋势（百分点/期）", "Way (pp a period)"),
    "against": Words("与其余相比（百分点）", "Against the others (pp)"),
    "rising": Words("上升", "rising"),
    "falling": Words("下降", "falling"),
    "steady": Words("平稳", "steady"),
    "too_short": Words("期数不足", "too short"),
    "not_told": Words("未填", "not told"),
    "all_sources": Words("全部来源", "All sources"),
    "whole_town": Words("全镇", "The whole town"),
    "way_why": Words(
        "趋势为按评价数加权的最小二乘斜率；◆ 与升降只在多重比较校正后仍非偶然时给出，否则为平稳。",
        "The way is the least-squares slope weighted by ratings. ◆, rising and falling stand only where they are more "
        "than chance, corrected for how many are compared; else it is steady.",
    ),
    "heat_why": Words("斜纹：不足 20 个评价，只列满意数/评价数。", "Hatched: fewer than 20 ratings, told as a/b."),
    "no_data": Words("这里还没有评价。", "There are no ratings here yet."),
    "points": Words("n={n}", "n={n}"),
    "cases": Words("事件", "Cases"),
    "approvals": Words("政务服务", "Approvals"),
    "petitions": Words("信访件", "Petitions"),
    "ratings": Words("其他评价", "Other ratings"),
    "polish": Words("数据去水分", "Signs of polish"),
}


def say(key: str, language: str, **values: object) -> str:
    """The text of that key, its blanks filled."""
    return TEXTS[key][language].format(**values)
