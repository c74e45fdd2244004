"""The words of the scene: what came when, about what, and what became of it."""

from data.catalogue import Words

TEXTS: dict[str, Words] = {
    "hours": Words("今日事件 · 按小时", "Cases today by hour"),
    "usual": Words("虚线：前 {n} 个{day}", "dashed: last {n} {day}"),
    "categories": Words("本周事件 · 按类别", "This week by category"),
    "others": Words("其他 {n} 类", "{n} others"),
    "no_category": Words("未分类", "no category"),
    "events": Words("最新事件", "Newest cases"),
    "events_note": Words("时间 · 来源 · 类别 · 地点 · 进度", "time · source · category · place · step"),
    "drawn": Words("（图示 {n}）", " ({n} drawn)"),
    "hidden": Words("访客模式下不显示具体事件", "Single cases are not shown to visitors"),
    "nowhere": Words("未落格", "not placed"),
    "most": Words("{level}最高 {n} 个 · {unit}", "highest {n} by {level} · {unit}"),
    "least": Words("{level}最低 {n} 个 · {unit}", "lowest {n} by {level} · {unit}"),
    "cases": Words("件", "cases"),
    "patrols": Words("巡逻 {count}", "Patrols {count}"),
    "cameras": Words("探头 {count}", "Cameras {count}"),
    "cameras_lit": Words("离线 {lit}", "off line {lit}"),
    "drones": Words("无人机 {count}", "Drones {count}"),
    "new_cases": Words("新事件 {count}", "New cases {count}"),
    "new_cases_lit": Words("重大紧急 {lit}", "grave {lit}"),
    "signs": Words(
        "◆ 关注 · ▲ 超限 · ○ 过时 · 涨跌比上一期同一时点",
        "◆ watch · ▲ past its limit · ○ out of date · changes: on the period before",
    ),
}

DAYS = (
    Words("周一", "Mondays"),
    Words("周二", "Tuesdays"),
    Words("周三", "Wednesdays"),
    Words("周四", "Thursdays"),
    Words("周五", "Fridays"),
    Words("周六", "Saturdays"),
    Words("周日", "Sundays"),
)

SOURCES = {
    "grid_worker": Words("网格员", "Grid worker"),
    "hotline": Words("热线", "Hotline"),
    "snapshot": Words("随手拍", "Snapshot"),
    "camera": Words("视频", "Camera"),
    "sensor": Words("感知", "Sensor"),
    "drone": Words("无人机", "Drone"),
    "petition": Words("信访", "Petition"),
    "window": Words("窗口", "Window"),
    "other": Words("其他", "Other"),
}

STEPS = {
    "reported": Words("上报", "reported"),
    "registered": Words("立案", "registered"),
    "dispatched": Words("派遣", "dispatched"),
    "accepted": Words("受理", "accepted"),
    "on_site": Words("到场", "on site"),
    "handled": Words("处置", "handled"),
    "closed": Words("办结", "closed"),
    "dismissed": Words("作废", "dismissed"),
}


def tell_scene(key: str, language: str, **values: object) -> str:
    """The text of that key, its blanks filled."""
    return TEXTS[key][language].format(**values)
