"""What letters are made of beneath paragraphs: borders, fields, indents, tables whose heads are told on every page."""

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

from data.briefing.column_widths import column_widths
from data.briefing.document import Cell, Cited, Table
from data.briefing.letter_styles import LATIN
from data.briefing.printable import plain
from data.briefing.typeset import ems
from data.wording import MISSING

TABLE_POINTS = 10.5
HEAD_INK = "F2EFE6"
LONGEST_CENTRED = 10  # ems
MOST_KEPT = 14  # so many rows are kept on one page
EM = TABLE_POINTS * 12700
TWENTIETH = 635  # EMU of a twentieth of a point
CELL_SIDES = 1.3  # ems that Word's usual cell margins take


def border(paragraph: Any, sides: tuple[str, ...], ink: str, eighths: int, space: int = 4) -> None:
    """Lines of so many eighths of a point at these sides of a paragraph."""
    found = paragraph._p.get_or_add_pPr()
    lines = OxmlElement("w:pBdr")
    for side in sides:
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", str(eighths)), ("space", str(space)), ("color", ink)):
            line.set(qn(f"w:{name}"), value)
        lines.append(line)
    found.insert_element_before(lines, *AFTER_BORDER)


AFTER_BORDER = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def indent(paragraph: Any, points: float) -> None:
    """The first line by two characters of the text's size."""
    paragraph.paragraph_format.first_line_indent = Pt(2 * points)
    paragraph._p.pPr.find(qn("w:ind")).set(qn("w:firstLineChars"), "200")


def field(paragraph: Any, code: str) -> None:
    """A field that Word fills in, such as PAGE."""
    for kind, text in (("begin", None), (None, code), ("separate", None), ("text", "1"), ("end", None)):
        run = paragraph.add_run()
        if kind == "text":
            run.text = text
        elif kind is None:
            words = OxmlElement("w:instrText")
            words.set(qn("xml:space"), "preserve")
            words.text = f" {text} "
            run._r.append(words)
        else:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)


def fill_table(letter: Any, table: Table, width: int, own: bool) -> None:
    """A grid as wide as the text; its head is repeated, its rows are never parted by a page. Written as it stands in
    the file: python-docx would take a millisecond for each property of each cell."""
    widths = [round(one / TWENTIETH) for one in column_widths(table, width, EM, CELL_SIDES)]
    sides = [side_of(column) for column in zip(*table.rows, strict=True)] or ["left"] * len(table.heads)
    sides[0] = "left"
    kept = len(table.rows) if len(table.rows) <= MOST_KEPT else 0
    rows = [row_xml(table.heads, widths, ["center"] * len(widths), True, kept > 0, own)]
    rows += [row_xml(row, widths, sides, False, n < kept, own) for n, row in enumerate(table.rows, 1)]
    grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in widths)
    letter.element.body.sectPr.addprevious(
        parse_xml(
            f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="{escape(letter.styles["Table Grid"].style_id)}"/>'
            f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
        )
    )


def row_xml(
    cells: Sequence[Cell], widths: Sequence[int], sides: Sequence[str], is_head: bool, kept: bool, own: bool
) -> str:
    """`kept`: on the page of the row after it."""
    font = (
        f'<w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{"黑体" if is_head else "宋体"}"/>' if own else ""
    )
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{HEAD_INK}"/>' if is_head else ""
    room = '<w:spacing w:before="40" w:after="40" w:line="240" w:lineRule="auto"/><w:ind w:firstLine="0"/>'
    told = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/>{shade}<w:vAlign w:val="center"/></w:tcPr>'
        f"<w:p><w:pPr>{'<w:keepNext/>' if kept else ''}{room}"
        f'<w:jc w:val="{side}"/></w:pPr><w:r><w:rPr>{font}<w:sz w:val="{round(2 * TABLE_POINTS)}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(plain(one))}</w:t></w:r></w:p></w:tc>'
        for one, wide, side in zip(cells, widths, sides, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if is_head else ''}</w:trPr>{told}</w:tr>"


def side_of(column: Sequence[Cell]) -> str:
    """Numbers to the right, short words in the middle, texts to the left."""
    told = [cell for cell in column if plain(cell) != MISSING]
    if 2 * sum(isinstance(cell, Cited) for cell in told) > len(told):
        return "right"
    return "center" if all(ems(plain(cell)) <= LONGEST_CENTRED for cell in column) else "left"
