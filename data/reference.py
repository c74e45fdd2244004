"""docs/feeds.md and docs/indicators.md, written from the declarations: run this file to renew them."""

from pathlib import Path

from data.catalogue import Indicator, built_in
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
columns no feed delivers is missing. ↑ higher is better, ↓ lower is better, ◦ context.

由 `data/indicators/` 自动生成。`rows` 选出计数的行,`measure` 汇总;率为百分数 100 × 分子 / 分母;时长以秒汇总。
↑ 越高越好,↓ 越低越好,◦ 仅供参考。
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
    parts = [INDICATORS_HEAD]
    module = ""
    for indicator in built_in().indicators:
        if indicator.module != module:
            module = indicator.module
            parts.append(f"## {module}\n")
        parts.append(indicator_section(indicator))
    return "\n".join(parts)


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
        *([f"counter: `{indicator.counter}`"] if indicator.counter else []),
        *([indicator.standard] if indicator.standard else []),
        f"口径 {indicator.version}",
        *indicator.flags,
    ]
    return "\n".join(
        [
            f"### `{indicator.id}` {indicator.title.zh} · {indicator.title.en}\n",
            f"{indicator.meaning.zh}。{indicator.meaning.en}.\n",
            f"{' · '.join(facts)}\n",
            "```sql",
            f"-- rows\n{indicator.rows}",
            f"-- measure\n{indicator.measure}",
            "```\n",
        ]
    )


if __name__ == "__main__":
    (DOCS / "feeds.md").write_text(feeds_page(), encoding="utf-8")
    (DOCS / "indicators.md").write_text(indicators_page(), encoding="utf-8")
