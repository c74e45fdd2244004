"""What periods, the catalogue's modules, and a place's own levels are called."""

from collections.abc import Mapping
from typing import Literal

from data.catalogue import Words
from data.period import PeriodId
from data.profile import Profile

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


def level_title(profile: Profile, level: str) -> Words:
    """What the place calls a level."""
    return words_of(next(one.title for one in profile.levels if one.id == level))


def words_of(text: Mapping[Literal["zh", "en"], str]) -> Words:
    """A profile's text in both languages; one stands in where the other is not given."""
    zh = text.get("zh", text.get("en", ""))
    return Words(zh, text.get("en", zh))
