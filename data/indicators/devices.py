"""Cameras, sensors and alarms 雪亮·感知: what is alive, what can be watched, what is out of the ordinary.

Of a device only the newest heartbeat and state are kept, so a rate of them is known for this moment and none before.
"""

from data.catalogue import PERCENT, Indicator, Words
from data.facts import fact_rate
from data.seen_facts import SEEN_SHARE, seen_by

DEVICES = Words("个", "devices")
ALIVE = "seen_at > $as_of - INTERVAL 10 MINUTE AS alive"
VIDEO = "发改高技〔2015〕996号"


def in_place(kind: str) -> str:
    """The devices of a kind while they stand in the field."""
    return (
        f"SELECT coalesce(installed_at, TIMESTAMPTZ '-infinity') AS counted_at, "
        f"coalesce(removed_at, TIMESTAMPTZ 'infinity') AS until_at, {ALIVE}, * FROM devices WHERE kind = '{kind}'"
    )


def at_present(kind: str) -> str:
    """The devices of a kind that stand in the field at this moment; what is to be removed later still stands."""
    return f"SELECT $as_of AS counted_at, {ALIVE}, * FROM devices WHERE kind = '{kind}' AND removed_at IS NULL"


LATEST = (
    "SELECT r.read_at AS counted_at, lead(r.read_at) OVER (PARTITION BY r.device_id, r.quantity ORDER BY r.read_at) "
    "AS until_at, d.spot AS spot, r.value < d.low OR r.value > d.high AS extraordinary FROM readings AS r "
    "JOIN devices AS d ON r.device_id = d.device_id AND coalesce(d.quantity, r.quantity) = r.quantity "
    "WHERE d.low IS NOT NULL OR d.high IS NOT NULL"
)

INDICATORS = (
    Indicator(
        id="camera_count",
        code="PS05n",
        title=Words("视频探头", "Cameras"),
        meaning=Words(
            "此刻在用（已安装、未拆除）的视频监控数", "Devices of kind camera that are installed and not removed"
        ),
        rows=in_place("camera"),
        measure="count(*)",
        unit=DEVICES,
        period="now",
    ),
    Indicator(
        id="camera_online_rate",
        code="PS07",
        title=Words("视频在线率", "Cameras on line"),
        meaning=Words(
            "未拆除的视频监控中，最近一次心跳距此刻不足十分钟的比例；从无心跳的计入分母",
            "Of the devices of kind camera that are not removed, those whose last heartbeat is less than 10 minutes "
            "old; those that never had one count as not on line",
        ),
        rows=at_present("camera"),
        measure="count(*) FILTER (WHERE alive) / count(*)",
        unit=PERCENT,
        digits=1,
        period="now",
        direction="up",
        target=98,
        watch=95,
        bad=85,
        flags=("gameable",),
        counter="camera_playable_rate",
    ),
    Indicator(
        id="camera_playable_rate",
        code="PS08",
        title=Words("视频可播率", "Cameras playable"),
        meaning=Words(
            "未拆除且做过拉流测试的视频监控中，心跳不足十分钟、且最近一次测试五秒内出首帧的比例",
            "Of the devices of kind camera that are not removed and have been probed, those whose last heartbeat is "
            "less than 10 minutes old and whose last probe gave a frame within 5 s",
        ),
        rows=at_present("camera"),
        measure="count(*) FILTER (WHERE alive AND playable) / count(*) FILTER (WHERE playable IS NOT NULL)",
        unit=PERCENT,
        digits=1,
        period="now",
        direction="up",
        target=95,
        watch=93,
        bad=80,
    ),
    Indicator(
        id="camera_networked_rate",
        code="PS05",
        title=Words("视频联网率", "Cameras networked"),
        meaning=Words(
            "未拆除的视频监控中已接入公共视频网的比例；情况不明的按未接入计",
            "Of the devices of kind camera that are not removed, those joined to the public video network; where it is "
            "not known, as not joined",
        ),
        rows=at_present("camera"),
        measure="count(*) FILTER (WHERE networked) / count(*)",
        unit=PERCENT,
        digits=1,
        period="now",
        direction="up",
        target=100,
        watch=98,
        bad=90,
        counter="camera_online_rate",
        standard=VIDEO,
    ),
    Indicator(
        id="camera_serviceable_rate",
        code="PS06",
        title=Words("视频完好率", "Cameras serviceable"),
        meaning=Words(
            "未拆除的视频监控中最近一次检查完好的比例；未检查的按不完好计",
            "Of the devices of kind camera that are not removed, those that the last inspection found sound; never "
            "inspected, as not sound",
        ),
        rows=at_present("camera"),
        measure="count(*) FILTER (WHERE serviceable) / count(*)",
        unit=PERCENT,
        digits=1,
        period="now",
        direction="up",
        target=98,
        watch=95,
        bad=85,
        flags=("gameable",),
        counter="camera_playable_rate",
        standard=VIDEO,
    ),
    fact_rate(
        "key_site_coverage",
        "PS09",
        Words("重点部位覆盖率", "Key sites in view"),
        Words("在监控视野内的重点部位数占重点部位总数的比例", "Key sites in the view of a camera, of all key sites"),
        "key_sites_covered",
        target=100,
        watch=98,
        bad=90,
        standard=VIDEO,
    ),
    Indicator(
        id="camera_ground_share",
        code="PS09g",
        title=Words("视频覆盖面", "Ground in view"),
        meaning=Words(
            "近 24 小时内有心跳的视频监控视距以内的面积占网格面积的比例；来源从不报心跳的，按在看计",
            "Of the grids' area, what lies within sight of a camera with a heartbeat in the last 24 hours; a camera "
            "whose source never tells of any counts as seeing",
        ),
        rows=seen_by("camera", "devices WHERE kind = 'camera'"),
        measure=SEEN_SHARE,
        unit=PERCENT,
        digits=1,
        period="now",
        direction="up",
    ),
    Indicator(
        id="sensor_online_rate",
        code="UA07",
        title=Words("传感在线率", "Sensors on line"),
        meaning=Words(
            "未拆除的传感器（sensor）中，最近一次心跳距此刻不足十分钟的比例；从无心跳的计入分母",
            "Of the devices of kind sensor that are not removed, those whose last heartbeat is less than 10 minutes "
            "old; those that never had one count as not on line",
        ),
        rows=at_present("sensor"),
        measure="count(*) FILTER (WHERE alive) / count(*)",
        unit=PERCENT,
        digits=1,
        period="now",
        direction="up",
        target=95,
        watch=95,
        bad=85,
    ),
    Indicator(
        id="gas_alarm_online_rate",
        code="UA07g",
        title=Words("燃气报警在线", "Gas alarms on line"),
        meaning=Words(
            "未拆除的燃气报警器（gas_alarm）中，最近一次心跳距此刻不足十分钟的比例；从无心跳的计入分母",
            "Of the devices of kind gas_alarm that are not removed, those whose last heartbeat is less than 10 minutes "
            "old; those that never had one count as not on line",
        ),
        rows=at_present("gas_alarm"),
        measure="count(*) FILTER (WHERE alive) / count(*)",
        unit=PERCENT,
        digits=1,
        period="now",
        direction="up",
        target=95,
        watch=95,
        bad=85,
    ),
    Indicator(
        id="sensor_extraordinary",
        code="UA09",
        title=Words("越限测点", "Sensors out of range"),
        meaning=Words(
            "此刻最近一次读数低于下限或高于上限的测点（设备与量）数，无论读数多旧",
            "Device and quantity pairs whose latest reading, however old, is below the device's low or above its high",
        ),
        rows=LATEST,
        measure="count(*) FILTER (WHERE extraordinary)",
        unit=DEVICES,
        period="now",
        direction="down",
        target=0,
        bad=6,
        watch=3,
    ),
)
