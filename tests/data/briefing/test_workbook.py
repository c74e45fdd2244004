"""The workbook holds every number with what it is bound to, and no text of it is a formula."""

from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import openpyxl
import pytest

from data.briefing.document import Briefing, Chart, Cited
from data.briefing.labels import QUANTITIES
from data.briefing.printable import printable
from data.briefing.workbook import write_workbook
from data.briefing.workbook_sheet import sheet_name, shown_as
from tests.data.briefing.whole import NAMES, outside, texts_of, whole

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


@pytest.fixture(scope="module", params=NAMES, ids=("plain", "hostile", "long"))
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Briefing, Path]:
    """A briefing and the workbook that was written of it."""
    briefing, path = whole(request.param), tmp_path_factory.mktemp("workbook") / "a.xlsx"
    write_workbook(briefing, path)
    return briefing, path


def cells(path: Path) -> list[Any]:
    return [cell for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for cell in row]


def test_every_text_is_there_and_none_is_a_formula(both: tuple[Briefing, Path]) -> None:
    briefing, path = both
    found = cells(path)
    assert {one.data_type for one in found} <= {"s", "n"}
    assert all(one.hyperlink is None for one in found)
    assert outside(str(path)) == []
    words = "\n".join(one.value for one in found if isinstance(one.value, str))
    assert [one for one in texts_of(briefing) if printable(one) not in words] == []


def test_every_number_is_bound(both: tuple[Briefing, Path]) -> None:
    briefing, path = both
    rows = list(openpyxl.load_workbook(path)["数据"].iter_rows(values_only=True))
    assert len(set(rows[0])) == len(rows[0]) == 10
    expected = [
        (one.indicator, one.level, one.place, QUANTITIES[one.quantity].zh, one.value, one.text)
        for one in briefing.cited()
    ]
    assert [row[2:8] for row in rows[1:]] == expected
    assert {row[8:] for row in rows[1:]} == {(briefing.covers, "数据截至2026年11月15日 24:00")}


def test_charts_are_native_and_stand_on_their_raw_values(both: tuple[Briefing, Path]) -> None:
    briefing, path = both
    sheet = openpyxl.load_workbook(path)["图表"]
    charts = [block for section in briefing.sections for block in section.blocks if isinstance(block, Chart)]
    rows = list(sheet.iter_rows(values_only=True))
    with ZipFile(path) as package:
        drawn = [package.read(f"xl/charts/chart{n}.xml").decode() for n in range(1, len(charts) + 1)]
    for chart, xml in zip(charts, drawn, strict=True):
        top = next(
            n for n, row in enumerate(rows) if row[0] == chart.indicator and row[1] == printable(chart.series[0].title)
        )
        for column, series in enumerate(chart.series, 1):
            shown = [row[column] for row in rows[top + 1 : top + 1 + len(series.values)]]
            assert shown == list(series.values)
            letter, last = "ABC"[column], top + 1 + len(series.values)
            assert f"${letter}${top + 2}:${letter}${last}</c:f>" in xml


def test_lying_bars_have_their_names_beside_them(both: tuple[Briefing, Path]) -> None:
    with ZipFile(both[1]) as package:
        drawn = ElementTree.fromstring(package.read("xl/charts/chart3.xml"))
    names, values = drawn.find(f".//{C}catAx"), drawn.find(f".//{C}valAx")
    assert names is not None
    assert values is not None
    assert names.find(f"{C}delete") is None
    assert [axis.find(f"{C}scaling/{C}orientation").get("val") for axis in (names, values)] == ["maxMin", "minMax"]  # type: ignore[union-attr]


def test_the_map_is_told_by_places(both: tuple[Briefing, Path]) -> None:
    briefing, path = both
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[-1]
    rows = list(sheet.iter_rows(min_row=3, max_row=5, max_col=4, values_only=True))
    name = printable(briefing.place)
    assert rows == [("V00", name, 1, "< 3"), ("V01", name, 5, "≥ 3"), ("V02", name, None, "暂无数据")]
    assert len(sheet._images) == 1


def test_it_states_what_must_be_known(tmp_path: Path) -> None:
    write_workbook(whole(), tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    first = [row[0] for row in book.worksheets[0].iter_rows(values_only=True)]
    assert set(whole().cautions) < set(first)
    assert whole().cautions[0] in book.properties.description
    assert all("演示数据" in sheet.oddFooter.left.text for sheet in book)


@pytest.mark.parametrize(
    ("value", "text", "form"),
    [
        (1234.0, "1,234件", '#,##0"件"'),
        (-26.44, "−26.4%", '#,##0.0"%"'),
        (7.8, "+7.8个百分点", '+#,##0.0"个百分点"'),
        (60.0, "3/5", None),  # told by its parts
        (-26.44, "26.4%", None),  # the sentence tells the direction
        (0.5, "0件", None),  # a spreadsheet would show 1
        (99.96, "99.9%", None),  # what falls short of 100 never reads as 100
        (None, "5件", None),
    ],
)
def test_a_cell_is_a_number_only_where_it_then_reads_the_same(value: float | None, text: str, form: str | None) -> None:
    found = shown_as(Cited("x", "town", "t", "value", value, text))
    assert found == form if form is None else (found or "").startswith(form)


def test_names_of_sheets_are_short_and_differ() -> None:
    taken: set[str] = set()
    names = [sheet_name(one, taken) for one in ("甲/乙:[丙]", "长" * 40, "长" * 41, "", "'")]
    assert len(set(names)) == 5
    assert all(0 < len(one) <= 31 and not set(one) & set("[]:*?/\\'") for one in names)
