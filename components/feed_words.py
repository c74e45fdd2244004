"""The texts of the page of the feeds, in the two languages of the product."""

from datetime import timedelta

from components.figure import MISSING, number
from data.catalogue import Words
from data.feed_report import FeedReport, Notice

TEXTS: dict[str, Words] = {
    "feeds": Words("数据接入", "Feeds"),
    "all_feeds": Words("全部数据源", "All feeds"),
    "asked_at": Words("读取于 {time}", "Read at {time}"),
    "feed": Words("数据源", "Feed"),
    "age": Words("数据时效", "Age"),
    "limit": Words("限 {span}", "limit {span}"),
    "rate": Words("行/小时", "Rows an hour"),
    "rate_note": Words("最新 1 小时 · 平时同时段", "newest hour · usual"),
    "usual": Words("平时 {rows}", "usually {rows}"),
    "delay": Words("到达时延", "Delay"),
    "delay_note": Words("中位 · P95", "median · P95"),
    "read": Words("读入", "Read"),
    "accepted": Words("新增", "Accepted"),
    "updated": Words("更新", "Updated"),
    "duplicate": Words("重复", "Duplicate"),
    "rejected": Words("拒收", "Rejected"),
    "unplaced": Words("未落格", "Unplaced"),
    "implausible": Words("坐标可疑", "Implausible"),
    "open": Words("待修", "To mend"),
    "notices": Words("提示", "What to look at"),
    "of_day": Words("近 24 小时", "Last 24 hours"),
    "of_total": Words("累计", "Since the store was made"),
    "nothing": Words("无异常", "nothing"),
    "more": Words("另 {n} 项", "{n} more"),
    "unknown": Words("没有这个数据源。", "There is no such feed."),
    "broker_up": Words("MQTT {broker} 自 {since} 起连接", "MQTT {broker} connected since {since}"),
    "broker_down": Words("MQTT {broker} 未连接：{trouble}", "MQTT {broker} not connected: {trouble}"),
    "broker_begins": Words("正在连接", "connecting"),
    "broker_received": Words("收到 {count}", "received {count}"),
    "broker_acknowledged": Words("确认 {count}", "acknowledged {count}"),
    "broker_malformed": Words("无法读取 {count}", "unreadable {count}"),
    "broker_dropped": Words("丢弃 {count}", "dropped {count}"),
    "hour": Words("最新 1 小时", "Newest hour"),
    "day": Words("最新 24 小时", "Newest 24 hours"),
    "schema": Words("数据表", "Table"),
    "newest": Words("最新一条", "Newest row"),
    "state": Words("现状", "How it is"),
    "reasons": Words("拒收原因", "Why rows were refused"),
    "reason": Words("原因", "Reason"),
    "column": Words("来源列", "Source column"),
    "rows": Words("行数", "Rows"),
    "where": Words("最近一处", "Newest at"),
    "time": Words("时间", "Time"),
    "no_rejects": Words("没有待修的行。", "No row waits to be mended."),
    "download": Words("下载待修的行 (CSV)", "Download the rows to mend (CSV)"),
    "how": Words(
        "用表格软件改好，保留 reject 开头的列，存为 CSV 或 xlsx，放进监视的文件夹，或停下服务后运行",
        "Mend them in a spreadsheet, keep the columns that begin with reject, save as CSV or xlsx, and put the file "
        "into the watched folder, or stop the server and run",
    ),
    "complete": Words("字段完整率", "How complete"),
    "complete_note": Words("最新 {n} 行", "newest {n} rows"),
    "never": Words("从未提供：{names}", "Never sent: {names}"),
    "drift": Words("来源变化", "What changed at the source"),
    "good": Words("最近一条合格", "Last good row"),
    "bad": Words("最近一条不合格", "Last bad row"),
    "no_row": Words("没有。", "None."),
    "hidden": Words("••• 为可能涉及个人的内容", "••• stands for what may tell of a person"),
    "torn": Words("各列无法分清，未保留内容。", "Its columns could not be told apart: nothing of it was kept."),
    "batches": Words("最近批次", "Recent batches"),
    "origin": Words("来自", "From"),
    "points": Words("可疑坐标", "Implausible points"),
    "zero": Words("零点", "at 0, 0"),
    "swapped": Words("经纬度颠倒", "longitude and latitude swapped"),
    "whole": Words("整度数", "whole degrees"),
    "far": Words("离本地太远", "far away"),
    "range": Words("超出经纬度", "no longitude and latitude"),
    "repeated": Words("大量重复同一点", "one point of too many rows"),
    "since": Words("自 {time}", "since {time}"),
    "shifted_points": Words(
        "坐标可能偏移：最新 {points} 个不同的点有 {inside} 个落在边界内，若按 {system} 读则有 {better} 个。"
        '核实后在配置的该数据源写 crs = "{system}"。',
        "The points may be shifted: of the newest {points} distinct ones {inside} lie inside the polygons, and "
        '{better} would if they were {system}. If that is so, write crs = "{system}" in this feed of the profile.',
    ),
    "shifted_polygons": Words(
        "边界可能偏移：最新 {points} 个不同的点有 {inside} 个落在边界内，若边界是 {system} 则有 {better} 个。"
        '核实后在配置的 [[levels]] 写 crs = "{system}"。',
        "The polygons may be shifted: of the newest {points} distinct points {inside} lie inside, and {better} would "
        'if the polygons were {system}. If that is so, write crs = "{system}" in the profile\'s [[levels]].',
    ),
}
NOTICES: dict[str, Words] = {
    "stale": Words("超过 {limit} 没有新数据", "nothing new for more than {limit}"),
    "silent": Words("从未收到数据", "nothing ever came"),
    "refused_file": Words("文件整份被拒：{about}", "a file was refused: {about}"),
    "refused_share": Words("近 24 小时拒收 {count} / {against} 行", "{count} of {against} rows refused in 24 hours"),
    "hour_low": Words("1 小时只来 {count} 行，平时 {against}", "{count} rows in an hour, usually {against}"),
    "hour_high": Words("1 小时来了 {count} 行，平时 {against}", "{count} rows in an hour, usually {against}"),
    "day_low": Words("24 小时只来 {count} 行，平时 {against}", "{count} rows in 24 hours, usually {against}"),
    "day_high": Words("24 小时来了 {count} 行，平时 {against}", "{count} rows in 24 hours, usually {against}"),
    "out_of_bounds": Words("近 24 小时 {count} 行取值不合规定", "{count} rows outside what is allowed in 24 hours"),
    "open_rejects": Words("{count} 行被拒，待修", "{count} refused rows to mend"),
    "new_column": Words("来源新增列 {about}", "the source has a new column: {about}"),
    "gone_column": Words("来源不再有列 {about}", "the source no longer has the column {about}"),
    "new_word": Words("首次出现的取值 {about}", "a value never seen before: {about}"),
    "other_word": Words("没有对照、按“*”计的取值 {about}", 'a value that only "*" translates: {about}'),
    "empty_column": Words("{about} 近来全空", "{about} has been empty lately"),
}
UNITS = ((86_400, Words("天", "d")), (3600, Words("小时", "h")), (60, Words("分", "min")), (1, Words("秒", "s")))


def say(key: str, language: str, **values: object) -> str:
    """The text of that key, its blanks filled."""
    return TEXTS[key][language].format(**values)


def told(notice: Notice, report: FeedReport, language: str) -> str:
    """A notice as a sentence."""
    return NOTICES[notice.kind][language].format(
        about=notice.about,
        count=number(notice.count, 0),
        against=usual(notice.against),
        limit=span(report.stale_after.total_seconds(), language),
    )


def usual(rows: float | None) -> str:
    """A median of whole numbers, which may be a half."""
    return number(rows, 0 if rows is None or rows == round(rows) else 1)


def span(seconds: float | timedelta | None, language: str) -> str:
    """A duration in the largest unit that it reaches; two figures where there is room for only one."""
    if seconds is None:
        return MISSING
    total = seconds.total_seconds() if isinstance(seconds, timedelta) else seconds
    size, unit = next(((size, unit) for size, unit in UNITS if abs(total) >= size), UNITS[-1])
    value = total / size
    digits = 1 if abs(value) < 10 and abs(value - round(value)) >= 0.05 else 0
    return f"{number(value, digits)} {unit[language]}"
