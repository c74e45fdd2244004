"""Marine fishery 海洋渔业: vessels that can be seen, movements that are reported, who is in port before the storm."""

from data.catalogue import PERCENT, Indicator, Words
from data.fixes import holding
from data.visits import visit_rate

# A vessel that does not say whether it is at sea is not asked to be seen there.
AT_SEA = "kind = 'vessel' AND on_duty = true"

INDICATORS = (
    Indicator(
        id="vessel_online_rate",
        code="MF01",
        title=Words("渔船在线率", "Vessels on line"),
        meaning=Words(
            "最近一次定位不足七天、且为在海（on_duty）的渔船（vessel）中，最近一次定位不足 30 分钟的比例",
            "Of the units of kind vessel whose newest fix is less than 7 days old and at sea (on_duty), those whose "
            "newest fix is less than 30 minutes old",
        ),
        rows=f"{holding('7 DAY', AT_SEA, 'at_sea')} UNION ALL {holding('30 MINUTE', AT_SEA, 'on_line')}",
        measure="count(*) FILTER (WHERE part = 'on_line') / count(*) FILTER (WHERE part = 'at_sea')",
        unit=PERCENT,
        digits=1,
        period="now",
        direction="up",
        target=98,
        watch=95,
        bad=85,
    ),
    visit_rate(
        "port_report_rate",
        "MF02",
        Words("进出港报告率", "Port calls reported"),
        Words(
            "时限在本月内的进出港报告（走访类别 port_report）中，在时限内报告的比例",
            "Of the visits of kind port_report (a vessel's leaving or entering port) that fell due this month, those "
            "made by their due time",
        ),
        kind="port_report",
        target=100,
        watch=95,
        bad=85,
        in_time=True,
    ),
    visit_rate(
        "storm_return_rate",
        "MF03",
        Words("恶劣天气回港率", "In port before storms"),
        Words(
            "时限在本月内的避风回港令（走访类别 storm_return）中，在时限内回港的比例",
            "Of the visits of kind storm_return (a vessel ordered into port) that fell due this month, those made by "
            "their due time",
        ),
        kind="storm_return",
        target=100,
        watch=98,
        bad=90,
        in_time=True,
    ),
)
