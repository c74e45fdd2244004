"""The signs of polish 数据去水分, each asked as a question, with what would explain it innocently."""

from data.catalogue import Words
from data.explore.sign import Sign
from data.explore.telltales import FULL, alike, at_once, bunched, rounded, silent

BEGUN = "coalesce(registered_at, reported_at)"
CLOSED = "SELECT closed_at AS counted_at, * FROM cases WHERE closed_at IS NOT NULL AND dismissed_at IS NULL"
DUE = f"{CLOSED} AND due_at > {BEGUN} AND closed_at >= {BEGUN}"
RATED = "SELECT rated_at AS counted_at, * FROM cases WHERE rated_at IS NOT NULL AND rating IS NOT NULL"
FOUND = "SELECT reported_at AS counted_at, * FROM cases WHERE source = 'grid_worker'"
# The time that a case took as a part of the time that it was allowed.
USED = f"(epoch(closed_at) - epoch({BEGUN})) / (epoch(due_at) - epoch({BEGUN}))"
TOOK = f"round(epoch(closed_at) - epoch({BEGUN}))"
IN_MINUTE = "count(*) OVER (PARTITION BY subject, date_trunc('minute', counted_at))"
IN_HOUR = "count(*) OVER (PARTITION BY subject, date_trunc('hour', counted_at))"
SAME_SCORE = "SELECT subject, rating, count(*) FROM judged GROUP BY ALL"
ALIKE = Words(
    "{subject}：{n} 个评价中 {hits} 个是同一分数，别处的评价中约为 {expected} 个。"
    "是否可能有代评、默认好评，或只请满意的人评价？",
    "{subject}: {hits} of {n} ratings are the same score, where {expected} would be usual elsewhere. Is it possible "
    "that somebody else rated, that a good rating is the default, or that only the pleased were asked?",
)
ALIKE_HOW = Words(
    "最常见的分数所占的比例，与其他各方评价中该分数的比例相比（二项检验，五种分数一并校正）；"
    "至少 20 个评价、占 95% 以上、且高出 5 个百分点以上才提问",
    "The share of the commonest score against its share in the ratings of all others (binomial test, corrected for the "
    "five scores); asked only from 20 ratings on, where it is 95 % or more and 5 points above the others",
)
ALIKE_INNOCENT = (
    Words("服务确实一贯地好", "The service is good throughout"),
    Words("所办事项简单，少有争议", "What it handles is simple and rarely disputed"),
    Words("评价界面只给一两个选项", "The form offers only one or two answers"),
)

SIGNS = (
    Sign(
        id="deadline",
        title=Words("卡点办结", "Closed just in time"),
        question=Words(
            "{subject}：{n} 件办结中有 {hits} 件落在时限的最后 5%，按之前的办结节奏约为 {expected} 件。"
            "是否可能为赶时限而先行办结？",
            "{subject}: {hits} of {n} closures fall into the last 5 % of the time allowed, where the pace before would "
            "give {expected}. Is it possible that cases are closed for the deadline before they are done?",
        ),
        how=Words(
            "从立案到时限分 20 段；由 65%–95% 六段的办结速率按直线外推最后一段，与实际相比，并计入外推自身的误差；"
            "至少 10 件、且为应有的 1.5 倍以上才提问",
            "The time from registration to deadline in 20 parts; the hazard of the six parts from 65 % to 95 % is "
            "continued by a line to the last part and compared with what was, the line's own error included; asked "
            "only from 10 closures on, where they are 1.5 times what was foreseen",
        ),
        innocent=(
            Words("按时限倒排工作计划", "Work is planned backwards from the deadline"),
            Words("系统临期提醒，提醒后集中处理", "The system reminds shortly before, and people then act"),
            Words("到期由系统自动办结", "The system closes by itself when time is up"),
        ),
        rows=DUE,
        subject="party",
        hit=f"{USED} BETWEEN 0.95 AND 1",
        counts=(
            f"SELECT subject, CASE WHEN {USED} = 1 THEN 19 ELSE least(floor(20 * {USED}), 20) END AS step, count(*) "
            "FROM judged GROUP BY ALL"
        ),
        measure=bunched,
    ),
    Sign(
        id="burst",
        title=Words("一分钟办结多件", "Many closed in one minute"),
        question=Words(
            "{subject}：{n} 件办结中有 {hits} 件与同单位至少另外 4 件在同一分钟办结，"
            "按当小时的件数每分钟合计约 {expected} 件。是否可能为批量点结，而不是逐件办结？",
            "{subject}: {hits} of {n} closures share their minute with at least 4 others of the same party, where the "
            "hour's number would give {expected}. Is it possible that they were closed by the batch, not one by one?",
        ),
        how=Words(
            "同一单位一小时内的办结随机落在 60 个分钟里（给定总数的泊松分布，即二项检验），看过的每一分钟都计入校正；"
            "一分钟至少 5 件才提问",
            "The closures of a party's hour fall into its 60 minutes at random (Poisson given the sum: a binomial "
            "test), corrected for every minute looked at; asked only from 5 in a minute on",
        ),
        innocent=(
            Words("同一事由的多件合并办结", "Several reports of one matter are closed together"),
            Words("线下先办，事后集中录入", "Done in the field and entered together later"),
            Words("系统接口按批回传，时间只记到批次", "An interface sends by the batch and tells only its time"),
        ),
        rows=CLOSED,
        subject="party",
        hit=f"{IN_MINUTE} >= {FULL} AND 4 * {IN_MINUTE} >= {IN_HOUR}",
        counts=(
            "SELECT subject, count(*), count(DISTINCT date_trunc('hour', counted_at)), list(DISTINCT "
            "{'minute': date_trunc('minute', counted_at), 'in_minute': in_minute, 'in_hour': in_hour}) "
            f"FILTER (hit) FROM (SELECT *, {IN_MINUTE} AS in_minute, {IN_HOUR} AS in_hour FROM judged) GROUP BY subject"
        ),
        measure=at_once,
    ),
    Sign(
        id="alike_party",
        title=Words("评价雷同（单位）", "Ratings all alike, by party"),
        question=ALIKE,
        how=ALIKE_HOW,
        innocent=ALIKE_INNOCENT,
        rows=RATED,
        subject="party",
        hit="rating = mode(rating) OVER (PARTITION BY subject)",
        counts=SAME_SCORE,
        measure=alike,
    ),
    Sign(
        id="alike_village",
        title=Words("评价雷同（村）", "Ratings all alike, by village"),
        question=ALIKE,
        how=ALIKE_HOW,
        innocent=ALIKE_INNOCENT,
        rows=RATED,
        subject="at_village",
        hit="rating = mode(rating) OVER (PARTITION BY subject)",
        counts=SAME_SCORE,
        measure=alike,
    ),
    Sign(
        id="silent",
        title=Words("长期零上报", "Grids that never report"),
        question=Words(
            "{subject}：这段时间网格员上报 {hits} 件，按它自己的过去（没有过去的按同村其他网格）约为 {expected} 件。"
            "是否可能有事未报、人员空缺，或报到了别处？",
            "{subject}: its grid workers reported {hits}, where its own past (or, without one, the village's other "
            "grids) would give {expected}. Is it possible that things go unreported, that the post is empty, or that "
            "reports go elsewhere?",
        ),
        how=Words(
            "与自己此前一年的日均数相比，没有的取同村其他网格的中位数（泊松检验，按全镇的离散程度放宽）；"
            "应有 5 件以上、实有不足其一成、且同村有别的网格上报才提问",
            "Against its own daily mean of the year before, or the median of the village's other grids (Poisson test, "
            "widened by the town's own scatter); asked only where 5 or more would be usual, a tenth of that or less "
            "came, and other grids of the village do report",
        ),
        innocent=(
            Words("确实平静：人口少、企业停产、学校放假", "It is quiet: few people, a works at rest, school holidays"),
            Words("网格边界或名称调整，归到了邻格", "Borders or names changed, and a neighbour has its reports"),
            Words("设备或账号故障", "A device or an account is out of order"),
        ),
        rows=FOUND,
        subject="at_grid",
        hit="TRUE",
        counts="""
            SELECT places.place, places.parent, $days, least(greatest(date_diff('day', first_at, $since), 0), 365),
                coalesce(reports, 0), coalesce(reports_before, 0)
            FROM places CROSS JOIN (SELECT min(counted_at) AS first_at FROM judged)
            LEFT JOIN (
                SELECT subject, count(*) FILTER (counted_at >= $since) AS reports,
                    count(*) FILTER (counted_at < $since) AS reports_before FROM judged GROUP BY subject
            ) AS told ON told.subject = places.place
            WHERE places.level = 'grid' AND ($place = '' OR $place IN (places.place, places.parent))""",
        measure=silent,
        before_days=365,
    ),
    Sign(
        id="rounded",
        title=Words("用时取整", "Durations of whole hours"),
        question=Words(
            "{subject}：{n} 件中有 {hits} 件的用时恰为整小时，随机约为 {expected} 件。是否可能为事后填写时间？",
            "{subject}: {hits} of {n} cases took exactly whole hours, where chance would give {expected}. Is it "
            "possible that times are filled in afterwards?",
        ),
        how=Words(
            "从立案到办结恰为整分钟的用时中，每 60 件约有 1 件恰为整小时（二项检验）；至少 10 件、占 5% 以上才提问，"
            "时间本来只记到小时的不问",
            "Of the times from registration to closure that are whole minutes, one in 60 is whole hours (binomial "
            "test); asked only from 10 on and 5 % of all, and not of those whose times are kept by the hour",
        ),
        innocent=(
            Words("系统按整点批量流转", "The system moves cases on the hour"),
            Words("到期由系统自动办结，时限是整小时", "The system closes at a deadline of whole hours"),
            Words("纸质记录补录，只记得大概时间", "Entered from paper that tells the time roughly"),
        ),
        rows=DUE,
        subject="party",
        hit=f"{TOOK} > 0 AND {TOOK} % 3600 = 0",
        counts=(
            f"SELECT subject, count(*), count(*) FILTER ({TOOK} % 60 = 0), count(*) FILTER (hit), "
            "count(*) FILTER (epoch(counted_at) % 3600 = 0) FROM judged GROUP BY subject"
        ),
        measure=rounded,
    ),
)
