"""A briefing as a letter in the usual form of an official brief 简报: red head, numbered sections, native charts."""

import io
from pathlib import Path
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Emu, Mm, Pt

from data.briefing.document import Briefing, Chart, MapPicture, Paragraph, Section, Table
from data.briefing.labels import label
from data.briefing.letter_chart import ChartPress
from data.briefing.letter_parts import border, field, fill_table, indent
from data.briefing.letter_styles import LOOKS, name_font, open_letter
from data.briefing.letter_template import fill_places, place_of
from data.briefing.numerals import ordinal, sub_ordinal
from data.briefing.picture import mark_of, picture_of
from data.briefing.printable import plain, printable
from data.briefing.stamp import data_time, footer, properties, seal, stated
from data.briefing.typeset import ems

CHART_HEIGHT, BAR_HEIGHT, AXIS_HEIGHT = Mm(62), Mm(6.5), Mm(10)
NOTE_POINTS, CAUTION_POINTS, HEAD_POINTS, AFTER_TABLE = 10.5, 12, 14, 10
RED = "B3261E"


def write_letter(briefing: Briefing, path: Path) -> None:
    """Writes a DOCX, into the town's own template where it has one. Raises Fault for a template that does not do."""
    Letter(briefing).write(path)


class Letter:
    """One briefing on its way into one letter."""

    def __init__(self, briefing: Briefing) -> None:
        self.briefing, self.language = briefing, briefing.language
        template = briefing.templates.get("docx")
        self.own = template is None
        self.letter = open_letter(template)
        self.press = ChartPress(self.letter, briefing)
        self.figures = self.tables = 0
        page = self.letter.sections[0]
        self.width = page.page_width - page.left_margin - page.right_margin

    def write(self, path: Path) -> None:
        named = fill_places(self.letter, self.briefing)
        place = place_of(self.letter, "body")
        before = set(self.letter.element.body)
        if "title" not in named:
            self.head()
        if "cautions" not in named:
            self.cautions()
        for number, section in enumerate(self.briefing.sections, 1):
            self.section(number, section)
        if place is not None:
            for one in self.letter.element.body:
                if one not in before:
                    place._p.addprevious(one)
            place._p.getparent().remove(place._p)
        if self.own:
            self.foot()
        stated_of, core = properties(self.briefing), self.letter.core_properties
        core.title, core.subject, core.author = stated_of.title, stated_of.subject, stated_of.author
        core.keywords, core.comments, core.last_modified_by = stated_of.keywords, stated_of.comments, stated_of.author
        core.created = core.modified = stated_of.at
        file = io.BytesIO()
        self.letter.save(file)
        seal(file.getvalue(), path)

    def head(self) -> None:
        """The red head: title, number, issuer to the left and the time of the data to the right, a red line."""
        briefing = self.briefing
        title = self.letter.add_paragraph(printable(briefing.title), "Title")
        if self.own:
            title.runs[0].font.size = Pt(fitting(printable(briefing.title), self.width / Pt(1)))
        number = self.letter.add_paragraph(printable(briefing.number))
        number.alignment = WD_ALIGN_PARAGRAPH.CENTER
        issuer = printable(briefing.issuer)
        line = self.letter.add_paragraph(f"{label('issued', self.language, issuer=issuer)}\t{data_time(briefing)}")
        line.paragraph_format.tab_stops.add_tab_stop(Emu(self.width), WD_TAB_ALIGNMENT.RIGHT)
        for run in line.runs:
            run.font.size = Pt(HEAD_POINTS)
        border(line, ("bottom",), RED, 24)
        self.letter.add_paragraph(printable(briefing.subtitle), "Subtitle" if self.own else "Heading 1")

    def cautions(self) -> None:
        """In a box: what a reader must know first."""
        for one in stated(self.briefing)[1:]:
            paragraph = self.letter.add_paragraph()
            run = paragraph.add_run(one)
            run.font.size = Pt(CAUTION_POINTS)
            form = paragraph.paragraph_format
            form.line_spacing = Pt(1.6 * CAUTION_POINTS)
            border(paragraph, ("top", "left", "bottom", "right"), RED, 4)
            if self.own:
                name_font(run._r.get_or_add_rPr(), "楷体")

    def section(self, number: int, section: Section) -> None:
        heading = self.letter.add_heading(ordinal(number, self.language) + printable(section.title), 1)
        if self.own and self.language == "en":
            heading.runs[0].bold = True  # a Western font alone does not stand out as 黑体 does
        parted = not any(isinstance(one, Paragraph) for one in section.blocks)
        parts = 0
        for block in section.blocks:
            match block:
                case Paragraph():
                    self.paragraph(block)
                case Table() if parted:
                    parts += 1
                    title = sub_ordinal(number, parts, self.language) + printable(block.title)
                    self.letter.add_heading(title, 2)
                    self.table(block)
                case Table():
                    self.tables += 1
                    self.caption("table", self.tables, block.title)
                    self.table(block)
                case Chart():
                    self.chart(block)
                case MapPicture():
                    self.map(block)

    def paragraph(self, block: Paragraph) -> None:
        paragraph = self.letter.add_paragraph()
        for part in block.parts:
            paragraph.add_run(plain(part))
        if self.language == "zh" and self.own:
            indent(paragraph, LOOKS["Normal"].points)

    def table(self, block: Table) -> None:
        fill_table(self.letter, block, self.width, self.own)
        after = self.letter.add_paragraph().paragraph_format
        after.line_spacing = Pt(AFTER_TABLE)

    def caption(self, key: str, number: int, title: str, unit: str = "") -> None:
        """A table's stands over it, a figure's under it."""
        words = label("with_unit", self.language, title=title, unit=unit) if unit else title
        caption = self.letter.add_paragraph(label(key, self.language, n=number, title=printable(words)), "Caption")
        caption.paragraph_format.keep_with_next = key == "table"

    def figure(self) -> Any:
        """The run that holds a picture, on the page of its caption."""
        holder = self.letter.add_paragraph()
        holder.alignment = WD_ALIGN_PARAGRAPH.CENTER
        holder.paragraph_format.line_spacing, holder.paragraph_format.keep_with_next = 1.0, True
        self.figures += 1
        return holder.add_run()

    def chart(self, block: Chart) -> None:
        bars = len(block.categories) * BAR_HEIGHT + AXIS_HEIGHT
        self.press.add(self.figure(), block, self.width, bars if block.kind == "ranked" else CHART_HEIGHT)
        self.caption("figure", self.figures, block.title, block.unit)
        if block.note:
            self.note(block.note)

    def note(self, text: str) -> None:
        note = self.letter.add_paragraph()
        note.alignment = WD_ALIGN_PARAGRAPH.CENTER
        note.paragraph_format.line_spacing = 1.0
        note.paragraph_format.space_after = Pt(6)
        note.add_run(printable(text)).font.size = Pt(NOTE_POINTS)

    def map(self, block: MapPicture) -> None:
        shown = self.figure().add_picture(io.BytesIO(picture_of(block, mark_of(self.briefing))), width=Emu(self.width))
        shown._inline.docPr.set("descr", printable(block.title))
        self.caption("figure", self.figures, block.title, block.unit)

    def foot(self) -> None:
        """The page's number between dashes, then what every page states."""
        paragraph = self.letter.sections[0].footer.paragraphs[0]
        paragraph.add_run("— ")
        field(paragraph, "PAGE")
        paragraph.add_run(" —")
        line = self.letter.sections[0].footer.add_paragraph(footer(self.briefing), "Footer")
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER


def fitting(title: str, width: float) -> int:
    """The points in which a title stands on one line of that many points, not smaller than the subtitle's."""
    return int(max(LOOKS["Subtitle"].points, min(LOOKS["Title"].points, width / ems(title))))
