"""Reviews of government services 好差评: how good they were, who said so unasked, what became of the bad ones."""

from data.catalogue import PERCENT, Indicator, Variant, Words

FAMILY = "GB/T 39735"

INDICATORS = (
    Indicator(
        id="approval_good_rate",
        code="GS07",
        title=Words("政务好评率", "Good reviews"),
        meaning=Words(
            "本月给出的办件评价（含默认评价）中三分（基本满意）及以上的比例",
            "Of the ratings of matters given this month, default ones too, those of 3 points (fairly satisfied) and up",
        ),
        rows="SELECT rated_at AS counted_at, * FROM approvals WHERE rated_at IS NOT NULL AND rating IS NOT NULL",
        measure="count(*) FILTER (WHERE rating >= 3) / count(*)",
        unit=PERCENT,
        digits=1,
        period="month",
        direction="up",
        target=99,
        watch=98,
        bad=95,
        flags=("gameable",),
        counter="approval_voluntary_rate",
        standard=FAMILY,
        version="grades_3_and_up",
        variants=(
            Variant(
                "grades_4_and_5",
                Words(
                    "本月给出的办件评价（含默认评价）中四分及以上的比例",
                    "Of the ratings of matters given this month, default ones too, those of 4 or 5 points",
                ),
                measure="count(*) FILTER (WHERE rating >= 4) / count(*)",
            ),
        ),
    ),
    Indicator(
        id="approval_voluntary_rate",
        code="GS08",
        title=Words("主动评价率", "Reviewed unasked"),
        meaning=Words(
            "本月办结的办件中，到时段末已由当事人主动评价（非默认）的比例",
            "Of the matters finished this month, those rated by the period's end by the person's own will, not by "
            "default",
        ),
        rows="SELECT finished_at AS counted_at, * FROM approvals WHERE finished_at IS NOT NULL",
        measure="count(*) FILTER (WHERE voluntary AND rated_at < window_ends) / count(*)",
        unit=PERCENT,
        digits=1,
        period="month",
        direction="up",
        target=30,
        watch=20,
        bad=5,
        standard=FAMILY,
    ),
    Indicator(
        id="approval_bad_mended_rate",
        code="GS09",
        title=Words("差评整改率", "Bad reviews mended"),
        meaning=Words(
            "整改期限在本月内的差评（二分及以下）办件中，在期限内整改的比例",
            "Of the matters rated 2 points or less whose mending fell due this month, those mended by that due time",
        ),
        rows="SELECT mend_due_at AS counted_at, * FROM approvals WHERE rating <= 2",
        measure="count(*) FILTER (WHERE mended_at <= mend_due_at) / count(*)",
        unit=PERCENT,
        digits=1,
        period="month",
        direction="up",
        target=100,
        watch=95,
        bad=80,
        standard=FAMILY,
    ),
)
