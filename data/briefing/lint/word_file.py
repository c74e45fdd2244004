"""The text of a DOCX: paragraphs, table cells, text boxes, headers and notes, and the values of its charts."""

from collections.abc import Iterator
from typing import IO, Any

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from data.briefing.lint.chart_values import chart_grid
from data.briefing.lint.sentence import Draft, Grid, Piece
from data.catalogue import Words

FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
PARTS = (
    (RELATIONSHIP_TYPE.HEADER, Words("页眉", "header")),
    (RELATIONSHIP_TYPE.FOOTER, Words("页脚", "footer")),
    (RELATIONSHIP_TYPE.FOOTNOTES, Words("脚注", "footnotes")),
)


def read_word(file: IO[bytes]) -> Draft:
    """Paragraphs are counted as they stand, empty ones not; the cells of a table by its number, row and column."""
    document = Document(file)
    body = document.element.body
    pieces = list(body_pieces(body))
    grids = [table_grid(table, n) for n, table in enumerate(tables(body), 1)]
    for relation in document.part.rels.values():
        part: Any = None if relation.is_external else relation.target_part
        for kind, where in PARTS:
            if relation.reltype == kind:
                root = part.element if hasattr(part, "element") else parse_xml(part.blob)
                pieces += [Piece(where, text) for one in root.iter(qn("w:p")) if (text := words_of(one)).strip()]
        if relation.reltype == RELATIONSHIP_TYPE.CHART:
            number = 1 + sum("图表" in grid.where.zh for grid in grids)
            grids.append(chart_grid(parse_xml(part.blob), Words(f"图表{number}", f"chart {number}")))
    return Draft(tuple(pieces), tuple(grids))


def body_pieces(body: Any) -> Iterator[Piece]:
    known = tables(body)
    number = 0
    for paragraph in body.iter(qn("w:p")):
        text = words_of(paragraph)
        if not text.strip() or any(one.tag == FALLBACK for one in paragraph.iterancestors()):
            continue
        cell = next(paragraph.iterancestors(qn("w:tc")), None)
        if cell is None:
            number += 1
            boxed = next(paragraph.iterancestors(qn("w:txbxContent")), None) is not None
            zh, en = (" 文本框", " (text box)") if boxed else ("", "")
            yield Piece(Words(f"第{number}段{zh}", f"paragraph {number}{en}"), text)
            continue
        row = cell.getparent()
        table = next(row.iterancestors(qn("w:tbl")))
        at = [list(table.iter(qn("w:tr"))).index(row) + 1, row.findall(qn("w:tc")).index(cell) + 1]
        yield Piece(place_of(known.index(table) + 1, *at), text)


def place_of(table: int, row: int, column: int) -> Words:
    return Words(f"表{table} 第{row}行第{column}列", f"table {table} row {row} column {column}")


def tables(body: Any) -> list[Any]:
    return list(body.iter(qn("w:tbl")))


def table_grid(table: Any, number: int) -> Grid:
    rows = [
        tuple("".join(words_of(one) for one in cell.iter(qn("w:p"))) for cell in row.findall(qn("w:tc")))
        for row in table.findall(qn("w:tr"))
    ]
    return Grid(Words(f"表{number}", f"table {number}"), tuple(rows))


def words_of(paragraph: Any) -> str:
    """The words of a paragraph's own runs, those in links and insertions too; what was struck out is none."""
    found = []
    for one in paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br")):
        if next(one.iterancestors(qn("w:p"))) is paragraph:
            found.append((one.text or "") if one.tag == qn("w:t") else "\n" if one.tag == qn("w:br") else " ")
    return "".join(found)
