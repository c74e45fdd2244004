"""Patrols 巡防: who is out now, and which grids have been seen today. Vessels are no patrols."""

from data.catalogue import PERCENT, Indicator, Words
from data.facts import fact_rate
from data.fixes import ON_LAND, holding
from data.seen_facts import SEEN_SHARE, seen_by

ON_DUTY = "on_duty IS NOT FALSE"
GRIDS_SEEN = (
    "SELECT min(fixed_at) AS counted_at, min(fixed_at) AS until_at, patrol_fixes.spot AS spot, spots.grid AS grid, "
    f"true AS patrolled FROM patrol_fixes JOIN spots USING (spot) WHERE spots.grid IS NOT NULL AND {ON_LAND} "
    f"AND {ON_DUTY} GROUP BY time_bucket(INTERVAL 1 MINUTE, fixed_at), patrol_fixes.spot, spots.grid UNION ALL "
    "SELECT TIMESTAMPTZ '-infinity', TIMESTAMPTZ 'infinity', spot, place, false FROM places WHERE level = 'grid'"
)
VEHICLES = f"kind = 'vehicle' AND {ON_DUTY}"
UNITS = Words("个", "units")

INDICATORS = (
    Indicator(
        id="patrol_on_line",
        code="PS10n",
        title=Words("巡逻在线", "Patrols on line"),
        meaning=Words(
            "最近一次定位不足五分钟、且不在离岗状态的巡逻车和网格员数（不含船舶）",
            "Vehicles and workers (no vessels) whose newest fix is less than 5 minutes old and not off duty",
        ),
        rows=holding("5 MINUTE", f"{ON_LAND} AND {ON_DUTY}", "on_line"),
        measure="count(*)",
        unit=UNITS,
        period="now",
        direction="up",
    ),
    Indicator(
        id="patrol_vehicle_on_line_rate",
        code="PS10",
        title=Words("巡逻车在线率", "Vehicles on line"),
        meaning=Words(
            "最近一次定位不足一小时、且不在离岗状态的巡逻车（vehicle）中，最近一次定位不足五分钟的比例",
            "Of the vehicles (kind vehicle) whose newest fix is less than an hour old and not off duty, those whose "
            "newest fix is less than 5 minutes old",
        ),
        rows=f"{holding('1 HOUR', VEHICLES, 'out')} UNION ALL {holding('5 MINUTE', VEHICLES, 'on_line')}",
        measure="count(*) FILTER (WHERE part = 'on_line') / count(*) FILTER (WHERE part = 'out')",
        unit=PERCENT,
        digits=1,
        period="now",
        direction="up",
        target=95,
        watch=95,
        bad=80,
    ),
    Indicator(
        id="patrol_vehicles_today",
        code="PS10d",
        title=Words("今日出勤", "Out today"),
        meaning=Words(
            "今日零时以来有过非离岗定位的巡逻车和网格员数（不含船舶）",
            "Vehicles and workers (no vessels) with a fix since midnight that is not off duty",
        ),
        rows=f"SELECT fixed_at AS counted_at, * FROM patrol_fixes WHERE {ON_LAND} AND {ON_DUTY}",
        measure="count(DISTINCT vehicle_id)",
        unit=UNITS,
        period="today",
        direction="up",
    ),
    Indicator(
        id="patrol_grid_coverage",
        code="GR04",
        title=Words("今日巡查覆盖", "Grids patrolled"),
        meaning=Words(
            "今日零时以来有过非离岗巡逻定位（不含船舶）的网格占全部网格的比例",
            "Of all grids, those with a fix since midnight that is not off duty (no vessels)",
        ),
        rows=GRIDS_SEEN,
        measure="count(DISTINCT grid) FILTER (WHERE patrolled) / count(DISTINCT grid) FILTER (WHERE NOT patrolled)",
        unit=PERCENT,
        digits=1,
        period="today",
        direction="up",
        target=100,
        flags=("compliance_sensitive",),
        standard="GB/T 34300",
    ),
    Indicator(
        id="ground_patrolled_share",
        code="GR04p",
        title=Words("巡查见格率", "Ground patrolled"),
        meaning=Words(
            "近 24 小时内巡逻车和网格员（不含船舶、离岗）视距以内的面积占网格面积的比例；两小时无新测算即缺",
            "Of the grids' area, what lay within sight of a vehicle or worker (no vessels, on duty) in the last 24 "
            "hours; counted while the server runs, missing where the last count is older than 2 hours",
        ),
        rows=seen_by("patrol", "patrol_fixes"),
        measure=SEEN_SHARE,
        unit=PERCENT,
        digits=1,
        period="now",
        direction="up",
        flags=("compliance_sensitive",),
        standard="GB/T 34300",
    ),
    Indicator(
        id="ground_seen_share",
        code="GR04s",
        title=Words("见格率", "Ground seen"),
        meaning=Words(
            "近 24 小时内巡逻、视频或无人机任一视距以内的面积占网格面积的比例",
            "Of the grids' area, what a patrol, a camera or a drone has seen in the last 24 hours",
        ),
        rows=seen_by("any", "patrol_fixes", "devices WHERE kind = 'camera'"),
        measure=SEEN_SHARE,
        unit=PERCENT,
        digits=1,
        period="now",
        direction="up",
    ),
    fact_rate(
        "key_segment_coverage",
        "PS12",
        Words("重点路段覆盖率", "Key segments patrolled"),
        Words(
            "按次数巡到的重点路段数占重点路段总数的比例",
            "Key road segments patrolled as often as required, of all of them",
        ),
        "key_segments_covered",
        target=90,
        watch=90,
        bad=75,
        flags=("compliance_sensitive",),
    ),
)
