"""The texts of the pages that tell why: an indicator's reasons, a place's portrait, the leader's page, a row's life."""

from data.catalogue import Words

TEXTS: dict[str, Words] = {
    "changes": Words("变化从哪里来", "What made the change"),
    "change_from_to": Words("上期 {before} → 本期 {now}，变化 {change}", "{before} before, {now} now: {change}"),
    "adds": Words("拉动", "Adds"),
    "own": Words("自身变化", "of its own"),
    "mix": Words("权重变化", "by its weight"),
    "before": Words("上期", "Before"),
    "now": Words("本期", "Now"),
    "others": Words("其余 {n} 项", "{n} others"),
    "nothing": Words("未填", "not given"),
    "unplaced": Words("未落图", "not placed"),
    "adds_up": Words("合计 {total}，等于变化", "In all {total}: the change"),
    "no_change": Words("与上期相同，各部分也没有增减。", "The same as before, and so is every part."),
    "why_derived": Words(
        "由其他指标推算，没有自己的明细；请看它的分项。", "It follows from other indicators: see each of its parts."
    ),
    "why_no_sums": Words(
        "中位数、去重数等不能逐项相加，变化不能拆分到各处。",
        "A median or a count of distinct things does not add up, so its change cannot be taken apart.",
    ),
    "why_masked": Words("涉个人信息，不列明细，也不拆分。", "It tells of persons: no rows are listed, no parts told."),
    "why_no_before": Words("本期或上期没有数据，无从比较。", "One of the two periods has no data to compare."),
    "rows_behind": Words("背后的明细", "The rows behind it"),
    "all": Words("全部", "All"),
    "counted": Words("计入", "Counted"),
    "not_counted": Words("未达成", "Not met"),
    "counted_at": Words("计入时间", "Counted at"),
    "life": Words("经过", "Its life"),
    "page_of": Words("第 {page} / {pages} 页", "Page {page} of {pages}"),
    "newer": Words("← 较新", "← Newer"),
    "older": Words("较早 →", "Older →"),
    "no_rows": Words("没有这样的明细。", "There are no such rows."),
    "masked_rows": Words(
        "标题、自由文本和个人信息一律不显示。", "Titles, free text and what tells of persons are not shown."
    ),
    "left_out": Words("没有算进来的", "What was left out, and why"),
    "left_nothing": Words("没有因作废、挂账等剔除的。", "Nothing was set aside."),
    "out_dismissed_at": Words("作废", "dismissed"),
    "out_suspended_at": Words("挂账中", "on hold"),
    "out_cancelled_at": Words("取消", "cancelled"),
    "out_work_hours": Words("没有工作时长", "no working hours told"),
    "out_rating": Words("没有评分", "no rating"),
    "out_nowhere": Words("计入全镇，但不在任何{level}内", "counted for the town, but in no {level}"),
    "out_rejected": Words("{feed}：累计拒收的行", "{feed}: rows refused, in all"),
    "out_unplaced": Words("{feed}：累计未落图的行", "{feed}: rows placed nowhere, in all"),
    "out_implausible": Words("{feed}：累计坐标可疑的行", "{feed}: rows at implausible points, in all"),
    "look_not_counted": Words("未达成", "Not met"),
    "look_counted": Words("计入明细", "Counted"),
    "look_all": Words("明细", "Rows"),
    "open_rows": Words("看明细", "See the rows"),
    "whole_town": Words("回到全镇", "The whole town"),
    "portrait": Words("画像", "Portrait"),
    "no_place": Words("没有这个地方。", "There is no such place."),
    "no_row": Words("没有这一件，或尚未到时间。", "There is no such row, or not yet."),
    "case": Words("一件的经过", "One row's life"),
    "step": Words("环节", "Step"),
    "time": Words("时间", "Time"),
    "took": Words("距上一步", "After the last"),
    "since": Words("距开始", "Since the first"),
    "limit": Words("时限", "Due"),
    "done": Words("完成", "Done"),
    "late_by": Words("逾期 {time}", "late by {time}"),
    "early_by": Words("提前 {time}", "{time} to spare"),
    "open_left": Words("未完成，还剩 {time}", "open, {time} left"),
    "open_late": Words("未完成，已逾期 {time}", "open, late by {time}"),
    "seconds_n": Words("{n} 秒", "{n} s"),
    "minutes_n": Words("{n} 分钟", "{n} min"),
    "hours_n": Words("{n} 小时", "{n} h"),
    "days_n": Words("{n} 天", "{n} d"),
    "what_it_is": Words("基本情况", "What it is"),
    "here": Words("本地", "Here"),
    "town": Words("全镇", "The town"),
    "rank": Words("名次", "Rank"),
    "rank_of": Words("{rank} / {of}", "{rank} of {of}"),
    "alike": Words("相近的{level}", "{level}: those most alike"),
    "alike_why": Words(
        "按 {titles} 的标准分距离（取对数）由近到远",
        "Nearest first by the distance of standard scores (of logarithms) of: {titles}",
    ),
    "distance": Words("距离", "Distance"),
    "where": Words("位置", "Where it lies"),
    "inside": Words("下辖{level}", "Its {level}"),
    "neighbours_none": Words("没有足够的数据可比。", "Too little data to compare."),
    "headline": Words("要数", "The main numbers"),
    "better": Words("较上期好转", "better than before"),
    "worse": Words("较上期变差", "worse than before"),
    "more_than": Words("较上期上升", "up from before"),
    "less_than": Words("较上期下降", "down from before"),
    "same": Words("与上期持平", "the same as before"),
    "no_comparison": Words("上期无数据", "nothing to compare with"),
    "worst": Words("最差的五项", "The worst five"),
    "worst_first": Words("差的在前", "worst first"),
    "worst_of_index": Words("从治理指数中扣分最多", "taking most from the index"),
    "worst_of_limits": Words("超限最多", "furthest past their limits"),
    "all_well": Words("没有超限的指标。", "Nothing is past its limit."),
    "decide": Words("今天要定的事", "To be decided today"),
    "nothing_to_decide": Words("没有需要今天决定的事。", "Nothing needs a decision today."),
    "above_limit": Words("{value}，高于限值 {limit}", "{value}, above its limit of {limit}"),
    "below_limit": Words("{value}，低于限值 {limit}", "{value}, below its limit of {limit}"),
    "counter_is": Words("制衡：{title} {value}", "Kept honest by {title}: {value}"),
    "doubt": Words("{value} 达标，但制衡指标 {title} 为 {held}", "{value} is in order, but {title} is {held}"),
    "feed_late": Words("数据断了 {age}", "no data for {age}"),
    "feed_never": Words("从未收到数据", "no data yet"),
    "n_more": Words("另有 {n} 项", "{n} more"),
    "key_target": Words("目标", "target"),
    "key_watch": Words("关注限", "watch"),
    "key_bad": Words("超限", "limit"),
}

DIMENSIONS: dict[str, Words] = {
    "category": Words("类别", "category"),
    "subcategory": Words("小类", "subcategory"),
    "source": Words("来源", "source"),
    "party": Words("承办单位", "party"),
    "colour": Words("颜色", "colour"),
    "kind": Words("种类", "kind"),
    "channel": Words("渠道", "channel"),
    "fact": Words("事项", "fact"),
}


def tell(key: str, language: str, **values: object) -> str:
    """The text of that key, its blanks filled."""
    return TEXTS[key][language].format(**values)


def length(seconds: float, language: str) -> str:
    """A span of time in its largest whole units: seconds below 2 minutes, minutes below 2 hours, hours below 2 days."""
    seconds = abs(seconds)
    for key, unit, below in (("seconds_n", 1, 120), ("minutes_n", 60, 7200), ("hours_n", 3600, 172_800)):
        if seconds < below:
            return tell(key, language, n=int(seconds // unit))
    return tell("days_n", language, n=round(seconds / 86_400, 1))
