"""The 12345 hotline 热线: how many tickets, against last week and last year."""

from data.catalogue import Indicator, Words

CASES = Words("件", "cases")

INDICATORS = (
    Indicator(
        id="hotline_received_week",
        code="HL01",
        title=Words("热线本周派单", "Hotline this week"),
        meaning=Words("本周一零时以来 12345 热线派来的工单数", "Tickets from the 12345 hotline since Monday midnight"),
        rows="SELECT reported_at AS counted_at, * FROM cases WHERE source = 'hotline'",
        measure="count(*)",
        unit=CASES,
        period="week",
    ),
    Indicator(
        id="hotline_received_year",
        code="HL03",
        title=Words("热线本年派单", "Hotline this year"),
        meaning=Words(
            "本年以来 12345 热线派来的工单数；与去年同期相比",
            "Hotline tickets this year, against the same part of last year",
        ),
        rows="SELECT reported_at AS counted_at, * FROM cases WHERE source = 'hotline'",
        measure="count(*)",
        unit=CASES,
        period="year",
        flags=("gameable",),
        standard="GB/T 33357",
    ),
)
