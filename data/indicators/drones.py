"""Drones 无人机巡检: what can fly, what was flown, what was found, and whether anybody closed it."""

from data.catalogue import PER_100_SORTIES, PERCENT, Indicator, Words
from data.indicators.devices import in_place
from data.seen_facts import SEEN_SHARE, seen_by

FINDINGS = Words("处", "findings")
DRONES = Words("架", "drones")
STARTED = "SELECT started_at AS counted_at, * FROM drone_sorties WHERE started_at IS NOT NULL"

INDICATORS = (
    Indicator(
        id="drone_ready",
        code="UA01",
        title=Words("待命无人机", "Drones ready"),
        meaning=Words(
            "在用的无人机（设备类别 drone）中，最近一次心跳距此刻不足十分钟的架数",
            "Devices of kind drone that are installed, not removed, and whose last heartbeat is less than 10 minutes "
            "old at this moment",
        ),
        rows=in_place("drone"),
        measure="count(*) FILTER (WHERE alive)",
        unit=DRONES,
        period="now",
        direction="up",
    ),
    Indicator(
        id="drone_count",
        code="UA01n",
        title=Words("在用无人机", "Drones"),
        meaning=Words("在用（已安装、未拆除）的无人机数", "Devices of kind drone that are installed and not removed"),
        rows=in_place("drone"),
        measure="count(*)",
        unit=DRONES,
        period="now",
    ),
    Indicator(
        id="drone_sorties_today",
        code="UA04t",
        title=Words("今日架次", "Sorties today"),
        meaning=Words("今日零时以来起飞的无人机架次", "Drone sorties started since midnight"),
        rows=STARTED,
        measure="count(*)",
        unit=Words("架次", "sorties"),
        period="today",
    ),
    Indicator(
        id="drone_completion_rate",
        code="UA04",
        title=Words("任务完成率", "Sorties completed"),
        meaning=Words(
            "计划起飞时间在本月内、且已到的架次中，到时段末已飞完且未取消的比例",
            "Of the sorties whose planned time fell in this month, those ended by the period's end and never cancelled",
        ),
        rows=(
            "SELECT planned_at AS counted_at, CASE WHEN cancelled_at IS NULL THEN ended_at END AS flown_at, * "
            "FROM drone_sorties WHERE planned_at IS NOT NULL"
        ),
        measure="count(*) FILTER (WHERE flown_at < window_ends) / count(*)",
        unit=PERCENT,
        digits=1,
        period="month",
        direction="up",
        target=90,
        watch=85,
        bad=70,
    ),
    Indicator(
        id="drone_findings_week",
        code="UA05w",
        title=Words("本周发现", "Found this week"),
        meaning=Words("本周一零时以来无人机发现的问题数", "Findings of drones since Monday midnight"),
        rows="SELECT found_at AS counted_at, * FROM drone_findings",
        measure="count(*)",
        unit=FINDINGS,
        period="week",
    ),
    Indicator(
        id="drone_findings_per_100",
        code="UA05",
        title=Words("百架次发现", "Findings per 100 sorties"),
        meaning=Words(
            "本月无人机发现的问题数（含误报）除以本月起飞的架次，乘一百",
            "Findings of drones this month, false ones too, divided by the sorties started this month, times 100",
        ),
        rows=(
            "SELECT started_at AS counted_at, spot, 'sortie' AS part FROM drone_sorties WHERE started_at IS NOT NULL "
            "UNION ALL SELECT found_at AS counted_at, spot, 'finding' AS part FROM drone_findings"
        ),
        measure="count(*) FILTER (WHERE part = 'finding') / count(*) FILTER (WHERE part = 'sortie')",
        unit=PER_100_SORTIES,
        period="month",
        counter="drone_false_rate",
    ),
    Indicator(
        id="drone_findings_open",
        code="UA06o",
        title=Words("发现在办", "Findings open"),
        meaning=Words(
            "此刻既未闭环、也未判为误报的无人机发现数", "Findings of drones neither closed nor dismissed at this moment"
        ),
        rows="SELECT found_at AS counted_at, least(closed_at, dismissed_at) AS until_at, * FROM drone_findings",
        measure="count(*)",
        unit=FINDINGS,
        period="now",
        direction="down",
    ),
    Indicator(
        id="drone_findings_closed_rate",
        code="UA06",
        title=Words("发现闭环率", "Findings closed"),
        meaning=Words(
            "期限在本月内、且未判为误报的无人机发现中，到时段末已闭环的比例",
            "Of the findings of drones that fell due this month and are not dismissed, those closed by the period's "
            "end",
        ),
        rows="SELECT due_at AS counted_at, * FROM drone_findings WHERE due_at IS NOT NULL AND dismissed_at IS NULL",
        measure="count(*) FILTER (WHERE closed_at < window_ends) / count(*)",
        unit=PERCENT,
        digits=1,
        period="month",
        direction="up",
        target=95,
        watch=90,
        bad=75,
        flags=("gameable",),
        counter="drone_false_rate",
    ),
    Indicator(
        id="drone_false_rate",
        code="UA08d",
        title=Words("误报率", "False findings"),
        meaning=Words(
            "本月无人机发现的问题中，到时段末判为误报的比例",
            "Of the findings of drones this month, those dismissed as false by the period's end",
        ),
        rows="SELECT found_at AS counted_at, * FROM drone_findings",
        measure="count(*) FILTER (WHERE dismissed_at < window_ends) / count(*)",
        unit=PERCENT,
        digits=1,
        period="month",
        direction="down",
        target=20,
        watch=20,
        bad=40,
    ),
    Indicator(
        id="drone_reach_share",
        code="UA02",
        title=Words("无人机可达面", "Ground in drone reach"),
        meaning=Words(
            "各无人机半径之并集与网格之交的面积占网格面积的比例",
            "Of the grids' area, what lies within the radius of a drone: what two reach counts once, what lies outside "
            "not at all",
        ),
        rows=seen_by("drone_reach", "drone_sorties"),
        measure=SEEN_SHARE,
        unit=PERCENT,
        digits=1,
        period="now",
        direction="up",
    ),
)
