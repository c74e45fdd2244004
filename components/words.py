"""The texts of the screens in the two languages of the product."""

from collections.abc import Mapping
from typing import Literal

from data.catalogue import FLAGS, Words
from data.period import PeriodId
from data.profile import Profile

TEXTS: dict[str, Words] = {
    "simulated": Words("演示数据", "Simulated data"),
    "history": Words("历史数据", "Historical data"),
    "normal": Words("正常", "normal"),
    "watch": Words("关注", "watch"),
    "bad": Words("超限", "past its limit"),
    "stale": Words("数据过时", "out of date"),
    "none": Words("无数据", "no data"),
    "now": Words("刚刚", "now"),
    "minutes": Words("{n} 分钟前", "{n} min ago"),
    "hours": Words("{n} 小时前", "{n} h ago"),
    "days": Words("{n} 天前", "{n} d ago"),
    "silent": Words("{feed} {age}", "{feed} {age}"),
    "silent_never": Words("{feed} 无数据", "{feed} no data"),
    "more": Words("另 {n} 项", "{n} more"),
    "all_normal": Words("无越限、无迟到", "Nothing past a limit, nothing late"),
    "year_ago": Words("去年同期 {value}", "A year ago {value}"),
    "limit_watch": Words("关注限 {value}", "Watch {value}"),
    "limit_bad": Words("超限 {value}", "Limit {value}"),
    "target": Words("目标 {value}", "Target {value}"),
    "by_place": Words("各{level} · {title}", "{title} by {level}"),
    "data_time": Words("数据时间 {time}", "Data of {time}"),
    "not_live": Words("未连接 · 停在 {time}", "Not live since {time}"),
    "waiting": Words("正在测算第一版数据，几秒后自动显示。", "Measuring the first board; it appears in a few seconds."),
    "no_polygons": Words("无网格边界", "No polygons"),
    "wall": Words("大屏", "The wall"),
    "other_language": Words("EN", "中文"),
    "light": Words("浅色", "Light"),
    "dark": Words("深色", "Dark"),
    "unknown": Words("没有这项指标。", "There is no such indicator."),
    "meaning": Words("含义", "Meaning"),
    "period": Words("统计时段", "Period"),
    "direction": Words("方向", "Direction"),
    "up": Words("越高越好", "higher is better"),
    "down": Words("越低越好", "lower is better"),
    "context": Words("仅供参考", "context only"),
    "limits": Words("目标与限值", "Target and limits"),
    "parts": Words("分子 / 分母", "Numerator / denominator"),
    "version": Words("口径", "Definition"),
    "standard": Words("参照标准", "Standard family"),
    "counter": Words("制衡指标", "Counter-indicator"),
    "rows": Words("取数", "Rows"),
    "measure": Words("汇总", "Measure"),
    "data_at": Words("数据截至", "Data up to"),
    "history_12": Words("近 12 期", "Last 12 periods"),
    "places": Words("各{level}", "By {level}"),
    "place": Words("名称", "Place"),
    "value": Words("数值", "Value"),
    "change": Words("较上期", "Change"),
    "flags": Words("标注", "Flags"),
    **FLAGS,
    "masked": Words("脱敏", "masked"),
    "masked_why": Words("涉及不足 {least} 人，不显示", "Fewer than {least} people: not shown"),
    "interval": Words("95% 区间", "95% interval"),
    "variants": Words("其他口径", "Other definition"),
    "derived": Words("由此推算", "Derived from"),
    "mean": Words("加权平均", "weighted mean"),
    "index": Words("实际值与目标之比的加权平均，有上限", "weighted mean of actual against target, capped"),
    "slope": Words("近 12 期的斜率", "slope of the last 12 periods"),
    "catalogue": Words("指标目录", "The catalogue"),
    "search": Words("搜索编号、名称、含义", "Search id, code, title, meaning"),
    "search_keys": Words("/ 搜索 · ↑↓ 选择 · Esc 清除", "/ search · ↑↓ move · Esc clear"),
    "found": Words("{n} 项", "{n} indicators"),
    "found_none": Words("没有匹配的指标。", "No indicator matches."),
    "answered": Words("本地可答 {n} / {all} 项", "{n} of {all} answered here"),
    "not_offered": Words("本地未接数据", "no feed here"),
    "part": Words("分项", "Part"),
    "target_head": Words("目标", "Target"),
    "taken": Words("扣分", "Points taken"),
    "contributors": Words("拖累最多的五项", "The five that take most from it"),
    "scored": Words("{all} 项中计入 {n} 项", "{n} of {all} parts counted"),
    "own": Words("本地自有指标", "This place's own"),
}

PERIODS: dict[PeriodId, Words] = {
    "now": Words("此刻", "now"),
    "today": Words("今日", "today"),
    "week": Words("本周", "this week"),
    "month": Words("本月", "this month"),
    "year": Words("本年", "this year"),
    "total": Words("累计", "in all"),
    "last_year": Words("上年全年", "all of last year"),
}

# What the blocks of cards are called where a profile does not name any.
MODULES: dict[str, Words] = {
    "cases": Words("事件闭环", "Cases"),
    "devices": Words("感知设备", "Devices"),
    "patrols": Words("平安巡防", "Patrols"),
    "quality": Words("数据质量", "Data quality"),
    "drones": Words("无人机", "Drones"),
    "hotline": Words("12345 热线", "Hotline 12345"),
    "satisfaction": Words("满意度", "Satisfaction"),
    "services": Words("服务与走访", "Services and visits"),
    "timeliness": Words("按期与质量", "Timeliness"),
    "alarms": Words("告警应急", "Alarms"),
    "approvals": Words("政务服务", "Government services"),
    "economy": Words("集体经济", "Collective economy"),
    "environment": Words("生态环境", "Environment"),
    "fishery": Words("海洋渔业", "Marine fishery"),
    "livelihood": Words("民生服务", "Livelihood"),
    "party": Words("党建共治", "Party and co-governance"),
    "reviews": Words("政务好差评", "Reviews of services"),
    "safety": Words("平安建设", "Public safety"),
    "work_safety": Words("安全生产", "Work safety"),
    "discovery": Words("发现上报", "Discovery"),
    "settlement": Words("化解到场", "Settlement"),
    "filing": Words("立案派遣", "Filing and dispatch"),
    "durations": Words("办结时长", "Time taken"),
    "tickets": Words("热线办理", "Hotline tickets"),
    "disputes": Words("矛盾纠纷", "Disputes"),
    "petitions": Words("信访", "Petitions"),
    "grids": Words("网格体系", "Grids"),
    "ledgers": Words("基础台账", "Ledgers"),
}


def say(key: str, language: str, **values: object) -> str:
    """The text of that key, its blanks filled."""
    return TEXTS[key][language].format(**values)


def level_title(profile: Profile, level: str) -> Words:
    """What the place calls a level."""
    return words_of(next(one.title for one in profile.levels if one.id == level))


def words_of(text: Mapping[Literal["zh", "en"], str]) -> Words:
    """A profile's text in both languages; one stands in where the other is not given."""
    zh = text.get("zh", text.get("en", ""))
    return Words(zh, text.get("en", zh))
