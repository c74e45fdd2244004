"""The grids 网格: how many, how large, who works in them, who answers when called, where nothing was reported."""

from data.areas import GROUND
from data.catalogue import PERCENT, SQUARE_KM, Indicator, Words
from data.facts import STANDING, fact_rate, fact_value

PLACES = Words("个", "places")
FAMILY = "GB/T 34300"
HOUSEHOLDS_AND_WORKERS = (
    f"SELECT begins_at AS counted_at, replaced_at AS until_at, * FROM {STANDING} "
    "WHERE fact = 'households' OR fact = 'grid_workers'"
)
# A report counts at the grid's own spot: where a point lies in another village than its grid does, the grid decides.
GRIDS_AND_REPORTS = (
    "SELECT reported_at AS counted_at, reported_at AS until_at, places.spot AS spot, spots.grid AS grid, "
    "true AS reported FROM cases JOIN spots USING (spot) JOIN places ON places.level = 'grid' "
    "AND places.place = spots.grid UNION ALL "
    "SELECT TIMESTAMPTZ '-infinity', TIMESTAMPTZ 'infinity', spot, place, false FROM places WHERE level = 'grid'"
)


def places_of(id: str, code: str, title: Words, meaning: Words, which: str) -> Indicator:
    """How many places the polygons have."""
    return Indicator(
        id=id,
        code=code,
        title=title,
        meaning=meaning,
        rows=f"SELECT TIMESTAMPTZ '-infinity' AS counted_at, TIMESTAMPTZ 'infinity' AS until_at, * FROM places "
        f"WHERE {which}",
        measure="count(*)",
        unit=PLACES,
        period="now",
        standard=FAMILY,
    )


INDICATORS = (
    places_of(
        "grid_count",
        "GR01",
        Words("网格数", "Grids"),
        Words("边界数据中的网格数，各类合计", "Grids among the polygons, of every kind"),
        "level = 'grid'",
    ),
    places_of(
        "grid_count_comprehensive",
        "GR01c",
        Words("综合网格数", "Comprehensive grids"),
        Words(
            "边界数据中类别（kind）为 comprehensive 的网格数", "Grids among the polygons whose kind is comprehensive"
        ),
        "level = 'grid' AND kind = 'comprehensive'",
    ),
    places_of(
        "grid_count_dedicated",
        "GR01d",
        Words("专属网格数", "Dedicated grids"),
        Words("边界数据中类别（kind）为 dedicated 的网格数", "Grids among the polygons whose kind is dedicated"),
        "level = 'grid' AND kind = 'dedicated'",
    ),
    places_of(
        "micro_grid_count",
        "GR01m",
        Words("微网格数", "Micro-grids"),
        Words("边界数据中的微网格数", "Micro-grids among the polygons"),
        "level = 'micro_grid'",
    ),
    places_of(
        "village_count",
        "GR00v",
        Words("村数", "Villages"),
        Words(
            "边界数据中村（社区）一级、类别（kind）不是 community 的单元数",
            "Places of the village level among the polygons whose kind is not community",
        ),
        "level = 'village' AND kind IS DISTINCT FROM 'community'",
    ),
    places_of(
        "community_count",
        "GR00c",
        Words("社区数", "Communities"),
        Words(
            "边界数据中村（社区）一级、类别（kind）为 community 的单元数",
            "Places of the village level among the polygons whose kind is community",
        ),
        "level = 'village' AND kind = 'community'",
    ),
    Indicator(
        id="area_km2",
        code="GR00a",
        title=Words("面积", "Area"),
        meaning=Words(
            "本地面积：其中最细一级各单元边界的面积之和，各取整到平方米",
            "The place's area: the sum of the areas of the polygons of the finest places in it, each in whole m²",
        ),
        rows=GROUND,
        measure="sum(m2)",
        unit=SQUARE_KM,
        digits=1,
        period="now",
    ),
    fact_value(
        "grid_workers",
        "GR02n",
        Words("网格员数", "Grid workers"),
        Words("网格员人数", "Grid workers"),
        "grid_workers",
        Words("人", "workers"),
        standard=FAMILY,
    ),
    fact_rate(
        "grid_staffing_rate",
        "GR02",
        Words("网格员配备率", "Grids staffed"),
        Words("配有网格员的网格数除以网格数", "Grids with a worker divided by all grids"),
        "grid_staffed",
        target=100,
        watch=98,
        bad=90,
        standard=FAMILY,
    ),
    Indicator(
        id="households_per_worker",
        code="GR03",
        title=Words("户均网格负荷", "Households per worker"),
        meaning=Words(
            "户数除以网格员人数（上报项 households、grid_workers；每处取最近一次、仍有效的上报，各自求和）",
            "Households divided by grid workers (facts households and grid_workers: sums of each place's newest report "
            "while it holds)",
        ),
        rows=HOUSEHOLDS_AND_WORKERS,
        measure="sum(value) FILTER (WHERE fact = 'households') / sum(value) FILTER (WHERE fact = 'grid_workers')",
        unit=Words("户/人", "per worker"),
        period="now",
        direction="down",
        target=300,
        watch=400,
        bad=500,
        standard=FAMILY,
    ),
    fact_rate(
        "cadres_posted_rate",
        "GR11",
        Words("干部下沉率", "Cadres posted"),
        Words("下沉到网格的干部数除以干部总数", "Cadres posted to grids divided by all cadres"),
        "cadres_posted",
        target=80,
        watch=70,
        bad=50,
    ),
    Indicator(
        id="duty_call_answer_rate",
        code="GR09",
        title=Words("到岗应答率", "Duty calls answered"),
        meaning=Words(
            "发出（raised_at）后满五分钟的时刻在本月内的应急点名（alarms，duty_call）中，五分钟内应答"
            "（acknowledged_at）的比例",
            "Of the duty calls (alarms of kind duty_call) whose five minutes after being raised (raised_at) ended this "
            "month, those acknowledged (acknowledged_at) within them",
        ),
        rows="SELECT raised_at + INTERVAL 5 MINUTE AS counted_at, * FROM alarms WHERE kind = 'duty_call'",
        measure="count(*) FILTER (WHERE acknowledged_at <= raised_at + INTERVAL 5 MINUTE) / count(*)",
        unit=PERCENT,
        digits=1,
        period="month",
        direction="up",
        target=95,
        watch=95,
        bad=80,
        flags=("compliance_sensitive",),
        standard=FAMILY,
    ),
    Indicator(
        id="grid_silent",
        code="GR13",
        title=Words("零上报网格", "Grids without a report"),
        meaning=Words(
            "本月一日以来没有任何事件上报的网格数；是提问，不是追责，与巡查覆盖一并看",
            "Grids in which no case from any source has been reported since the first of the month: a question, not "
            "an accusation, to be read beside the patrols",
        ),
        rows=GRIDS_AND_REPORTS,
        measure="count(DISTINCT grid) FILTER (WHERE NOT reported) - count(DISTINCT grid) FILTER (WHERE reported)",
        unit=PLACES,
        period="month",
        flags=("compliance_sensitive",),
        counter="patrol_grid_coverage",
        standard=FAMILY,
    ),
)
