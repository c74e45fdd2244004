"""Patrols 巡防: who is out now, and which grids have been seen today."""

from data.catalogue import PERCENT, Indicator, Words

FIX_VALID = "INTERVAL 5 MINUTE"
ON_DUTY = (
    f"SELECT fixed_at AS counted_at, least(fixed_at + {FIX_VALID}, lead(fixed_at) OVER (PARTITION BY vehicle_id "
    "ORDER BY fixed_at)) AS until_at, spot FROM patrol_fixes WHERE on_duty IS NOT FALSE"
)
GRIDS_SEEN = (
    "SELECT DISTINCT time_bucket(INTERVAL 1 MINUTE, fixed_at) AS counted_at, "
    "time_bucket(INTERVAL 1 MINUTE, fixed_at) AS until_at, patrol_fixes.spot AS spot, spots.grid AS grid, "
    "true AS patrolled FROM patrol_fixes JOIN spots USING (spot) WHERE spots.grid IS NOT NULL UNION ALL "
    "SELECT TIMESTAMPTZ '-infinity', TIMESTAMPTZ 'infinity', spot, place, false FROM places WHERE level = 'grid'"
)

INDICATORS = (
    Indicator(
        id="patrol_on_line",
        code="PS10",
        title=Words("巡逻在线", "Patrols on line"),
        meaning=Words(
            "五分钟内有定位的在岗巡逻车和网格员数",
            "Vehicles and workers on duty with a fix in the last 5 minutes",
        ),
        rows=ON_DUTY,
        measure="count(*)",
        unit=Words("个", "units"),
        period="now",
        direction="up",
    ),
    Indicator(
        id="patrol_vehicles_today",
        code="PS10d",
        title=Words("今日出勤", "Out today"),
        meaning=Words("今日有在岗定位的巡逻车和网格员数", "Vehicles and workers with a fix on duty since midnight"),
        rows="SELECT fixed_at AS counted_at, * FROM patrol_fixes WHERE on_duty IS NOT FALSE",
        measure="count(DISTINCT vehicle_id)",
        unit=Words("个", "units"),
        period="today",
        direction="up",
    ),
    Indicator(
        id="patrol_grid_coverage",
        code="GR04",
        title=Words("今日巡查覆盖", "Grids patrolled"),
        meaning=Words("今日有巡逻定位的网格占全部网格的比例", "Grids with a patrol fix since midnight, of all grids"),
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
)
