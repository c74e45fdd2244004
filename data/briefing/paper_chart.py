"""Charts of a PDF, drawn as lines and areas: sharp at any size, their numbers are text."""

from data.briefing.document import Chart
from data.briefing.fonts import in_font
from data.briefing.paper_sheet import GREY, MARGIN, Sheet, Style
from data.briefing.printable import cut, printable
from data.briefing.scale import extent, line_scale
from data.briefing.svg_chart import INKS, runs
from data.wording import number

HEIGHT, BAR, LEFT = 56.0, 6.0, 14.0
NAME_SHARE = 0.24  # of the width, for the names of ranked places
LABEL = Style(8, "#333333", side="C")
MARK = Style(8, GREY, side="R")
PALE = "#dddddd"
LONGEST_NAME = 14


def chart_height(chart: Chart) -> float:
    """Millimetres."""
    if chart.kind == "ranked":
        return BAR * len(chart.categories) + 4
    return HEIGHT + (6 if len(chart.series) > 1 else 0)


def draw_chart(sheet: Sheet, chart: Chart) -> None:
    """From where the sheet stands, over the whole width; the page must have room."""
    (lying if chart.kind == "ranked" else upright)(sheet, chart)
    sheet.y += chart_height(chart)


def upright(sheet: Sheet, chart: Chart) -> None:
    """Lines with gaps where nothing is known, or bars side by side, over the categories."""
    told = [value for one in chart.series for value in one.values if value is not None]
    low, high = extent(told, True) if chart.kind == "bar" else line_scale(chart)
    left, wide, top, foot = MARGIN + LEFT, sheet.epw - LEFT, sheet.y + 4, sheet.y + HEIGHT - 7
    step = wide / max(len(chart.categories), 1)

    def y(value: float) -> float:
        return foot - (value - low) / (high - low) * (foot - top)

    sheet.set_line_width(0.15)
    for part in range(5):
        level = low + (high - low) * part / 4
        sheet.set_draw_color(PALE)
        sheet.line(left, y(level), left + wide, y(level))
        sheet.write_line(number(level, max(chart.digits, 1)), MARK, MARGIN, y(level), LEFT - 2)
    for n, name in enumerate(chart.categories):
        sheet.write_line(short(name), LABEL, left + n * step, foot + 4, step)
    for which, one in enumerate(chart.series):
        ink = INKS[which % len(INKS)]
        sheet.set_fill_color(ink)
        if chart.kind == "bar":
            bar = 0.7 * step / len(chart.series)
            for n, value in enumerate(one.values):
                if value is not None:
                    x = left + (n + 0.15) * step + which * bar
                    sheet.rect(x, min(y(value), y(0)), bar, abs(y(value) - y(0)), style="F")
        else:
            for run in runs(one.values):
                points = [(left + (n + 0.5) * step, y(known)) for n, known in run]
                sheet.set_draw_color(ink)
                sheet.set_line_width(0.5)
                sheet.polyline(points)
                for x, middle in points:
                    sheet.circle(x, middle, 0.8, style="F")
        if len(chart.series) == 1:
            for n, value in enumerate(one.values):
                if value is not None:
                    sheet.write_line(number(value, chart.digits), LABEL, left + n * step, y(value) - 3, step)
    if len(chart.series) > 1:
        legend(sheet, chart, sheet.y + HEIGHT)


def legend(sheet: Sheet, chart: Chart, top: float) -> None:
    """A patch and a name for each series."""
    share = sheet.epw / len(chart.series)
    for which, one in enumerate(chart.series):
        x = MARGIN + which * share
        sheet.set_fill_color(INKS[which % len(INKS)])
        sheet.rect(x, top + 1.5, 3, 3, style="F")
        words = cut(in_font(printable(one.title)), int(share / 3))
        sheet.write_line(words, Style(8), x + 4.5, top + 3, share - 4.5)


def lying(sheet: Sheet, chart: Chart) -> None:
    """Bars from the left, each with its name and its number; what lies below 0 goes as far and is told so."""
    values = chart.series[0].values
    longest = max((abs(value) for value in values if value is not None), default=0.0) or 1.0
    name_room = NAME_SHARE * sheet.epw
    room = sheet.epw - name_room - 18
    for n, (name, value) in enumerate(zip(chart.categories, values, strict=True)):
        middle = sheet.y + 2 + (n + 0.5) * BAR
        words = cut(in_font(printable(name)), LONGEST_NAME)
        sheet.write_line(words, Style(8.5, side="R"), MARGIN, middle, name_room - 2)
        if value is None:
            continue
        wide = room * abs(value) / longest
        sheet.set_fill_color(INKS[0])
        sheet.rect(MARGIN + name_room, middle - 0.34 * BAR, wide, 0.68 * BAR, style="F")
        sheet.write_line(number(value, chart.digits), Style(8.5), MARGIN + name_room + wide + 1.5, middle, 16)


def short(name: str) -> str:
    return cut(in_font(printable(name)), LONGEST_NAME)
