"""Alarms 告警: how many are raised, how many are false, and how fast somebody is there. Duty calls are none."""

from data.catalogue import PERCENT, Indicator, Words

NO_CALL = "kind <> 'duty_call'"

INDICATORS = (
    Indicator(
        id="alarm_raised_today",
        code="UA10",
        title=Words("今日告警", "Alarms today"),
        meaning=Words(
            "今日零时以来发出的告警数，不含到岗点名（duty_call）",
            "Alarms of any kind but duty_call raised since midnight",
        ),
        rows=f"SELECT raised_at AS counted_at, * FROM alarms WHERE {NO_CALL}",
        measure="count(*)",
        unit=Words("起", "alarms"),
        period="today",
    ),
    Indicator(
        id="alarm_false_rate",
        code="UA08",
        title=Words("告警误报率", "False alarms"),
        meaning=Words(
            "本月作出研判的告警（不含 duty_call）中判为误报的比例",
            "Of the alarms of any kind but duty_call that were judged this month, those judged false",
        ),
        rows=f"SELECT judged_at AS counted_at, * FROM alarms WHERE {NO_CALL} AND genuine IS NOT NULL",
        measure="count(*) FILTER (WHERE NOT genuine) / count(*)",
        unit=PERCENT,
        digits=1,
        period="month",
        direction="down",
        target=20,
        watch=20,
        bad=40,
    ),
    Indicator(
        id="emergency_response_rate",
        code="SF06",
        title=Words("应急响应达标率", "Emergency response"),
        meaning=Words(
            "到场时限在本月内的告警（不含 duty_call）中，三分钟内接警且在时限内到场的比例",
            "Of the alarms of any kind but duty_call whose arrival fell due this month, those acknowledged within "
            "3 minutes of being raised and arrived at by their due time",
        ),
        rows=f"SELECT arrive_due_at AS counted_at, * FROM alarms WHERE {NO_CALL}",
        measure=(
            "count(*) FILTER (WHERE acknowledged_at <= raised_at + INTERVAL 3 MINUTE "
            "AND arrived_on_site_at <= arrive_due_at) / count(*)"
        ),
        unit=PERCENT,
        digits=1,
        period="month",
        direction="up",
        target=95,
        watch=95,
        bad=80,
    ),
)
