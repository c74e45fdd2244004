"""The styles of a letter: the program's own after the usual form of an official brief, or the town's template."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.exceptions import OpcError
from docx.opc.oxml import serialize_part_xml
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from data.fault import Fault

LATIN = "Times New Roman"
# What Office and WPS take where a font is missing.
FONTS = {"方正小标宋简体": "宋体", "仿宋": "FangSong", "黑体": "SimHei", "楷体": "KaiTi", "宋体": "SimSun"}
RED, BLACK = RGBColor(0xB3, 0x26, 0x1E), RGBColor(0, 0, 0)
NEEDED = ("Title", "Heading 1", "Heading 2", "Caption", "Table Grid")
LINE = Pt(28)


@dataclass(frozen=True)
class Look:
    """A paragraph style: its East Asian font, size in points, colour, and the room before and after it."""

    font: str
    points: float
    ink: RGBColor = BLACK
    bold: bool = False
    middle: bool = False
    before: float = 0
    after: float = 0


LOOKS = {
    "Normal": Look("仿宋", 16),
    "Title": Look("方正小标宋简体", 34, RED, middle=True, after=6),
    "Subtitle": Look("方正小标宋简体", 20, middle=True, before=14, after=8),
    "Heading 1": Look("黑体", 16, before=8),
    "Heading 2": Look("楷体", 16, bold=True, before=6, after=2),
    "Caption": Look("黑体", 12, middle=True, before=4, after=4),
    "Footer": Look("宋体", 10.5, middle=True),
}


def open_letter(template: Path | None) -> Any:
    """An empty letter, or the town's template as it stands. Raises Fault where that cannot be read or lacks a style."""
    return own_letter() if template is None else town_letter(template)


def town_letter(path: Path) -> Any:
    try:
        letter = Document(str(path))
    except (OpcError, BadZipFile, KeyError, ValueError, OSError, SyntaxError):
        raise Fault(f"{path}: this is no Word file (.docx): save the template as one") from None
    known = {one.name for one in letter.styles}
    lacking = [one for one in NEEDED if one not in known]
    if lacking:
        raise Fault(f"{path}: the style {', '.join(lacking)} is missing: use it once in the template and save it")
    return letter


def own_letter() -> Any:
    """A4 with the margins of GB/T 9704; 仿宋 of size 三号 with lines of 28 points, headings in 黑体 and 楷体."""
    letter = Document()
    page = letter.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = Mm(37), Mm(35), Mm(28), Mm(26)
    page.footer_distance = Mm(20)
    for name, look in LOOKS.items():
        dress(letter.styles[name], look)
    body = letter.styles["Normal"].paragraph_format
    body.line_spacing_rule, body.line_spacing = WD_LINE_SPACING.EXACTLY, LINE
    for name in ("Title", "Subtitle", "Caption", "Footer"):
        letter.styles[name].paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    name_fallbacks(letter)
    return letter


def dress(style: Any, look: Look) -> None:
    name_font(style.element.get_or_add_rPr(), look.font)
    style.font.size, style.font.bold, style.font.italic = Pt(look.points), look.bold, False
    style.font.color.rgb = look.ink
    form = style.paragraph_format
    form.space_before, form.space_after = Pt(look.before), Pt(look.after)
    if look.middle:
        form.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for border in style.element.iter(qn("w:pBdr")):
        border.getparent().remove(border)


def name_font(run: Any, font: str) -> None:
    """The font of Chinese text by name and that of Western text; the theme's are taken out."""
    fonts = run.get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for kind in ("w:ascii", "w:hAnsi", "w:cs"):
        fonts.set(qn(kind), LATIN)
    fonts.set(qn("w:eastAsia"), font)


def name_fallbacks(letter: Any) -> None:
    """Writes into the font table what stands in for a font that a machine lacks."""
    table = next(one.target_part for one in letter.part.rels.values() if one.reltype.endswith("/fontTable"))
    root: Any = parse_xml(table.blob)
    for name, other in FONTS.items():
        font = OxmlElement("w:font")
        root.append(font)
        font.set(qn("w:name"), name)
        for tag, value in (("w:altName", other), ("w:charset", "86"), ("w:family", "auto"), ("w:pitch", "default")):
            said = OxmlElement(tag)
            said.set(qn("w:val"), value)
            font.append(said)
    table._blob = serialize_part_xml(root)
