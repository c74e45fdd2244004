"""docs/feeds.md and docs/indicators.md, written from the declarations: run this file to renew them."""

import importlib
from itertools import groupby
from pathlib import Path

from data.catalogue import FLAGS, Derived, Indicator, Variant, built_in
from data.feeds.schema import SCHEMAS, Column, Schema

DOCS = Path(__file__).parents[1] / "docs"
FEEDS_HEAD = """# Feeds: the canonical schemas

Written from `data/feeds/schema.py` by `uv run python -m data.reference`. A feed fills one of these tables; a
profile maps its columns onto them ([profile.md](profile.md)). Rows of one key are versions of one thing: the newest
counts, the older ones are kept.
"""
INDICATORS_HEAD = """# Indicators 指标

Written from `data/indicators/` by `uv run python -m data.reference`. `rows` selects what is counted, `measure` folds
it; `window_ends` is the end of the period's part that has elapsed. Rates are in percent: 100 × numerator /
denominator; hours are folded in seconds. Nothing later than the board's instant is known to it. An indicator whose
columns no feed delivers is missing. ↑ higher is better, ↓ lower is better, ◦ context; ◆ to be watched past, ▲ bad past.
A share of fewer than 20 is shown by its parts and its 95 % interval (Wilson 1927), and is marked ▲ only where the
whole interval lies past the limit. A profile sets targets and limits, and chooses among the definitions (口径).

由 `data/indicators/` 自动生成。`rows` 选出计数的行，`measure` 汇总；率为百分数 100 × 分子 / 分母；时长以秒汇总。
↑ 越高越好，↓ 越低越好，◦ 仅供参考；◆ 关注限，▲ 超限。分母不足 20 的率显示为 分子/分母 与 95% 区间（Wilson 1927），
整个区间越过限值才标 ▲。目标、限值与口径由各地 profile 选定。

- **涉个人信息 person-sensitive**: 1 至 4 人的分组只显示“<5”。A group of 1 to 4 people is shown as "<5" everywhere.
- **涉合规 compliance-sensitive**: 只到区域，不到个人。Told of areas, never of one person.
- **易被做数 gameable**: 与其制衡指标一起看。To be read beside its counter-indicator.
"""
ARROWS = {"up": "↑", "down": "↓", "none": "◦"}


def feeds_page() -> str:
    """docs/feeds.md in Markdown."""
    return "\n".join([FEEDS_HEAD, *(schema_section(schema) for schema in SCHEMAS.values())])


def schema_section(schema: Schema) -> str:
    rows = [f"| `{column.name}` | {column.kind} | {notes(schema, column)} |" for column in schema.all_columns]
    return "\n".join([f"## {schema.id}\n", "| column | kind | |", "|---|---|---|", *rows, ""])


def notes(schema: Schema, column: Column) -> str:
    """Everything else that the declaration says of a column."""
    parts = ["key"] if column.name in schema.key else []
    parts += ["required"] if column.required else []
    parts += [f"one of {', '.join(column.allowed)}"] if column.allowed else []
    if column.low is not None or column.high is not None:
        bounds = [f"{bound:g}" for bound in (column.low, column.high) if bound is not None]
        parts.append(f"from {' to '.join(bounds)}")
    parts += [column.meaning] if column.meaning else []
    parts += ["tells the feed's age"] if column.name == schema.event_at else []
    return "; ".join(parts)


def indicators_page() -> str:
    """docs/indicators.md in Markdown, a section a module."""
    modules = {module: list(ones) for module, ones in groupby(built_in().indicators, key=lambda one: one.module)}
    return "\n".join(
        [
            INDICATORS_HEAD,
            f"## 目录 Contents: {len(built_in().indicators)}\n",
            *[contents_line(module, ones) for module, ones in modules.items()],
            "",
            *[module_section(module, ones) for module, ones in modules.items()],
        ]
    )


def contents_line(module: str, indicators: list[Indicator]) -> str:
    told = " · ".join(f"{link(one.id)} {one.title.zh}" for one in indicators)
    return f"- **[{module}](#{module})** {len(indicators)}: {told}"


def module_section(module: str, indicators: list[Indicator]) -> str:
    """A module, told by its own first line, and its indicators."""
    told = (importlib.import_module(f"data.indicators.{module}").__doc__ or "").strip().splitlines()[0]
    return "\n".join([f"## {module}\n", f"{told}\n", *[indicator_section(one) for one in indicators]])


def link(indicator_id: str) -> str:
    return f"[`{indicator_id}`](#{indicator_id})"


def indicator_section(indicator: Indicator) -> str:
    limits = [
        f"{name} {value:g}"
        for name, value in (("target", indicator.target), ("◆", indicator.watch), ("▲", indicator.bad))
        if value is not None
    ]
    facts = [
        indicator.code,
        f"{indicator.unit.zh} {indicator.unit.en}" if indicator.unit.zh != indicator.unit.en else indicator.unit.en,
        indicator.period,
        ARROWS[indicator.direction],
        *limits,
        *([f"制衡 counter {link(indicator.counter)}"] if indicator.counter else []),
        *([indicator.standard] if indicator.standard else []),
        f"口径 `{indicator.version}`",
        *(f"{FLAGS[flag].zh} {FLAGS[flag].en}" for flag in indicator.flags),
    ]
    return "\n".join(
        [
            f'<a id="{indicator.id}"></a>\n',
            f"### `{indicator.id}` {indicator.title.zh} · {indicator.title.en}\n",
            f"{indicator.meaning.zh}。{indicator.meaning.en}.\n",
            f"{' · '.join(facts)}\n",
            *[f"- 其他口径 other definition {variant_line(one)}" for one in indicator.variants],
            *([""] if indicator.variants else []),
            *(formula_lines(indicator) if indicator.derived is None else [derivation(indicator.derived)]),
        ]
    )


def formula_lines(indicator: Indicator) -> list[str]:
    return ["```sql", f"-- rows\n{indicator.rows}", f"-- measure\n{indicator.measure}", "```\n"]


def variant_line(variant: Variant) -> str:
    """What another 口径 means, and what of the formula it replaces."""
    parts = [f"{name} `{sql}`" for name, sql in (("rows", variant.rows), ("measure", variant.measure)) if sql]
    return "; ".join([f"`{variant.version}`: {variant.meaning.zh}。{variant.meaning.en}", *parts])


def derivation(derived: Derived) -> str:
    """How an indicator follows from others, with their weights."""
    told = ", ".join(f"{link(id)} × {weight:g}" for id, weight in derived.weights)
    return f"由此推算 derived ({derived.fold}){': ' if told else ''}{told}\n"


if __name__ == "__main__":
    (DOCS / "feeds.md").write_text(feeds_page(), encoding="utf-8")
    (DOCS / "indicators.md").write_text(indicators_page(), encoding="utf-8")
