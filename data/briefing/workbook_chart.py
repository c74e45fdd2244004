"""A native chart of a sheet, over the data that stands beside it."""

from typing import Any

from data.briefing.document import Chart
from data.briefing.fonts import SANS
from data.briefing.native_chart import number_format
from data.briefing.printable import printable
from data.briefing.scale import line_scale
from data.briefing.svg_chart import INKS
from data.briefing.workbook_sheet import Sheet

KINDS = {"line": "line", "bar": "column", "ranked": "bar"}
ROWS = 18  # that a chart covers at the least
PIXELS = 20  # of a row
COLUMN_GAP = 2


def add_chart(sheet: Sheet, chart: Chart) -> None:
    """Writes title, note and data, and puts the chart to their right; the raw values stand in the cells."""
    title = f"{chart.title} ({chart.unit})" if chart.unit else chart.title
    sheet.title(title)
    if chart.note:
        sheet.line(chart.note)
    top = sheet.row
    sheet.heads(chart.indicator, *(one.title for one in chart.series))
    form = number_format(chart.digits)
    for index, name in enumerate(chart.categories):
        sheet.put(0, name)
        for column, one in enumerate(chart.series, 1):
            sheet.put(column, one.values[index], num_format=form)
        sheet.row += 1
    drawn = made(sheet, chart, title, top)
    drawn.set_size({"width": 720, "height": max(ROWS, len(chart.categories) + 2) * PIXELS})
    sheet.sheet.insert_chart(top, len(chart.series) + COLUMN_GAP, drawn, {"description": printable(title)})
    sheet.row = max(sheet.row, top + max(ROWS, len(chart.categories) + 2)) + 2


def made(sheet: Sheet, chart: Chart, title: str, top: int) -> Any:
    drawn = sheet.book.add_chart({"type": KINDS[chart.kind]})
    name, last = sheet.sheet.get_name(), top + len(chart.categories)
    for column, _ in enumerate(chart.series, 1):
        ink = {"color": INKS[(column - 1) % len(INKS)]}
        look: dict[str, Any] = {"fill": ink, "gap": 45}
        if chart.kind == "line":
            marker = {"type": "circle", "size": 6, "fill": ink, "border": ink}
            look = {"line": {**ink, "width": 2.25}, "marker": marker}
        labels = {"value": True, "num_format": number_format(chart.digits)}
        if chart.kind == "line":
            labels["position"] = "above"
        drawn.add_series(
            {
                "name": [name, top, column],
                "categories": [name, top + 1, 0, last, 0],
                "values": [name, top + 1, column, last, column],
                **({"data_labels": labels} if len(chart.series) == 1 else {}),
                **look,
            }
        )
    font = {"name": SANS, "size": 10}
    drawn.set_title({"name": printable(title), "name_font": {**font, "size": 12, "bold": True}, "overlay": False})
    drawn.set_legend({"none": True} if len(chart.series) == 1 else {"position": "bottom", "font": font})
    quiet = {"visible": True, "line": {"color": "#DDDDDD"}}
    lying = chart.kind == "ranked"
    names = {"num_font": font, "reverse": lying, "major_gridlines": {"visible": False}}
    lines = {"visible": False} if lying else quiet
    low, high = line_scale(chart)
    ends = {"min": low, "max": high} if chart.kind == "line" else {}
    values = {"num_font": font, "major_gridlines": lines, "visible": not lying, **ends}
    # Of lying bars the library's y axis is the upright one, which bears the names.
    drawn.set_x_axis(values if lying else names)
    drawn.set_y_axis(names if lying else values)
    drawn.show_blanks_as("gap")
    return drawn
