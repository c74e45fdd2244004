"""A briefing as a PDF: made without a browser and without fonts on the machine; its text can be searched and copied."""

import io
from dataclasses import replace
from datetime import UTC
from pathlib import Path

from PIL import Image

from data.briefing.document import Briefing, Chart, MapPicture, Paragraph, Section, Table
from data.briefing.fonts import in_font
from data.briefing.labels import label
from data.briefing.numerals import ordinal, sub_ordinal
from data.briefing.paper_chart import chart_height, draw_chart
from data.briefing.paper_sheet import INK, MARGIN, RED, TOP, Sheet, Style
from data.briefing.paper_table import draw_table, table_height
from data.briefing.picture import mark_of, picture_of
from data.briefing.printable import plain, printable
from data.briefing.stamp import data_time, footer, properties, stated

TITLE = Style(26, RED, heavy=True, side="C")
SUBTITLE = Style(15, INK, heavy=True, side="C")
HEADING = Style(14, INK, heavy=True)
PART = Style(12, INK, heavy=True)
BODY = Style(11)
SMALL = Style(9.5)
CAPTION = Style(10, INK, heavy=True, side="C")
NOTE = Style(9, "#666666", side="C")
MAP_SHARE = 0.9  # of the text's width
CAPTION_ROOM = 16.0  # mm
KEPT, MOST_KEPT = 30.0, 20  # mm of a long table under its title; rows of one that is kept on a page


def write_paper(briefing: Briefing, path: Path) -> None:
    """Writes a PDF of A4 pages with the letters that it uses inside. Raises Fault where the font is missing."""
    Paper(briefing).write(path)


class Paper:
    """One briefing on its way onto pages."""

    def __init__(self, briefing: Briefing) -> None:
        self.briefing, self.language = briefing, briefing.language
        self.sheet = Sheet(footer(briefing))
        self.figures = self.tables = 0

    def write(self, path: Path) -> None:
        given = properties(self.briefing)
        sheet = self.sheet
        sheet.set_title(given.title)
        sheet.set_subject(" ".join((given.subject, given.comments)))
        sheet.set_author(given.author)
        sheet.set_keywords(given.keywords)
        sheet.set_lang("zh-CN" if self.language == "zh" else "en")
        sheet.set_creation_date(given.at.replace(tzinfo=UTC))
        sheet.add_page()
        sheet.y = TOP
        self.head()
        for number, section in enumerate(self.briefing.sections, 1):
            self.section(number, section)
        sheet.output(str(path))

    def head(self) -> None:
        """The red head, a red line, the period, and in a box what must be known first."""
        briefing, sheet = self.briefing, self.sheet
        sheet.put(printable(briefing.title), TITLE, after=2)
        sheet.put(printable(briefing.number), Style(12, side="C"), after=2)
        issuer = in_font(label("issued", self.language, issuer=printable(briefing.issuer)))
        middle = sheet.y + 3
        sheet.write_line(issuer, SMALL, MARGIN, middle, sheet.epw)
        sheet.write_line(in_font(data_time(briefing)), Style(SMALL.points, side="R"), MARGIN, middle, sheet.epw)
        sheet.y += 7
        sheet.set_draw_color(RED)
        sheet.set_line_width(0.9)
        sheet.line(MARGIN, sheet.y, MARGIN + sheet.epw, sheet.y)
        sheet.y += 4
        sheet.put(printable(briefing.subtitle), SUBTITLE, after=3)
        top, page = sheet.y, sheet.page
        for one in stated(briefing)[1:]:
            sheet.put(one, SMALL)
        if sheet.page == page and sheet.y > top:
            sheet.set_draw_color(RED)
            sheet.set_line_width(0.2)
            sheet.rect(MARGIN - 2, top - 1, sheet.epw + 4, sheet.y - top + 2)
        sheet.y += 4

    def section(self, number: int, section: Section) -> None:
        sheet = self.sheet
        title = ordinal(number, self.language) + printable(section.title)
        sheet.y += 2
        sheet.need(30)
        sheet.start_section(title)
        sheet.put(title, HEADING, after=1, keep=20)
        parted = not any(isinstance(one, Paragraph) for one in section.blocks)
        parts = 0
        for block in section.blocks:
            match block:
                case Paragraph():
                    self.paragraph(block)
                case Table():
                    parts += 1
                    keep = table_height(sheet, block) if len(block.rows) <= MOST_KEPT else KEPT
                    if parted:
                        sheet.put(sub_ordinal(number, parts, self.language) + printable(block.title), PART, 1, keep)
                    else:
                        self.tables += 1
                        self.caption("table", self.tables, block.title, keep=keep)
                    draw_table(sheet, block)
                case Chart():
                    self.chart(block)
                case MapPicture():
                    self.map(block)

    def paragraph(self, block: Paragraph) -> None:
        text = "".join(plain(part) for part in block.parts)
        self.sheet.put(text, BODY if self.language == "en" else replace(BODY, indent=2), after=1.5)

    def caption(self, key: str, number: int, title: str, unit: str = "", keep: float = 0) -> None:
        """`keep` millimetres under it stay on its page."""
        words = label("with_unit", self.language, title=title, unit=unit) if unit else title
        text = printable(label(key, self.language, n=number, title=words))
        self.sheet.put(text.replace("\u3000", " "), CAPTION, after=1, keep=keep)

    def chart(self, block: Chart) -> None:
        self.sheet.need(min(chart_height(block) + CAPTION_ROOM, self.sheet.foot - TOP))
        draw_chart(self.sheet, block)
        self.figures += 1
        self.caption("figure", self.figures, block.title, block.unit)
        if block.note:
            self.sheet.put(printable(block.note), NOTE, after=2)

    def map(self, block: MapPicture) -> None:
        sheet = self.sheet
        file = io.BytesIO(picture_of(block, mark_of(self.briefing)))
        with Image.open(file) as drawn:
            wide = MAP_SHARE * sheet.epw
            high = wide * drawn.height / drawn.width
        sheet.need(high + CAPTION_ROOM)
        sheet.image(file, MARGIN + (sheet.epw - wide) / 2, sheet.y, wide, high, alt_text=printable(block.title))
        sheet.y += high
        self.figures += 1
        self.caption("figure", self.figures, block.title, block.unit)
