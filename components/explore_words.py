"""The texts of the page for analysts, in the two languages of the product."""

from components.code_words import code_word
from data.catalogue import Words
from data.explore.filters import NONE

TEXTS: dict[str, Words] = {
    "explore": Words("研判", "Explore"),
    "indicator": Words("指标（取其明细）", "Indicator (whose rows)"),
    "period": Words("时段", "Period"),
    "from": Words("从", "From"),
    "to": Words("到", "To"),
    "step": Words("粒度", "Step"),
    "by": Words("分解", "Break down"),
    "village": Words("村/社区", "Village"),
    "grid": Words("网格", "Grid"),
    "micro_grid": Words("微网格", "Micro-grid"),
    "category": Words("类别", "Category"),
    "subcategory": Words("小类", "Subcategory"),
    "source": Words("来源", "Source"),
    "level": Words("等级", "Level"),
    "party": Words("承办", "Party"),
    "status": Words("状态", "Status"),
    "counted": Words("计入分子", "Counted"),
    "weekday": Words("星期", "Weekday"),
    "hour": Words("小时", "Hour"),
    "area": Words("圈定范围", "Drawn shape"),
    "vs": Words("对比", "Compare"),
    "all": Words("全部", "All"),
    "auto": Words("自动", "Automatic"),
    "time_hint": Words("如 2026-03-01", "such as 2026-03-01"),
    "today": Words("今日", "Today"),
    "week": Words("本周", "This week"),
    "month": Words("本月", "This month"),
    "year": Words("本年", "This year"),
    "days7": Words("近 7 天", "7 days"),
    "days30": Words("近 30 天", "30 days"),
    "days365": Words("近 365 天", "365 days"),
    "step_hour": Words("小时", "Hour"),
    "step_day": Words("日", "Day"),
    "step_week": Words("周", "Week"),
    "step_month": Words("月", "Month"),
    "open": Words("在办", "Open"),
    "overdue": Words("超期未办结", "Overdue"),
    "suspended": Words("挂账", "Suspended"),
    "closed": Words("按期办结", "Closed in time"),
    "closed_late": Words("超期办结", "Closed late"),
    "dismissed": Words("作废", "Dismissed"),
    "yes": Words("是", "Yes"),
    "no": Words("否", "No"),
    NONE: Words("无", "None"),
    "before": Words("上一时段", "The span before"),
    "year_before": Words("去年同期", "A year earlier"),
    "versus": Words("对比：{name}", "vs {name}"),
    "map": Words("各{level} · 点击筛选", "By {level} · click to filter"),
    "trend": Words("趋势 · 点击筛选", "Trend · click to filter"),
    "parts": Words("按{by}分解 · 点击筛选", "By {by} · click to filter"),
    "heat": Words("星期 × 小时 · 点击筛选", "Weekday × hour · click to filter"),
    "table": Words("明细", "Rows"),
    "rows": Words("{n} 行", "{n} rows"),
    "counted_n": Words("其中计入分子 {n}", "{n} of them counted"),
    "data_at": Words("数据时间 {time}", "Data of {time}"),
    "first": Words("甲", "A"),
    "second": Words("乙", "B"),
    "others": Words("另 {n} 项", "{n} others"),
    "nothing": Words("没有符合条件的明细。", "No rows match."),
    "unplaced": Words("未落入本级 {n} 行", "{n} rows in none of these"),
    "move": Words("移动", "Move"),
    "box": Words("框选", "Box"),
    "lasso": Words("圈选", "Lasso"),
    "clear": Words("清除全部条件", "Clear all"),
    "remove": Words("去掉 {name}", "Remove {name}"),
    "any_row": Words("CSV 全部明细", "All rows as CSV"),
    "any_xlsx": Words("XLSX 全部明细", "All rows as XLSX"),
    "saved": Words("已存视图", "Saved views"),
    "save": Words("保存此视图", "Save this view"),
    "view_name": Words("视图名称", "Name of the view"),
    "forget": Words("删除", "Delete"),
    "copy": Words("复制链接", "Copy link"),
    "writing": Words("写入 {done} / {total} 行", "{done} of {total} rows written"),
    "counted_at": Words("时间", "Time"),
    "key": Words("编号", "Number"),
    "due_at": Words("时限", "Due"),
    "ended_at": Words("办结", "Ended"),
    "lon": Words("经度", "Longitude"),
    "lat": Words("纬度", "Latitude"),
    "png": Words("PNG", "PNG"),
    "svg": Words("SVG", "SVG"),
    "views_hint": Words("视图存在本浏览器；发给同事请复制链接。", "Kept in this browser; to share one, copy its link."),
    "more": Words("存视图与导出", "Saved views and files"),
    "loading": Words("正在读取明细…", "Reading the rows…"),
}
DAYS = (
    *(Words("周一", "Mon"), Words("周二", "Tue"), Words("周三", "Wed"), Words("周四", "Thu")),
    *(Words("周五", "Fri"), Words("周六", "Sat"), Words("周日", "Sun")),
)


def tell(key: str, language: str, **values: object) -> str:
    """The text of that key, its blanks filled."""
    return TEXTS[key][language].format(**values)


def word_of(name: str, word: str | None, language: str) -> str:
    """A word of a field as people say it."""
    if word is None or word == NONE:
        return TEXTS[NONE][language]
    if name in ("status", "counted", "period"):
        return TEXTS[word][language] if word in TEXTS else word
    if name == "weekday":
        return DAYS[int(word)][language]
    if name == "hour":
        return f"{int(word):02}:00"
    return code_word(word, language)
