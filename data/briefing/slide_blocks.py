"""What stands on a slide: texts, tables, charts and maps, each in its box."""

import io
import re
from collections.abc import Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Pt

from data.briefing.column_widths import column_widths
from data.briefing.document import Briefing, Cell, Chart, Cited, MapPicture, Paragraph, Table
from data.briefing.native_chart import KINDS, dress, figures
from data.briefing.picture import mark_of, picture_of
from data.briefing.printable import plain, printable
from data.briefing.slide_master import Box
from data.briefing.stamp import properties
from data.briefing.typeset import count_lines, ems
from data.briefing.words import TEXTS
from data.wording import MISSING

TEXT_POINTS = (24, 20, 18, 16, 14, 12)
TITLE_POINTS = (40, 32, 28, 24, 20, 16)
LEAST_POINTS = 14  # still read from the back of a room
TABLE_POINTS = (18, 16, 14, 12, 14)  # the last one where a single page does not do
NOTE_POINTS = 12
LINE, BETWEEN = 1.5, 0.4  # of the type's size: a line of a Chinese typeface, and the space after a paragraph
CELL_MARGIN, CELL_PAD, CELL_LINE = Pt(6), Pt(4), 1.45
CELL_SIDES = 1.5  # ems that the margins of a cell take, on the safe side
MOST_STRETCH = 1.6
MOST_ROOMY = 12  # categories that leave room for larger labels
LONGEST_CENTRED = 9  # ems
BULLET = 2.0  # ems that bullet and margins take from a line

NUMBERED = re.compile(r"\d+\.")

Row = tuple[Cell, ...]


def bullets(texts: Sequence[Paragraph], language: str) -> Iterator[list[Cell]]:
    """Each paragraph, parted where a semicolon parts its phrases; of those the last has no stop either."""
    between, stop = TEXTS["semicolon"][language], TEXTS["stop"][language].rstrip()
    for one in texts:
        line: list[Cell] = []
        parts = one.parts[:-1] if between in one.parts and one.parts[-1] == stop else one.parts
        for part in parts:
            if part == between:
                yield line
                line = []
            else:
                line.append(part)
        yield line


def height_at(lines: Sequence[str], width: int, points: int) -> int:
    em = points * 12700
    count = sum(count_lines(one, width / em - BULLET) for one in lines)
    return int(em * (LINE * count + BETWEEN * len(lines) + 0.6))


def text_height(texts: Sequence[Paragraph], width: int, language: str, points: int = LEAST_POINTS) -> int:
    """About how high the texts are in EMU."""
    return height_at(words_of(texts, language), width, points)


def words_of(texts: Sequence[Paragraph], language: str) -> list[str]:
    return ["".join(plain(part) for part in line) for line in bullets(texts, language)]


def add_text(frame: Any, texts: Sequence[Paragraph], box: Box, language: str, largest: int = TEXT_POINTS[0]) -> None:
    """Fills a text frame of that box, in the largest type that fits; a place's own numbers are bold."""
    words = words_of(texts, language)
    fits = (one for one in TEXT_POINTS if one <= largest and height_at(words, box.width, one) <= box.height)
    points = next(fits, TEXT_POINTS[-1])
    frame.word_wrap = True
    for number, line in enumerate(bullets(texts, language)):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(points * BETWEEN)
        if NUMBERED.match(words[number]):
            properties_of = paragraph._p.get_or_add_pPr()
            properties_of.append(properties_of.makeelement(qn("a:buNone"), {}))
        for part in line:
            run = paragraph.add_run()
            run.text, run.font.size = plain(part), Pt(points)
            if isinstance(part, Cited) and part.quantity == "value":
                run.font.bold = True


def add_title(frame: Any, text: str, width: int, height: int) -> None:
    """In the layout's own type where it fits; smaller where not."""
    frame.text = text
    fits = (one for one in TITLE_POINTS if count_lines(text, width / (one * 12700) - 1) * one * 12700 * 1.3 <= height)
    points = next(fits, TEXT_POINTS[-1])
    if points < TITLE_POINTS[0]:
        frame.paragraphs[0].runs[0].font.size = Pt(points)


def row_height(row: Sequence[Cell], widths: Sequence[int], points: int) -> int:
    em = points * 12700
    lines = max(
        count_lines(plain(cell), max((wide - 2 * CELL_MARGIN) / em, 1)) for cell, wide in zip(row, widths, strict=True)
    )
    return int(em * CELL_LINE * lines) + int(CELL_PAD)


def laid_out(table: Table, box: Box) -> tuple[int, list[int], list[list[Row]]]:
    """The type's size, the columns' widths, and the rows of each page."""
    for points in TABLE_POINTS:
        widths = column_widths(table, box.width, points * 12700, CELL_SIDES)
        head = row_height(table.heads, widths, points)
        pages: list[list[Row]] = [[]]
        room = box.height - head
        for row in table.rows:
            high = row_height(row, widths, points)
            if high > room and pages[-1]:
                pages.append([])
                room = box.height - head
            pages[-1].append(row)
            room -= high
        if len(pages) == 1:
            break
    return points, widths, evened(pages)


def evened(pages: list[list[Row]]) -> list[list[Row]]:
    """Pages of about equal length rather than a last one with a single row; none longer than the first."""
    if len(pages) < 2 or len(pages[0]) < 2 or len(pages[-1]) > len(pages[0]) // 2:
        return pages
    moved = (len(pages[-2]) - len(pages[-1])) // 2
    return [*pages[:-2], pages[-2][:-moved], pages[-2][-moved:] + pages[-1]] if moved > 0 else pages


def pages_of(table: Table, box: Box) -> list[list[Row]]:
    return laid_out(table, box)[2]


def add_table(slide: Any, table: Table, rows: Sequence[Row], box: Box) -> None:
    """A table of the template's usual style: numbers to the right, rows as high as their text."""
    points, widths, _ = laid_out(table, box)
    heights = [row_height(row, widths, points) for row in (table.heads, *rows)]
    stretch = min(MOST_STRETCH, max(1.0, box.height / sum(heights)))
    heights = [int(one * stretch) for one in heights]
    place = (Emu(one) for one in (box.left, box.top, sum(widths), sum(heights)))
    frame = slide.shapes.add_table(1, len(table.heads), *place)
    frame.name = printable(table.title)
    for column, wide in zip(frame.table.columns, widths, strict=True):
        column.width = Emu(wide)
    sides = [side_of(column) for column in zip(*table.rows, strict=True)] or ["l"] * len(table.heads)
    sides[0] = "l"
    grid = frame.table._tbl
    grid.remove(grid.tr_lst[0])
    for row, high in zip((table.heads, *rows), heights, strict=True):
        grid.append(parse_xml(row_xml(row, sides, points, high)))


def row_xml(row: Sequence[Cell], sides: Sequence[str], points: int, high: int) -> str:
    """A row as it stands in the file: python-pptx would take a millisecond for each property of each cell."""
    margins = f'marL="{CELL_MARGIN}" marR="{CELL_MARGIN}" marT="{CELL_PAD // 2}" marB="{CELL_PAD // 2}"'
    cells = "".join(
        f'<a:tc><a:txBody><a:bodyPr/><a:lstStyle/><a:p><a:pPr algn="{side}"/><a:r><a:rPr sz="{points * 100}"/>'
        f'<a:t>{escape(plain(one))}</a:t></a:r></a:p></a:txBody><a:tcPr {margins} anchor="ctr"/></a:tc>'
        for one, side in zip(row, sides, strict=True)
    )
    return f'<a:tr {nsdecls("a")} h="{high}">{cells}</a:tr>'


def side_of(column: Sequence[Cell]) -> str:
    """Numbers to the right, short words in the middle, texts to the left."""
    told = [cell for cell in column if plain(cell) != MISSING]
    if 2 * sum(isinstance(cell, Cited) for cell in told) > len(told):
        return "r"
    return "ctr" if all(ems(plain(cell)) <= LONGEST_CENTRED for cell in column) else "l"


def add_chart(slide: Any, chart: Chart, box: Box, briefing: Briefing, titled: bool) -> None:
    """A native chart with its note under it, and its title over it where the slide is not called after it."""
    over, under = Pt(26) if titled else 0, Pt(26) if chart.note else 0
    if titled:
        add_note(
            slide, f"{chart.title} ({chart.unit})" if chart.unit else chart.title, box.left, box.top, box.width, 14
        )
    high = box.height - over - under
    place = (Emu(one) for one in (box.left, box.top + over, box.width, high))
    frame = slide.shapes.add_chart(KINDS[chart.kind], *place, figures(chart, properties(briefing).at))
    frame.name = printable(chart.title)
    describe(frame, f"{chart.title} {chart.note}")
    dress(frame.chart, chart, 10 if len(chart.categories) > MOST_ROOMY else 12)
    if chart.note:
        add_note(slide, chart.note, box.left, box.top + box.height - under, box.width, NOTE_POINTS)


def add_map(slide: Any, picture: MapPicture, box: Box, briefing: Briefing) -> None:
    """The map as large as the box lets it, in its middle."""
    shown = slide.shapes.add_picture(io.BytesIO(picture_of(picture, mark_of(briefing))), Emu(box.left), Emu(box.top))
    scale = min(box.width / shown.width, box.height / shown.height)
    shown.width, shown.height = Emu(int(shown.width * scale)), Emu(int(shown.height * scale))
    shown.left = Emu(box.left + (box.width - shown.width) // 2)
    shown.top = Emu(box.top + (box.height - shown.height) // 2)
    shown.name = printable(picture.title)
    describe(shown, picture.title)


def add_note(slide: Any, text: str, left: int, top: int, width: int, points: int) -> None:
    frame = slide.shapes.add_textbox(Emu(left), Emu(top), Emu(width), Pt(24)).text_frame
    frame.word_wrap = True
    run = frame.paragraphs[0].add_run()
    run.text, run.font.size = printable(text), Pt(points)


def describe(shape: Any, text: str) -> None:
    """What a screen reader tells."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", printable(text).strip())
