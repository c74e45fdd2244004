"""Tables and charts: a row called 合计 is the sum of the rows above it."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from data.briefing.lint.finding import Finding, same
from data.briefing.lint.numerals import Number, find_numbers, narrowed
from data.briefing.lint.sentence import Grid
from data.catalogue import Words

TOTAL = re.compile(r"\s*(?:合\s*计|总\s*计|total|sum)\s*", re.IGNORECASE)
SUBTOTAL = re.compile(r"小\s*计|其中|subtotal|of which|累计", re.IGNORECASE)
# Columns whose total is no sum: shares, means, ranks, changes.
NO_SUM = re.compile(r"率|比|%|均|排名|名次|序|增|减|升|降|rate|mean|average|share|rank|change|no\.", re.IGNORECASE)
LEAST_ROWS = 2


def column_sums(grid: Grid) -> Iterator[Finding]:
    """Where nothing but plain whole numbers stands in the column, and no row is a part of another."""
    totals = [position for position, row in enumerate(grid.rows) if row and TOTAL.fullmatch(row[0])]
    if len(totals) != 1 or totals[0] != len(grid.rows) - 1:
        return
    if any(SUBTOTAL.search(cell) for row in grid.rows for cell in row[:2]):
        return
    heads, body, last = grid.rows[0], grid.rows[1 : totals[0]], grid.rows[totals[0]]
    if len(body) < LEAST_ROWS:
        return
    for column in range(1, len(last)):
        if column >= len(heads) or NO_SUM.search(heads[column]):
            continue
        parts = numbers([row[column] if column < len(row) else "" for row in body])
        whole = plain(last[column])
        if parts is None or whole is None:
            continue
        total = sum((one.value for one in parts), Decimal(0))
        if total != whole.value:
            row_at = totals[0] + 1
            where = Words(
                f"{grid.where.zh} 第{row_at}行第{column + 1}列", f"{grid.where.en} row {row_at} column {column + 1}"
            )
            words = f"{heads[column]} {last[0].strip()} {last[column].strip()}"
            why = Words(f"{len(parts)} 行相加得 {total:,}", f"its {len(parts)} rows add up to {total:,}")
            yield Finding("sum", where, words, same(f"{total:,}"), why)


def numbers(cells: Sequence[str]) -> list[Number] | None:
    """One whole number a cell, or None where any cell holds something else."""
    found = [plain(cell) for cell in cells]
    return None if any(one is None for one in found) else [one for one in found if one is not None]


def plain(cell: str) -> Number | None:
    text = narrowed(cell).strip()
    found = find_numbers(text)
    alone = len(found) == 1 and found[0].text == text and not found[0].about and found[0].step >= 1
    return found[0] if alone and found[0].unit not in ("%", "‰") else None
