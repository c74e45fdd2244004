"""The slides hold every number and the data of every chart, whatever the names are, and keep within their size."""

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pptx import Presentation
from pptx.util import Inches

from data.briefing.document import Briefing, Chart
from data.briefing.printable import printable
from data.briefing.slides import write_slides
from data.fault import Fault
from tests.data.briefing.whole import NAMES, outside, squeezed, texts_of, whole


def written(briefing: Briefing, folder: Path) -> Any:
    path = folder / "a.pptx"
    write_slides(briefing, path)
    assert outside(str(path)) == []
    return Presentation(str(path))


def words(deck: Any) -> str:
    """Every text of every slide."""
    found = []
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                found.append(shape.text_frame.text)
            if shape.has_table:
                found += [cell.text for row in shape.table.rows for cell in row.cells]
    return squeezed("\n".join(found))


def charts(deck: Any) -> list[Any]:
    return [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]


def expected(briefing: Briefing) -> list[Chart]:
    return [block for section in briefing.sections for block in section.blocks if isinstance(block, Chart)]


@pytest.fixture(scope="module", params=NAMES, ids=("plain", "hostile", "long"))
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Briefing, Any]:
    """A briefing and the deck that was written of it."""
    briefing = whole(request.param)
    return briefing, written(briefing, tmp_path_factory.mktemp("slides"))


def test_every_text_and_number_is_there(both: tuple[Briefing, Any]) -> None:
    briefing, deck = both
    found = words(deck)
    assert [one for one in texts_of(briefing) if squeezed(printable(one)) not in found] == []


def test_charts_are_native_and_hold_their_data_twice(both: tuple[Briefing, Any]) -> None:
    briefing, deck = both
    drawn = charts(deck)
    assert len(drawn) == len(expected(briefing)) == 3
    for one, chart in zip(drawn, expected(briefing), strict=True):
        assert [tuple(series.values) for series in one.plots[0].series] == [series.values for series in chart.series]
        assert list(one.plots[0].categories) == [printable(name) for name in chart.categories]
        book = openpyxl.load_workbook(io.BytesIO(one.part.chart_workbook.xlsx_part.blob))
        rows = list(book.active.iter_rows(values_only=True))
        assert rows[0][1:] == tuple(printable(series.title) for series in chart.series)
        assert [row[0] for row in rows[1:]] == [printable(name) for name in chart.categories]
        assert list(zip(*[row[1:] for row in rows[1:]], strict=True)) == [series.values for series in chart.series]
        assert {cell.data_type for row in book.active for cell in row} <= {"s", "n"}


def test_the_cover_and_every_foot_state_what_must_be_known(tmp_path: Path) -> None:
    briefing = whole()
    deck = written(briefing, tmp_path)
    cover = "".join(shape.text_frame.text for shape in deck.slides[0].shapes if shape.has_text_frame)
    for one in (*briefing.cautions, "数据截至2026年11月15日 24:00", briefing.number):
        assert one in cover
    for slide in list(deck.slides)[1:]:
        feet = [shape.text_frame.text for shape in slide.placeholders if "footer" in shape.name.lower()]
        assert feet == ["演示数据 · 数据截至2026年11月15日 24:00"]
    core = deck.core_properties
    assert briefing.cautions[0] in core.comments
    assert core.title == f"{briefing.title} {briefing.number}"


def test_a_long_table_goes_on_and_nothing_leaves_its_slide(tmp_path: Path) -> None:
    deck = written(whole(rows=45), tmp_path)
    pages = [shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table]
    assert sum(len(one.rows) - 1 for one in pages) == 3 * 45
    assert len(pages) >= 6
    assert {one.cell(0, 0).text for one in pages} == {"名称"}
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= deck.slide_width
            high = sum(row.height for row in shape.table.rows) if shape.has_table else shape.height
            assert shape.top + high <= deck.slide_height, (slide.shapes.title.text_frame.text, shape.name)


def test_the_same_briefing_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.pptx", "b.pptx"):
        write_slides(whole(), tmp_path / name)
    assert (tmp_path / "a.pptx").read_bytes() == (tmp_path / "b.pptx").read_bytes()


def template(path: Path, layouts: int = 2) -> Path:
    """A town's own: wide, with a name on a cover's placeholder and a slide that is an example."""
    deck: Any = Presentation()
    deck.slide_width = Inches(12)
    for one in list(deck.slide_layouts)[layouts:]:
        deck.slide_layouts.remove(one)
    deck.slide_layouts[0].name = "town cover"
    deck.slide_layouts[0].placeholders[2].name = "number"
    deck.slides.add_slide(deck.slide_layouts[0]).shapes.title.text = "an example"
    deck.save(str(path))
    return path


def test_the_own_template_is_filled(tmp_path: Path) -> None:
    briefing = replace(whole(), templates={"pptx": template(tmp_path / "own.pptx")})
    deck = written(briefing, tmp_path)
    assert deck.slide_width == Inches(12)
    assert deck.slides[0].slide_layout.name == "town cover"
    found = words(deck)
    assert "anexample" not in found
    assert [one for one in texts_of(briefing) if squeezed(one) not in found] == []
    assert len(charts(deck)) == 3


def test_a_template_that_does_not_do_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text.pptx").write_text("no deck")
    for path, reason in (
        (tmp_path / "text.pptx", "no PowerPoint file"),
        (tmp_path / "nowhere.pptx", "no PowerPoint file"),
        (template(tmp_path / "cover.pptx", layouts=1), "a title and one body"),
    ):
        with pytest.raises(Fault, match=reason):
            write_slides(replace(whole(), templates={"pptx": path}), tmp_path / "a.pptx")
