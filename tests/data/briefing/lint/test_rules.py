"""Each rule on sentences of its own: what it finds, what it expects instead, and what it must leave alone."""

from pathlib import Path

import pytest

from data.briefing.lint.reading import read_draft
from data.briefing.lint.rules import RULES, Rule, as_markdown, check
from data.briefing.lint.sentence import Draft, Grid
from data.catalogue import Words

WRONG = (
    ("整改完成率96.5%（6490/6788）。", "ratio", "95.6%"),
    ("６４９０／６７８８，９６.５％。", "ratio", "95.6%"),
    ("完成整改6,490/6,788，整改率94.6%。", "ratio", "95.6%"),
    ("Closed 6490/6788 (96.5%).", "ratio", "95.6%"),
    ("本月共受理1.2万件，办结1.14万件，办结率94%。", "ratio", "95%"),
    ("共受理1200件，其中投诉300件，占比30%，咨询500件。", "ratio", "25%"),
    ("投诉由120件下降到90件，下降30%。", "change", "25%"),
    ("投诉由120件下降到90件，减少35件。", "change", "30件"),
    ("满意率由92.1%提高到95.6%，提高3.4个百分点。", "change", "3.5个百分点"),
    ("产值由2亿元增长到6亿元，增长3倍。", "change", "2倍"),
    ("本周受理120件，比上周的100件上升12%。", "change", "20%"),
    ("本周受理120件，环比上升12%（100件）。", "change", "20%"),
    ("本周受理120件，环比上升12件（上周100件）。", "change", "20件"),
    ("Complaints fell from 120 cases to 90 cases, down 30%.", "change", "25%"),
    ("本周受理100件，环比上升16.7%（上周120件）。", "direction", "下降"),
    ("共受理1200件，其中投诉300件、咨询500件、其余300件。", "sum", "1,100件"),
    ("共排查隐患60处，其中已整改50处、未整改12处。", "sum", "62处"),
    ("投诉300件、咨询500件、求助400件，合计1300件。", "sum", "1,200件"),
    ("受理1200件（投诉300件+咨询800件）。", "sum", "1,100件"),
    ("共受理120件，其中投诉130件、咨询20件。", "part", "至多 120件"),
    ("满意率达101.2%。", "limit", "至多 100%"),
    ("投诉量下降2倍。", "limit", "至多 100%"),
    ("三类占比分别为45%、35%、25%。", "limit", "合计至多 100%"),
    ("在17个镇街中排名第18。", "limit", "第 1 至第 17"),
    ("11月22日至16日开展排查。", "range", "11月16日至22日"),
    ("2026年2月29日召开会议。", "date", "2026年2月至多 28 日"),
    ("2026年第55周工作情况。", "date", "至多第 53 周"),
    ("2026年11月16日（星期二）召开会议。", "weekday", "星期一"),
    ("全镇网格61个，运行平稳。全镇共有网格62个。", "twice", "61个"),
)
RIGHT = (
    # Rounded and cut off are both right.
    "整改完成率95.6%（6490/6788）。整改完成率95.61%（6490/6788）。办结率99.3%（9182/9238）。办结率99%，9182/9238。",
    # Whose percentage it is cannot be told, or it is of something else.
    "参会12/15，满意率95%。甲村95.6%（6490/6788），乙村97.72%（643/658）。24/7值守，覆盖率100%。",
    "共受理300件，办结250件，按期办结率98.2%。重复来电20件，办结250件，办结率98%。",
    "去年受理300件。今年办结250件，办结率98%。共受理120件，办结118件，其中按期办结110件，按期办结率93.2%。",
    "上周受理100件，本周受理120件，办结118件，办结率98.3%。办结率98.3%，受理120件，走访300户。",
    "近300人参加，办结250件，办结率98%。",
    # Ranks go the other way; times are no sizes; the first is a share of another thing.
    "排名由第5位上升到第3位。从2019年上升至2023年。满意率由92%提高到95%，提高3%。",
    "投诉由近120件下降到90件，下降30%。营收由120万元增长到130万元，利润增长30%。",
    "本周受理120件，环比上升20%（上周100件），办结118件，环比上升18%（上周100件）。",
    "本周受理120件，同比下降48%。刑事案件、治安案件分别下降48%、20.3%。",
    "本周12345热线受理120件，比上周增加20件，增长20%。利润下降120%。",
    # Parts that need not be all, that overlap, or that are of another unit.
    "共受理1200件，其中投诉300件、咨询500件。共受理100件，其中涉老60件、重复50件。",
    "划分68个综合网格和16个专属网格，培训人员300人，合计走访1000户。共受理120件，其中投诉80件，涉及130人。",
    "上半年办结400件、下半年办结500件，合计900件。本周30件、上周20件，累计900件。",
    "今年受理1000件，其中上半年400件、下半年办结500件，合计900件。",
    # What may be.
    "完成计划投资的102.73%。办结率102%。增长148%。占比分别为45%、35%、20.1%。在17个镇街中排名第17。",
    "12月28日至1月3日。2月29日。2024年2月29日。2026年11月16日（星期一）。2026年第53周。电话0518-86-2024。",
    "每年2000-2500元。2023-2024年。第3-1号文。比分3-1。",
    # Another time, another place, another thing.
    "本周全镇网格事件61个，上周全镇网格事件62个。东村网格6个，西村网格7个。全镇新增网格1个，全镇网格61个。",
    "全镇网格61个。全镇微网格364个。全镇办结率95.6%。信访：全镇回复率100%。",
    "1+29+N体系、5G指挥中心、G15高速、12345热线、v2.0。",
)


@pytest.mark.parametrize(("text", "rule", "expected"), WRONG)
def test_what_does_not_agree_is_found(text: str, rule: str, expected: str) -> None:
    (one,) = check(read_draft("draft.txt", text.encode()))
    assert (one.rule, one.expected.zh) == (rule, expected)
    assert one.expected.en
    assert one.why.zh
    assert one.why.en


@pytest.mark.parametrize("text", RIGHT)
def test_what_may_be_so_is_left_alone(text: str) -> None:
    assert [one.line("zh") for one in check(read_draft("draft.txt", text.encode()))] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_each_rule_finds_fault_with_its_own_example(rule: Rule) -> None:
    if rule.example:
        assert [one.rule for one in check(read_draft("a.txt", rule.example.encode()))] == [rule.id]


def table(*rows: tuple[str, ...]) -> Draft:
    return Draft((), (Grid(Words("表1", "table 1"), rows),))


def test_a_total_that_is_not_its_rows_is_found() -> None:
    rows = (("村", "受理", "办结率"), ("甲", "1,200", "95%"), ("乙", "300", "90%"), ("合计", "1,600", "94%"))
    (one,) = check(table(*rows))
    assert (one.rule, one.where.zh, one.expected.zh) == ("sum", "表1 第4行第2列", "1,500")
    assert check(table(*rows[:3], ("合计", "1,500", "94%"))) == []


def test_a_table_with_subtotals_gaps_or_means_is_left_alone() -> None:
    head = ("村", "受理")
    assert check(table(head, ("甲", "3"), ("小计", "3"), ("乙", "4"), ("合计", "7"))) == []
    assert check(table(head, ("甲", "3"), ("乙", "—"), ("合计", "7"))) == []
    assert check(table(("村", "平均时长"), ("甲", "3"), ("乙", "4"), ("合计", "4"))) == []


def test_the_list_of_rules_in_the_manual_is_that_of_the_program() -> None:
    manual = (Path(__file__).resolve().parents[4] / "docs" / "lint.md").read_text(encoding="utf-8")
    assert as_markdown() in manual
