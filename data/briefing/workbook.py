"""A briefing as a workbook: every bound number with what it is bound to, the tables, native charts, the maps."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import xlsxwriter

from data.briefing.document import Briefing, Chart, Cited, MapPicture, Paragraph, Section, Table
from data.briefing.labels import QUANTITIES, label
from data.briefing.picture import class_of, mark_of, picture_of
from data.briefing.printable import cut, plain, printable
from data.briefing.stamp import data_time, footer, properties, seal, stated
from data.briefing.typeset import count_lines, ems
from data.briefing.workbook_chart import add_chart
from data.briefing.workbook_sheet import LONGEST_CELL, Sheet, sheet_name

HEADS = ("section", "where", "indicator", "level", "place", "quantity", "value", "text")
ENDS = ("period", "time")
LINE_POINTS = 15
WIDEST_EMS = 30.0  # of a column that is as wide as one may be


def write_workbook(briefing: Briefing, path: Path) -> None:
    """Writes an XLSX; no text in it can become a formula or a link. Raises Fault where the map's font is missing."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        Book(briefing, book).write()
    seal(file.getvalue(), path)


class Book:
    """One briefing on its way into one workbook."""

    def __init__(self, briefing: Briefing, book: Any) -> None:
        self.briefing, self.book, self.language = briefing, book, briefing.language
        self.taken: set[str] = set()

    def write(self) -> None:
        given = properties(self.briefing)
        self.book.set_properties(
            {
                "title": given.title,
                "subject": given.subject,
                "author": given.author,
                "keywords": given.keywords,
                "comments": given.comments,
                "created": given.at,
            }
        )
        self.about()
        self.numbers()
        for section in self.briefing.sections:
            self.section(section)
        blocks = [one for section in self.briefing.sections for one in section.blocks]
        charts = dict.fromkeys(one for one in blocks if isinstance(one, Chart))
        if charts:
            sheet = self.sheet(label("sheet_charts", self.language))
            for chart in charts:
                add_chart(sheet, chart)
        for one in blocks:
            if isinstance(one, MapPicture):
                self.map(one)

    def sheet(self, title: str) -> Sheet:
        """A new sheet; printed on it, what every page states."""
        sheet = Sheet(self.book, sheet_name(title, self.taken))
        sheet.sheet.hide_gridlines(2)
        sheet.sheet.set_paper(9)
        sheet.sheet.set_landscape()
        sheet.sheet.fit_to_pages(1, 0)
        sheet.sheet.set_footer(f"&L{cut(footer(self.briefing), 200).replace('&', '&&')}&R&P / &N")
        return sheet

    def about(self) -> None:
        """What the workbook is of, and what must be known before it is used."""
        briefing, language = self.briefing, self.language
        sheet = self.sheet(label("sheet_about", language))
        sheet.title(briefing.title)
        facts = (
            ("number", briefing.number),
            ("period", briefing.covers),
            ("place", briefing.place),
            ("issuer", briefing.issuer),
            ("time", data_time(briefing)),
        )
        for key, text in facts:
            sheet.put(0, label(key, language))
            sheet.put(1, text)
            sheet.row += 1
        sheet.row += 1
        sheet.heads(label("cautions", language))
        for one in stated(briefing):
            sheet.sheet.merge_range(sheet.row, 0, sheet.row, 5, "", sheet.form(text_wrap=True))
            sheet.sheet.write_string(sheet.row, 0, cut(one, LONGEST_CELL), sheet.form(text_wrap=True))
            sheet.sheet.set_row(sheet.row, 15 * max(1, -(-ems(one) // 45)))
            sheet.row += 1
        sheet.sheet.set_column(0, 0, 18)
        sheet.sheet.set_column(1, 1, 60)

    def numbers(self) -> None:
        """A row for each bound number: where it stands, what it is, its raw value and how it is written."""
        language, briefing = self.language, self.briefing
        sheet = self.sheet(label("sheet_numbers", language))
        sheet.heads(*(label(f"head_{one}", language) for one in HEADS), *(label(one, language) for one in ENDS))
        as_of = data_time(briefing)
        for section in briefing.sections:
            for where, cited in placed(section):
                quantity = QUANTITIES[cited.quantity][language]
                bound = (cited.indicator, cited.level, cited.place, quantity)
                sheet.line(section.title, where, *bound, cited.value, cited.text, briefing.covers, as_of)
        sheet.sheet.autofilter(0, 0, max(sheet.row - 1, 1), len(HEADS) + len(ENDS) - 1)
        sheet.sheet.freeze_panes(1, 0)

    def section(self, section: Section) -> None:
        """Its sentences and tables."""
        shown = [one for one in section.blocks if isinstance(one, Paragraph | Table)]
        if not shown:
            return
        sheet = self.sheet(section.title)
        sheet.title(section.title)
        for block in shown:
            if isinstance(block, Table):
                sheet.row += 1
                sheet.line(block.title, bold=True)
                sheet.heads(*block.heads)
                for row in block.rows:
                    lines = max(count_lines(plain(cell), WIDEST_EMS) for cell in row)
                    if lines > 1:
                        sheet.sheet.set_row(sheet.row, LINE_POINTS * lines)
                    sheet.line(*row, border=1, border_color="#BBBBBB", text_wrap=True)
                continue
            text = "".join(plain(part) for part in block.parts)
            sheet.sheet.merge_range(sheet.row, 0, sheet.row, 6, "", sheet.form(text_wrap=True))
            sheet.sheet.write_string(sheet.row, 0, cut(text, LONGEST_CELL), sheet.form(text_wrap=True))
            sheet.sheet.set_row(sheet.row, 15 * max(1, -(-ems(text) // 40)))
            sheet.row += 1

    def map(self, picture: MapPicture) -> None:
        """Each place with its value and its class, and the map beside them."""
        language = self.language
        sheet = self.sheet(picture.title)
        sheet.title(
            label("with_unit", language, title=picture.title, unit=picture.unit) if picture.unit else picture.title
        )
        top = sheet.row
        sheet.heads(*(label(f"head_{one}", language) for one in ("place", "name")), picture.indicator, "")
        for id, value in picture.values.items():
            word = picture.legend[-1] if value is None else picture.legend[class_of(picture, value)]
            sheet.line(id, picture.names[id], value, word)
        file = io.BytesIO(picture_of(picture, mark_of(self.briefing)))
        options = {"image_data": file, "description": printable(picture.title)}
        sheet.sheet.insert_image(top, 5, "map.png", {**options, "x_scale": 0.9, "y_scale": 0.9})


def placed(section: Section) -> Iterator[tuple[str, Cited]]:
    """Every bound number of a section, with the sentence, or the table's title, row and column, that it stands in."""
    for block in section.blocks:
        if isinstance(block, Paragraph):
            text = block.text
            yield from ((text, one) for one in block.parts if isinstance(one, Cited))
        elif isinstance(block, Table):
            for row in block.rows:
                for head, cell in zip(block.heads, row, strict=True):
                    if isinstance(cell, Cited):
                        yield " › ".join((block.title, plain(row[0]), head)), cell
