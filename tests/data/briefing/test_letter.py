"""The letter holds every number, its charts can be edited, its tables tell their heads on every page."""

import io
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import openpyxl
import pytest
from docx import Document

from data.briefing.document import Briefing, Chart
from data.briefing.letter import write_letter
from data.briefing.printable import printable
from data.fault import Fault
from tests.data.briefing.whole import NAMES, outside, squeezed, texts_of, whole

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module", params=NAMES, ids=("plain", "hostile", "long"))
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Briefing, Path]:
    """A briefing and the letter that was written of it."""
    briefing, path = whole(request.param), tmp_path_factory.mktemp("letter") / "a.docx"
    write_letter(briefing, path)
    return briefing, path


def words(path: Path) -> str:
    """Every text of the body."""
    letter: Any = Document(str(path))
    return squeezed("".join(one.text or "" for one in letter.element.body.iter(f"{W}t")))


def test_every_text_and_number_is_there(both: tuple[Briefing, Path]) -> None:
    briefing, path = both
    found = words(path)
    assert [one for one in texts_of(briefing) if squeezed(printable(one)) not in found] == []
    assert outside(str(path)) == []


def test_charts_are_native_and_hold_their_data_twice(both: tuple[Briefing, Path]) -> None:
    briefing, path = both
    expected = [block for section in briefing.sections for block in section.blocks if isinstance(block, Chart)]
    with ZipFile(path) as package:
        for number, chart in enumerate(expected, 1):
            drawn = ElementTree.fromstring(package.read(f"word/charts/chart{number}.xml"))
            for found, series in zip(drawn.iter(f"{C}ser"), chart.series, strict=True):
                points = {
                    int(one.attrib["idx"]): float(one.findtext(f"{C}v", "")) for one in found.iterfind(f"{C}val//{C}pt")
                }
                assert [points.get(n) for n in range(len(series.values))] == list(series.values)
            book = openpyxl.load_workbook(io.BytesIO(package.read(f"word/embeddings/chart{number}.xlsx")))
            rows = list(book.active.iter_rows(values_only=True))
            assert [row[0] for row in rows[1:]] == [printable(name) for name in chart.categories]
            assert list(zip(*[row[1:] for row in rows[1:]], strict=True)) == [series.values for series in chart.series]
            relations = package.read(f"word/charts/_rels/chart{number}.xml.rels").decode()
            used = drawn.find(f"{C}externalData")
            assert used is not None
            assert f'Id="{next(iter(used.attrib.values()))}"' in relations
        body = package.read("word/document.xml").decode()
    assert body.count("<c:chart ") == len(expected) == 3


def test_the_form_of_an_official_brief(both: tuple[Briefing, Path]) -> None:
    briefing, path = both
    letter: Any = Document(str(path))
    heads = [one.text for one in letter.paragraphs if one.style.name == "Heading 1"]
    assert heads == [f"一、{printable(briefing.title.removesuffix('周报'))}", "二、分模块情况"]
    assert [one.text for one in letter.paragraphs if one.style.name == "Heading 2"] == ["（一）一", "（二）二"]
    assert all(table.rows[0]._tr.trPr.find(f"{W}tblHeader") is not None for table in letter.tables)
    foot = letter.sections[0].footer
    assert "PAGE" in foot._element.xpath("string(.)")
    assert foot.paragraphs[-1].text == "演示数据 · 数据截至2026年11月15日 24:00"
    assert briefing.cautions[0] in letter.core_properties.comments


def test_the_same_briefing_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.docx", "b.docx"):
        write_letter(whole(), tmp_path / name)
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()


def template(path: Path, *lines: str) -> Path:
    letter: Any = Document()
    for line in lines:
        letter.add_paragraph(line)
    letter.sections[0].header.paragraphs[0].text = "{{issuer}} {{unknown}}"
    letter.save(str(path))
    return path


def test_the_own_template_is_filled_where_it_says(tmp_path: Path) -> None:
    path = template(
        tmp_path / "own.docx", "标题：{{title}}", "{{ number }}，{{date}}", "{{cautions}}", "{{body}}", "抄送：县"
    )
    briefing = replace(whole(), templates={"docx": path})
    write_letter(briefing, tmp_path / "a.docx")
    letter: Any = Document(str(tmp_path / "a.docx"))
    texts = [one.text for one in letter.paragraphs]
    assert texts[:2] == ["标题：东村周报", "2026年第46期，数据截至2026年11月15日 24:00"]
    assert texts[2] == "\n".join(briefing.cautions)
    assert texts[-1] == "抄送：县"
    assert letter.sections[0].header.paragraphs[0].text == "东村 {{unknown}}"
    found = words(tmp_path / "a.docx")
    assert [one.text for one in briefing.cited() if squeezed(one.text) not in found] == []
    assert "{{body}}" not in found


def test_a_template_without_places_gets_the_head(tmp_path: Path) -> None:
    path = template(tmp_path / "own.docx")
    write_letter(replace(whole(), templates={"docx": path}), tmp_path / "a.docx")
    found = words(tmp_path / "a.docx")
    assert [one for one in texts_of(whole()) if squeezed(one) not in found] == []


def test_a_template_that_does_not_do_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text.docx").write_text("no letter")
    lacking: Any = Document()
    style = lacking.styles["Caption"].element
    style.getparent().remove(style)
    lacking.save(str(tmp_path / "lacking.docx"))
    for name, reason in (
        ("text", "no Word file"),
        ("nowhere", "no Word file"),
        ("lacking", "style Caption is missing"),
    ):
        with pytest.raises(Fault, match=reason):
            write_letter(replace(whole(), templates={"docx": tmp_path / f"{name}.docx"}), tmp_path / "a.docx")
