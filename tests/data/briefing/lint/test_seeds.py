"""The five accounts: their own figures stand, and each error that is planted in them is found alone."""

from collections.abc import Callable
from pathlib import Path

import pytest

from data.briefing.lint.finding import Finding
from data.briefing.lint.reading import read_draft
from data.briefing.lint.rules import check

SEEDS = Path(__file__).resolve().parents[5] / "shared" / "seeds"
ACCOUNTS = ("ganyu-zhewang", "haitou", "liuhang", "shaheying", "yanchi")
# account, what it says, what is planted, the rule that finds it
PLANTED = (
    ("haitou", "整改完成率95.6%", "整改完成率96.5%", "ratio"),
    ("haitou", "整改完成6490个", "整改完成6940个", "ratio"),
    ("haitou", "全镇6788个资源类问题", "全镇6878个资源类问题", "ratio"),
    ("haitou", "调解成功率97.6%", "调解成功率976%", "limit"),
    ("haitou", "信访回复率100%", "信访回复率110%", "limit"),
    ("haitou", "11月12日", "11月31日", "date"),
    ("haitou", "发放500-2000元不等", "发放2000-500元不等", "range"),
    ("liuhang", "事件评价满意率达99.82%", "事件评价满意率达998.2%", "limit"),
    ("liuhang", "承保率100%", "承保率1000%", "limit"),
    ("liuhang", "年龄60-80周岁", "年龄80-60周岁", "range"),
    ("liuhang", "2023-06-28", "2023-06-31", "date"),
    ("shaheying", "分别下降48%", "分别下降148%", "limit"),
    ("shaheying", "由原先的5天缩短到2.45天", "由原先的5天缩短到24.5天", "direction"),
    ("shaheying", "2020-04-07", "2020-14-07", "date"),
    ("yanchi", "矛盾化解率97.72%", "矛盾化解率97.27%", "ratio"),
    ("yanchi", "矛盾化解643件", "矛盾化解634件", "ratio"),
    ("yanchi", "办结率99.39", "办结率99.93", "ratio"),
    ("yanchi", "共受理“12345”投诉9238件", "共受理“12345”投诉9328件", "ratio"),
    ("yanchi", "从48.9岁下降至43.9岁", "从48.9岁下降至49.3岁", "direction"),
    ("yanchi", "从29.4%上升至38%", "从29.4%上升至28%", "direction"),
    ("yanchi", "办结满意率99.93%", "办结满意率109.93%", "limit"),
    ("yanchi", "每月15日", "每月35日", "date"),
    ("ganyu-zhewang", "群眾滿意度達96.2%", "群眾滿意度達196.2%", "limit"),
    ("ganyu-zhewang", "6月9日", "6月31日", "date"),
)


def account(name: str, require: Callable[[bool, str], None]) -> str:
    path = SEEDS / f"{name}.txt"
    require(path.is_file(), f"no account {name} in ../shared/seeds")
    return path.read_text(encoding="utf-8")


def found(text: str) -> list[Finding]:
    return check(read_draft("draft.txt", text.encode()))


@pytest.mark.parametrize("name", ACCOUNTS)
def test_an_account_whose_figures_agree_is_accepted(name: str, require: Callable[[bool, str], None]) -> None:
    assert found(account(name, require)) == []


@pytest.mark.parametrize(("name", "right", "wrong", "rule"), PLANTED)
def test_a_planted_error_is_found_and_nothing_else(
    name: str, right: str, wrong: str, rule: str, require: Callable[[bool, str], None]
) -> None:
    text = account(name, require)
    assert right in text
    planted = text.replace(right, wrong, 1)
    findings = found(planted)
    assert [one.rule for one in findings] == [rule]
    line = next(n for n, each in enumerate(planted.splitlines(), 1) if wrong in each)
    assert findings[0].where.zh == f"第{line}行"


@pytest.mark.parametrize("name", ACCOUNTS)
def test_all_errors_of_an_account_at_once(name: str, require: Callable[[bool, str], None]) -> None:
    """As long as they do not share a figure."""
    text, rules, touched = account(name, require), [], set()
    for of, right, wrong, rule in PLANTED:
        line = text[: text.find(right)].count("\n")
        if of == name and (rule, line) not in touched:
            touched.add((rule, line))
            text = text.replace(right, wrong, 1)
            rules.append(rule)
    assert sorted(one.rule for one in found(text)) == sorted(rules)
