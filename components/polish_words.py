"""The texts of the page of the signs of polish, in the two languages of the product."""

from data.catalogue import Words

TEXTS: dict[str, Words] = {
    "polish": Words("数据去水分", "Signs of polish"),
    "what": Words(
        "这里只有问题，没有结论。每一条都可能有正当的原因，先看明细、再去问人。",
        "Questions, not findings. Each may have a good reason: look at the rows, then ask.",
    ),
    "days": Words("近 {n} 天", "{n} days"),
    "questions": Words("值得一问", "Worth asking"),
    "n_questions": Words("{n} 个问题，问过 {tested} 处", "{n} questions of {tested} asked"),
    "none": Words(
        "没有值得一问的。比较过的各方都在偶然的范围之内。",
        "Nothing to ask. All that was compared lies within chance.",
    ),
    "chance": Words("偶然如此的可能：{chance}", "By chance alone: {chance}"),
    "below": Words("不到百万分之一", "less than one in a million"),
    "one_in": Words("约 {n} 分之一", "about 1 in {n}"),
    "innocent": Words("也可能是", "Or it may be that"),
    "see_rows": Words("看明细（{n}）", "See the rows ({n})"),
    "see_past": Words("看以往上报", "See its past reports"),
    "rows_of": Words("明细：{sign} · {subject}", "The rows: {sign} · {subject}"),
    "back": Words("收起明细", "Close the rows"),
    "signs": Words("问些什么、怎么算", "What is asked, and how"),
    "signs_why": Words(
        "各处一并检验，按 Benjamini–Hochberg 校正：提出的问题中出于偶然的不超过 5%。",
        "All are tested together, corrected after Benjamini and Hochberg: of the questions at most 5 % are by chance.",
    ),
    "sign": Words("迹象", "Sign"),
    "how": Words("算法", "How it is measured"),
    "tested": Words("检验处数", "Asked of"),
    "asked": Words("问题", "Questions"),
    "no_data": Words("无数据", "no data"),
    "more": Words("另有 {n} 个，缩小范围可见。", "{n} more: narrow the scope to see them."),
    "whole_town": Words("全镇", "The whole town"),
    "newer": Words("← 较新", "← Newer"),
    "older": Words("较早 →", "Older →"),
    "page_of": Words("第 {page} / {pages} 页", "Page {page} of {pages}"),
    "no_rows": Words("没有这样的明细。", "There are no such rows."),
    "counted_at": Words("时间", "Time"),
    "life": Words("经过", "Its life"),
    "all_sources": Words("全部来源", "All sources"),
}


def say(key: str, language: str, **values: object) -> str:
    """The text of that key, its blanks filled."""
    return TEXTS[key][language].format(**values)
