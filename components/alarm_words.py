"""What the screens say of alarms."""

from data.alarms.word import Reason
from data.catalogue import Words

TEXTS: dict[str, Words] = {
    "alarms": Words("告警", "Alarms"),
    "none": Words("无告警", "No alarms"),
    "open": Words("当前告警", "Open alarms"),
    "counted": Words("{n} 项，未确认 {new} 项", "{n}, {new} not acknowledged"),
    "log": Words("近 7 天已解除", "Over, last 7 days"),
    "log_none": Words("近 7 天没有已解除的告警。", "No alarm was over in the last 7 days."),
    "more": Words("另 {n} 项", "{n} more"),
    "fresh": Words("新告警 {n} 项：{names}", "{n} new alarms: {names}"),
    "indicator": Words("越限", "Past its limit"),
    "case_of": Words("紧急 {label}", "Emergency {label}"),
    "feed_of": Words("{feed}数据中断", "{feed}: no new data"),
    "new": Words("未确认", "new"),
    "raised": Words("发生", "Raised"),
    "cleared": Words("解除", "Over"),
    "what": Words("告警", "Alarm"),
    "place": Words("地点", "Place"),
    "value": Words("当时", "Then"),
    "said": Words("确认", "Acknowledged"),
    "said_by": Words("✓ {time} {by}：{word}", "✓ {time} {by}: {word}"),
    "said_only": Words("✓ {time} {word}", "✓ {time} {word}"),
    "unsaid": Words("未确认", "never"),
    "acknowledge": Words("确认", "Acknowledge"),
    "acknowledging": Words("确认告警", "Acknowledge"),
    "by": Words("姓名或岗位（可不填）", "Name or role (optional)"),
    "word": Words("处置说明", "What is done about it"),
    "cancel": Words("取消", "Cancel"),
    "done": Words("已确认：{name}", "Acknowledged: {name}"),
    "newer": Words("← 较新", "← Newer"),
    "older": Words("较早 →", "Older →"),
}

REFUSALS: dict[Reason, Words] = {
    "over": Words("这项告警已经解除，不必确认。", "It is over already: nothing to acknowledge."),
    "taken": Words("已有人确认过这项告警。", "Somebody has acknowledged it already."),
    "empty": Words("请先写一句处置说明。", "Write a word first: what is done about it?"),
    "long": Words("太长：说明最多 200 字，姓名最多 40 字。", "Too long: 200 characters at most, a name 40."),
    "control": Words("含有看不见的字符，请重新输入。", "It has characters that cannot be seen: type it again."),
    "closed": Words("服务器尚未就绪，请稍后再试。", "The server is not ready: try again in a few seconds."),
}

# Of the bell, by its state: what it shows, and what it means.
BELL: dict[str, tuple[Words, Words]] = {
    "off": (
        Words("♪ 关", "♪ off"),
        Words("告警声音已关；点按后本屏有新告警时发声", "Sound is off; click to let this screen sound"),
    ),
    "on": (Words("♪ 开", "♪ on"), Words("有新告警时发声；点按关闭", "New alarms sound; click to mute")),
    "quiet": (Words("♪ 静", "♪ quiet"), Words("静音时段，不发声；点按关闭", "Quiet hours: no sound; click to mute")),
    "blocked": (
        Words("♪ 点按", "♪ click"),
        Words("浏览器未放行声音：点按恢复", "The browser holds the sound back: click once"),
    ),
}


def tell(key: str, language: str, **values: object) -> str:
    """The text of that key, its blanks filled."""
    return TEXTS[key][language].format(**values)
