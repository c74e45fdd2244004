"""What a board itself has for a quantity that a briefing cites, reckoned from the reading alone."""

import re

from data.board import Board
from data.briefing.document import Briefing, Chart, Cited, MapPicture, Paragraph, Table

DAYS_IN_WEEK = 7


def expected(board: Board, cited: Cited) -> float | None:
    one = board.reading(cited.indicator, cited.level, cited.place)
    then = {"": one.before, "year": one.year_ago, "week": one.trend[-1 - DAYS_IN_WEEK]}
    name = cited.quantity
    if name in ("value", "numerator", "denominator", "before", "year_ago"):
        found: float | None = getattr(one, name)
        return found
    if name in ("target", "watch", "bad"):
        limit: float | None = getattr(one.indicator, name)
        return limit
    if name in ("interval_low", "interval_high"):
        return None if one.interval is None else one.interval[name == "interval_high"]
    stem = name.split("_")[0] if name.startswith(("year", "week")) else ""
    before = then[stem]
    if name == "week_ago" or one.value is None or before is None:
        return before
    return one.value - before if name.endswith("change") else 100 * (one.value - before) / before


def texts(briefing: Briefing) -> str:
    """Every word that a reader meets in its sections."""
    words: list[str] = []
    for section in briefing.sections:
        words.append(section.title)
        for block in section.blocks:
            match block:
                case Paragraph():
                    words.append(block.text)
                case Table():
                    words += [block.title, *block.heads]
                    words += [cell if isinstance(cell, str) else cell.text for row in block.rows for cell in row]
                case Chart():
                    words += [block.title, *block.categories, block.note]
                case MapPicture():
                    words += [block.title, *block.legend]
    return "\n".join(words)


def number_in(text: str) -> float:
    """The number that a cited text begins with: "1,234件", "−3.5%", "7/9" in percent."""
    found = re.match(r"[+−]?([\d,.]+)(?:/(\d+))?", text)
    assert found is not None, text
    first = float(found[1].replace(",", ""))
    return 100 * first / float(found[2]) if found[2] else first
