"""Cameras, sensors and alarms 雪亮·感知: what is alive, what can be watched, what is out of the ordinary."""

from data.catalogue import PERCENT, Indicator, Words

DEVICES = Words("个", "devices")
ALIVE = "INTERVAL 10 MINUTE"


def in_place(kind: str) -> str:
    """The devices of a kind that stand in the field."""
    return (
        f"SELECT coalesce(installed_at, TIMESTAMPTZ '-infinity') AS counted_at, "
        f"coalesce(removed_at, TIMESTAMPTZ 'infinity') AS until_at, "
        f"seen_at > $as_of - {ALIVE} AS alive, * FROM devices WHERE kind = '{kind}'"
    )


LATEST = (
    "SELECT r.read_at AS counted_at, lead(r.read_at) OVER (PARTITION BY r.device_id, r.quantity ORDER BY r.read_at) "
    "AS until_at, d.spot AS spot, r.value < d.low OR r.value > d.high AS extraordinary FROM readings AS r "
    "JOIN devices AS d ON r.device_id = d.device_id AND coalesce(d.quantity, r.quantity) = r.quantity "
    "WHERE d.low IS NOT NULL OR d.high IS NOT NULL"
)

INDICATORS = (
    Indicator(
        id="camera_count",
        code="PS05",
        title=Words("视频探头", "Cameras"),
        meaning=Words("在用的视频监控数", "Cameras in place"),
        rows=in_place("camera"),
        measure="count(*)",
        unit=DEVICES,
        period="now",
    ),
    Indicator(
        id="camera_online_rate",
        code="PS07",
        title=Words("视频在线率", "Cameras on line"),
        meaning=Words("十分钟内有心跳的视频监控比例", "Cameras with a heartbeat in the last 10 minutes"),
        rows=in_place("camera"),
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
        meaning=Words("在线且最近一次拉流五秒内出首帧的比例", "Cameras alive whose last probe gave a frame within 5 s"),
        rows=in_place("camera"),
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
        id="sensor_online_rate",
        code="UA07",
        title=Words("传感在线率", "Sensors on line"),
        meaning=Words("十分钟内有心跳的传感器比例", "Sensors with a heartbeat in the last 10 minutes"),
        rows=in_place("sensor"),
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
        meaning=Words("十分钟内有心跳的燃气报警器比例", "Gas alarms with a heartbeat in the last 10 minutes"),
        rows=in_place("gas_alarm"),
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
        meaning=Words("最近一次读数超出正常范围的测点数", "Sensors whose latest reading is outside its ordinary range"),
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
