"""A native chart in a Word file: python-docx knows none, so that its parts are made here."""

from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from pptx import Presentation
from pptx.parts.chart import ChartPart

from data.briefing.document import Briefing, Chart
from data.briefing.native_chart import KINDS, dress, figures
from data.briefing.printable import printable
from data.briefing.stamp import properties

CHARTS = "http://schemas.openxmlformats.org/drawingml/2006/chart"
POINTS = 10
WORKBOOK = "rId1"  # what the chart's XML calls the first part that it refers to


class ChartPress:
    """Makes the charts of one letter; each has its own number in the package."""

    def __init__(self, letter: Any, briefing: Briefing) -> None:
        self.letter, self.written_at, self.made = letter, properties(briefing).at, 0
        self.package = Presentation().part.package
        used = {str(one.partname) for one in letter.part.package.iter_parts()}
        self.taken = sum(one.startswith("/word/charts/") for one in used)

    def add(self, run: Any, chart: Chart, width: int, height: int) -> None:
        """Puts the chart, of that size in EMU, into a run of text."""
        self.made += 1
        number = self.taken + self.made
        made: Any = ChartPart.new(KINDS[chart.kind], figures(chart, self.written_at), self.package)
        dress(made.chart, chart, POINTS)
        package = self.letter.part.package
        workbook = Part(
            PackURI(f"/word/embeddings/chart{number}.xlsx"),
            CONTENT_TYPE.SML_SHEET,
            made.chart_workbook.xlsx_part.blob,
            package,
        )
        part = Part(PackURI(f"/word/charts/chart{number}.xml"), CONTENT_TYPE.DML_CHART, made.blob, package)
        part.load_rel(RELATIONSHIP_TYPE.PACKAGE, workbook, made._element.xlsx_part_rId or WORKBOOK)
        id = self.letter.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
        inline = parse_xml(
            f'<w:drawing {nsdecls("w", "wp", "a")}><wp:inline distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent cx="{width}" cy="{height}"/><wp:docPr id="{1000 + number}" name="chart {number}"/>'
            f'<a:graphic><a:graphicData uri="{CHARTS}"><c:chart xmlns:c="{CHARTS}" {nsdecls("r")} r:id="{id}"/>'
            "</a:graphicData></a:graphic></wp:inline></w:drawing>"
        )
        inline[0][1].set("descr", printable(f"{chart.title} {chart.note}").strip())
        run._r.append(inline)
