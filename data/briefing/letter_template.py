"""The places of a town's letter template: {{title}}, {{number}}, … in its paragraphs, headers and footers."""

import re
from collections.abc import Iterator
from typing import Any

from data.briefing.document import Briefing
from data.briefing.printable import printable
from data.briefing.stamp import data_time

PLACE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
BODY = "body"


def fill_places(letter: Any, briefing: Briefing) -> set[str]:
    """Fills title, number, subtitle, issuer, date and cautions; which of them the template names. An unknown name
    stays as it is: it is the town's own text."""
    texts = {
        "title": briefing.title,
        "number": briefing.number,
        "subtitle": briefing.subtitle,
        "issuer": briefing.issuer,
        "date": data_time(briefing),
        "cautions": "\n".join(printable(one) for one in briefing.cautions),
    }
    named: set[str] = set()
    for paragraph in paragraphs_of(letter):
        found = set(PLACE.findall(paragraph.text)) & set(texts)
        if found:
            filled = PLACE.sub(lambda place: texts.get(place[1], place[0]), paragraph.text)
            lines = [printable(line) for line in filled.split("\n")]
            first, *others = paragraph.runs
            first.text = "\n".join(lines)
            for run in others:
                run.text = ""
            named |= found
    return named


def place_of(letter: Any, name: str) -> Any:
    """The paragraph of the body that holds only this place; none where there is none."""
    for paragraph in letter.paragraphs:
        found = PLACE.fullmatch(paragraph.text.strip())
        if found is not None and found[1] == name:
            return paragraph
    return None


def paragraphs_of(letter: Any) -> Iterator[Any]:
    """Those of the body, of its tables, of headers and footers."""
    holders = [letter]
    for section in letter.sections:
        holders += [part for part in (section.header, section.footer) if not part.is_linked_to_previous]
    for holder in holders:
        yield from holder.paragraphs
        yield from (
            one for table in holder.tables for row in table.rows for cell in row.cells for one in cell.paragraphs
        )
