"""Each kind of file is read whole, and each finding says where in it."""

import io
import zipfile
from typing import Any

import pytest
from docx import Document
from docx.shared import Pt
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from data.briefing.lint.finding import Finding
from data.briefing.lint.reading import MOST_BYTES, read_draft
from data.briefing.lint.rules import check
from data.fault import Fault, Misuse

WRONG = "共受理9238件，办结9182件，办结率93.99%。"
ROWS = (("村", "受理"), ("甲", "1200"), ("乙", "300"), ("合计", "1600"))


def found(name: str, document: Any) -> list[Finding]:
    file = io.BytesIO()
    document.save(file)
    return check(read_draft(name, file.getvalue()))


def filled(table: Any) -> None:
    for row, texts in enumerate(ROWS):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text


def test_a_word_file() -> None:
    document = Document()
    document.add_heading("一、总体情况")
    document.add_paragraph("")
    split = document.add_paragraph("共受理9238件，办结91")
    split.add_run("82件，办结率").bold = True
    split.add_run("93.99%。").font.size = Pt(16)
    table = document.add_table(len(ROWS), 2)
    filled(table)
    table.cell(1, 0).text = "2026年2月30日"
    document.sections[0].header.paragraphs[0].text = "满意率109%"
    where = [(one.rule, one.where.zh) for one in found("draft.docx", document)]
    assert sorted(where) == [
        ("date", "表1 第2行第1列"),
        ("limit", "页眉"),
        ("ratio", "第2段"),
        ("sum", "表1 第4行第2列"),
    ]


def test_a_deck() -> None:
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "2026年2月30日工作情况"
    box = slide.shapes.add_textbox(0, 0, Inches(4), Inches(1))
    box.name = "正文"
    box.text_frame.text = WRONG
    second = deck.slides.add_slide(deck.slide_layouts[6])
    shape = second.shapes.add_table(len(ROWS), 2, 0, 0, Inches(4), Inches(2))
    shape.name = "各村"
    filled(shape.table)
    data: Any = CategoryChartData()  # type: ignore[no-untyped-call]
    data.categories = ["甲", "乙", "合计"]
    data.add_series("受理", (1200, 300, 1600))
    chart = second.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, 0, 0, Inches(4), Inches(3), data)
    chart.name = "图"
    second.notes_slide.notes_text_frame.text = "满意率109%"
    where = [(one.rule, one.where.zh) for one in found("draft.PPTX", deck)]
    assert sorted(where) == [
        ("date", f"第1张 {slide.shapes.title.name}"),
        ("limit", "第2张 备注"),
        ("ratio", "第1张 正文"),
        ("sum", "第2张 各村 第4行第2列"),
        ("sum", "第2张 图 第4行第2列"),
    ]


def test_text_in_either_encoding() -> None:
    for encoding in ("utf-8", "utf-8-sig", "gb18030"):
        (one,) = check(read_draft("draft.md", f"# 周报\r\n\r\n{WRONG}".encode(encoding)))
        assert one.where.zh == "第3行"


def test_what_cannot_be_read_is_said() -> None:
    with pytest.raises(Misuse, match="docx, pptx"):
        read_draft("draft.doc", b"")
    for content in (b"", b"PK", b"\x00" * 100):
        with pytest.raises(Fault, match="cannot be read"):
            read_draft("draft.docx", content)
    with pytest.raises(Fault, match="larger"):
        read_draft("draft.txt", b" " * (MOST_BYTES + 1))
    with pytest.raises(Fault, match="neither"):
        read_draft("draft.txt", b"\xff\xff\xff")


def test_a_file_that_unpacks_to_too_much_is_not_unpacked() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed, packed.open("word/document.xml", "w") as part:
        for _ in range(410):
            part.write(b" " * 1_000_000)
    with pytest.raises(Fault, match="unpacks"):
        read_draft("draft.docx", file.getvalue())
