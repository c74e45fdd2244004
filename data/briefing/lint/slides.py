"""The text of a PPTX: shapes, tables, charts and notes, by slide."""

from collections.abc import Iterable, Iterator
from typing import IO, Any

from pptx import Presentation

from data.briefing.lint.chart_values import chart_grid
from data.briefing.lint.sentence import Draft, Grid, Piece
from data.catalogue import Words


def read_slides(file: IO[bytes]) -> Draft:
    """A shape is told by its name in the selection pane."""
    pieces: list[Piece] = []
    grids: list[Grid] = []
    for number, slide in enumerate(Presentation(file).slides, 1):
        at = Words(f"第{number}张", f"slide {number}")
        for shape in every(slide.shapes):
            name = Words(f"{at.zh} {shape.name}", f"{at.en} {shape.name}")
            if shape.has_text_frame:
                pieces += [Piece(name, words_of(one)) for one in shape.text_frame.paragraphs]
            elif getattr(shape, "has_table", False):
                rows = tuple(tuple(cell.text_frame.text for cell in row.cells) for row in shape.table.rows)
                grids.append(Grid(name, rows))
                pieces += list(cells(rows, name))
            elif getattr(shape, "has_chart", False):
                grids.append(chart_grid(shape.chart.element, name))
        if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
            where = Words(f"{at.zh} 备注", f"{at.en} notes")
            pieces += [Piece(where, words_of(one)) for one in slide.notes_slide.notes_text_frame.paragraphs]
    return Draft(tuple(one for one in pieces if one.text.strip()), tuple(grids))


def every(shapes: Iterable[Any]) -> Iterator[Any]:
    """Those in groups too."""
    for shape in shapes:
        if hasattr(shape, "shapes"):
            yield from every(shape.shapes)
        else:
            yield shape


def words_of(paragraph: Any) -> str:
    return str(paragraph.text)


def cells(rows: tuple[tuple[str, ...], ...], name: Words) -> Iterator[Piece]:
    for row, texts in enumerate(rows, 1):
        for column, text in enumerate(texts, 1):
            where = Words(f"{name.zh} 第{row}行第{column}列", f"{name.en} row {row} column {column}")
            yield Piece(where, text)
