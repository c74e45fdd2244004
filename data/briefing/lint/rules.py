"""Every rule of the linter, once: what it is called, what it looks for, and the function that finds it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from data.briefing.lint import changes, dates, limits, ratios, sums
from data.briefing.lint.finding import Finding
from data.briefing.lint.sentence import Draft, Sentence, sentences
from data.briefing.lint.tables import column_sums
from data.briefing.lint.twice import told_twice
from data.catalogue import Words

Check = Callable[[Sentence], Iterator[Finding]]


@dataclass(frozen=True)
class Rule:
    """`id` as findings carry it; `example` is a sentence that it finds fault with; `checks` look at one sentence (none:
    the rule looks at the whole draft)."""

    id: str
    title: Words
    about: Words
    example: str
    checks: tuple[Check, ...] = ()


RULES: tuple[Rule, ...] = (
    Rule(
        "ratio",
        Words("比率与分子分母不符", "a share that is not its parts'"),
        Words(
            "a/b 紧挨着百分比；“受理…件，办结…件，办结率…”（分子由率名中的动词认定，限同一句）；“其中…件，占…%”",
            "a/b right beside a percentage; a rate whose part is named by its own verb and whose whole is taken in "
            "within the same sentence; 占 behind 其中",
        ),
        "共受理投诉9238件，办结9182件，办结率93.99%。",
        (ratios.ratio, ratios.rate, ratios.share),
    ),
    Rule(
        "change",
        Words("变化幅度与两个数不符", "a change that is not its two figures'"),
        Words(
            "“由 A 下降到 B，下降 P%”；“本周 B 件，环比上升 P%（上周 A 件）”；"
            "百分点、件数、倍数同样核对。“增长 2 倍”是原来的 3 倍",
            "from A to B by P %; this week's B against a marked figure of the week before; points, numbers of things "
            "and multiples too: 增长2倍 is three times as much",
        ),
        "本周受理120件，环比上升30%（上周100件）。",
        (changes.from_to, changes.compared),
    ),
    Rule(
        "direction",
        Words("升降方向说反", "a rise that falls"),
        Words("同上，只看升降；名次不论", "the same, of the verb alone; ranks are left out"),
        "办结时间由5天缩短到7.45天。",
    ),
    Rule(
        "sum",
        Words("分项相加不等于总数", "parts that do not add up"),
        Words(
            "只在分项确为全部时核对：以“其他、其余”收尾，或互补（已办结、未办结），或“…合计…”，或括号内用加号相连；"
            "表格和图表中名为“合计”的末行（比率、排名、增减各列除外，有“其中、小计、累计”的表除外）",
            "only where the parts are all there is: the list ends with the rest, two parts complement each other, 合计 "
            "follows, or plus signs join them; a last row called total in tables and charts, but no column of shares, "
            "ranks or changes, and no table with subtotals",
        ),
        "共受理1200件，其中投诉300件、咨询500件、其他410件。",
        (sums.among, sums.totalled, sums.bracketed),
    ),
    Rule(
        "part",
        Words("部分大于全部", "a part larger than its whole"),
        Words("“其中”之后的数大于之前的总数", "a number behind 其中 is above the one before it"),
        "共受理120件，其中投诉130件、咨询20件。",
    ),
    Rule(
        "limit",
        Words("不可能的数", "what cannot be"),
        Words(
            "满意率、化解率、覆盖率、占比等超过 100%（办结率、完成率可以超过，不查）；下降超过 100% 或若干倍；"
            "“占比分别为”之和超过 100%；17 个镇街中排名第 18",
            "shares above 100 % (not closure or completion, which may be); a fall of more than 100 % or of times; "
            "shares listed as 占比分别为 that exceed 100 % together; rank 18 of 17",
        ),
        "群众满意率达109.9%。",
        (limits.above_all, limits.below_nothing, limits.shares_listed, limits.ranks),
    ),
    Rule(
        "range",
        Words("起点大于终点", "a range backwards"),
        Words("“80-60周岁”“11月22日至16日”", "80 to 60 years; day 22 to day 16 of one month"),
        "11月22日至16日开展排查。",
        (limits.ranges, dates.backwards),
    ),
    Rule(
        "date",
        Words("没有的日期", "a date that does not exist"),
        Words("2月30日、13月、每月35日、第55周；未写年份的2月29日不算", "30 February, month 13, week 55"),
        "6月31日召开会议。",
        (dates.days, dates.parts),
    ),
    Rule(
        "weekday",
        Words("星期与日期不符", "a weekday of another day"),
        Words("写明年份的日期", "of dates with their year"),
        "2026年11月16日（星期二）召开会议。",
    ),
    Rule(
        "twice",
        Words("同一指标前后不一", "one thing told twice, with two numbers"),
        Words(
            "说的是全镇（区、县、村…），名称、单位、时间用词都相同，数不同",
            "where the whole place is spoken of, in equal words, units and times",
        ),
        "全镇网格61个。全镇网格62个。",
    ),
    Rule(
        "store",
        Words("与本平台数据不符", "not what the store says"),
        Words(
            "给出 --profile 时：指标全名（或去掉“本周、本月”的名称）后紧跟的数，与该期读数比较；句中有地名则比该地；"
            "写明别的时段、环比同比、约数、无数据、脱敏的不比",
            "with --profile: a number right behind an indicator's title is compared with its reading at the end of "
            "that period, at the place that the sentence names; other periods, comparisons, rounded words, missing and "
            "masked readings are left alone",
        ),
        "",
    ),
)


def check(draft: Draft) -> list[Finding]:
    """What does not agree within the draft itself, in the order of its text."""
    told = list(sentences(draft))
    found = [finding for one in told for rule in RULES for each in rule.checks for finding in each(one)]
    found += told_twice(told)
    found += [finding for grid in draft.grids for finding in column_sums(grid)]
    order = {piece.where: position for position, piece in enumerate(draft.pieces)}
    return sorted(dict.fromkeys(found), key=lambda one: order.get(one.where, len(order)))


def as_markdown() -> str:
    """docs/lint.md's table."""
    lines = ["| rule | what | looks for | finds fault with |", "|---|---|---|---|"]
    for one in RULES:
        about = f"{one.about.zh}<br>{one.about.en}".replace("|", "\\|")
        lines.append(f"| `{one.id}` | {one.title.zh}<br>{one.title.en} | {about} | {one.example or '—'} |")
    return "\n".join(lines) + "\n"
