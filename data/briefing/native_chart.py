"""A chart that Office and WPS can edit: its XML and the workbook behind it, for slides and letters alike."""

import io
from datetime import datetime
from typing import Any

import xlsxwriter
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.util import Pt

from data.briefing.document import Chart
from data.briefing.printable import printable
from data.briefing.scale import line_scale
from data.briefing.svg_chart import INKS
from data.wording import MISSING

KINDS = {
    "line": XL_CHART_TYPE.LINE_MARKERS,
    "bar": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "ranked": XL_CHART_TYPE.BAR_CLUSTERED,
}
UNTYPED_COLOUR: Any = RGBColor  # python-pptx declares no types of these
GREY, PALE = (UNTYPED_COLOUR.from_string(ink) for ink in ("555555", "DDDDDD"))


class Figures(CategoryChartData):
    """The categories and series of a chart; its workbook takes no text for a formula and tells no time of writing."""

    chart: Chart
    written_at: datetime

    @property
    def xlsx_blob(self) -> bytes:
        """Categories in column A from row 2, a series a column from B: where the chart's XML looks for them."""
        file = io.BytesIO()
        with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
            book.set_properties({"created": self.written_at})
            sheet, form = (
                book.add_worksheet("Sheet1"),
                book.add_format({"num_format": number_format(self.chart.digits)}),
            )
            for row, name in enumerate(self.chart.categories, 1):
                sheet.write_string(row, 0, printable(name) or MISSING)
            for column, one in enumerate(self.chart.series, 1):
                sheet.write_string(0, column, printable(one.title))
                for row, value in enumerate(one.values, 1):
                    if value is not None:
                        sheet.write_number(row, column, value, form)
        return file.getvalue()


UNTYPED_FIGURES: Any = Figures


def figures(chart: Chart, written_at: datetime) -> Any:
    """What python-pptx draws a chart of; `written_at` is the time that its workbook bears."""
    found: Any = UNTYPED_FIGURES(number_format=number_format(chart.digits))
    found.chart, found.written_at = chart, written_at
    found.categories = [printable(name) or MISSING for name in chart.categories]
    for one in chart.series:
        found.add_series(printable(one.title), one.values)
    return found


def number_format(digits: int) -> str:
    """As Office writes it: thousands apart, so many digits after the point."""
    return f"#,##0.{'0' * digits}" if digits > 0 else "#,##0"


def dress(drawn: Any, chart: Chart, points: int) -> None:
    """Gives a new native chart its looks: quiet axes, labels of `points`, what is ranked from the top down."""
    drawn.has_title = False
    drawn.font.size, drawn.font.color.rgb = Pt(points), GREY
    several = len(chart.series) > 1
    drawn.has_legend = several
    if several:
        drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    across, up = drawn.category_axis, drawn.value_axis
    across.has_major_gridlines = False
    across.format.line.color.rgb = PALE
    across.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    up.format.line.fill.background()
    up.tick_labels.number_format, up.tick_labels.number_format_is_linked = number_format(chart.digits), False
    if chart.kind == "ranked":
        across.reverse_order, up.visible, up.has_major_gridlines = True, False, False
        known = [value for one in chart.series for value in one.values if value is not None]
        if known and min(known) >= 0:
            up.minimum_scale = 0
    else:
        up.major_gridlines.format.line.color.rgb = PALE
    if chart.kind == "line":
        up.minimum_scale, up.maximum_scale = line_scale(chart)
    plot = drawn.plots[0]
    if chart.kind != "line":
        plot.gap_width = 45
    for number, series in enumerate(plot.series):
        dress_series(series, chart.kind, UNTYPED_COLOUR.from_string(INKS[number % len(INKS)].removeprefix("#").upper()))
    if not several:
        label_values(plot, chart, points)


def dress_series(series: Any, kind: str, ink: Any) -> None:
    if kind != "line":
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = ink
        return
    series.smooth = False
    series.format.line.color.rgb, series.format.line.width = ink, Pt(2.25)
    series.marker.style, series.marker.size = XL_MARKER_STYLE.CIRCLE, 6
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = ink
    series.marker.format.line.color.rgb = ink


def label_values(plot: Any, chart: Chart, points: int) -> None:
    plot.has_data_labels = True
    labels = plot.data_labels
    labels.show_value, labels.font.size = True, Pt(points)
    labels.number_format, labels.number_format_is_linked = number_format(chart.digits), False
    labels.position = XL_LABEL_POSITION.ABOVE if chart.kind == "line" else XL_LABEL_POSITION.OUTSIDE_END
