"""The texts of the screens in the two languages of the product."""

from collections.abc import Mapping
from typing import Literal

from data.catalogue import Words
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
    "version": Words("口径版本", "Definition"),
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
    "person_sensitive": Words("涉个人信息", "person-sensitive"),
    "compliance_sensitive": Words("涉合规", "compliance-sensitive"),
    "gameable": Words("易被做数", "gameable"),
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
