"""docs/feeds.md, written from the canonical schemas: run this file to renew it."""

from pathlib import Path

from data.feeds.schema import SCHEMAS, Column, Schema

PATH = Path(__file__).parents[1] / "docs" / "feeds.md"
HEAD = """# Feeds: the canonical schemas

Written from `data/feeds/schema.py` by `uv run python -m data.reference`. A feed fills one of these tables; a
profile maps its columns onto them ([profile.md](profile.md)). Rows of one key are versions of one thing: the newest
counts, the older ones are kept.
"""


def feeds_page() -> str:
    """The whole page in Markdown."""
    return "\n".join([HEAD, *(section(schema) for schema in SCHEMAS.values())])


def section(schema: Schema) -> str:
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


if __name__ == "__main__":
    PATH.write_text(feeds_page(), encoding="utf-8")
