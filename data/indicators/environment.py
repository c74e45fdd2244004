"""Environment 环境: what was found and mended, who walked the rivers, what burned, what was cleared."""

from data.catalogue import PERCENT, Indicator, Words
from data.visits import visit_rate

IS_FIRE = "kind = 'fire_spot'"
HALF_AN_HOUR = "occurred_at + INTERVAL 30 MINUTE"

INDICATORS = (
    Indicator(
        id="environment_fixed_rate",
        code="EN01",
        title=Words("环境问题整改率", "Environment fixed"),
        meaning=Words(
            "整改期限在本月内的人居环境问题（environment）中，到时段末已整改的比例",
            "Of the problems of kind environment that fell due this month, those fixed by the period's end",
        ),
        rows="SELECT due_at AS counted_at, * FROM problems WHERE kind = 'environment'",
        measure="count(*) FILTER (WHERE fixed_at < window_ends) / count(*)",
        unit=PERCENT,
        digits=1,
        period="month",
        direction="up",
        target=95,
        watch=95,
        bad=80,
    ),
    visit_rate(
        "river_patrol_rate",
        "EN02",
        Words("巡河完成率", "Rivers patrolled"),
        Words(
            "期限在本月内的河长巡河（走访类别 river_patrol）中，到时段末已完成的比例",
            "Of the visits of kind river_patrol that fell due this month, those made by the period's end",
        ),
        kind="river_patrol",
        target=100,
        watch=95,
        bad=80,
        flags=("compliance_sensitive",),
    ),
    Indicator(
        id="fire_spots",
        code="EN03",
        title=Words("秸秆焚烧火点", "Straw-burning spots"),
        meaning=Words(
            "本月出现的火点（fire_spot）数", "Incidents of kind fire_spot that occurred since the first of the month"
        ),
        rows=f"SELECT occurred_at AS counted_at, * FROM incidents WHERE {IS_FIRE}",
        measure="count(*)",
        unit=Words("处", "spots"),
        period="month",
        direction="down",
        target=0,
        watch=0,
        bad=5,
    ),
    Indicator(
        id="fire_spot_30min_rate",
        code="EN04",
        title=Words("火点半时处置率", "Fires out in 30 min"),
        meaning=Words(
            "出现满 30 分钟之时在本月内的火点（fire_spot）中，出现后 30 分钟内处置完毕的比例",
            "Of the incidents of kind fire_spot whose 30 minutes from occurring ran out this month, those closed "
            "within the 30 minutes",
        ),
        rows=f"SELECT {HALF_AN_HOUR} AS counted_at, * FROM incidents WHERE {IS_FIRE}",
        measure=f"count(*) FILTER (WHERE closed_at <= {HALF_AN_HOUR}) / count(*)",
        unit=PERCENT,
        digits=1,
        period="month",
        direction="up",
        target=95,
        watch=95,
        bad=80,
    ),
    visit_rate(
        "refuse_cleared_rate",
        "EN05",
        Words("垃圾日清率", "Refuse cleared daily"),
        Words(
            "清运时限在本月内的垃圾点（走访类别 refuse_point）中，在时限内清运的比例",
            "Of the visits of kind refuse_point that fell due this month, those made by their due time",
        ),
        kind="refuse_point",
        target=98,
        watch=95,
        bad=85,
        in_time=True,
    ),
)
