"""The pages of a PDF: text in lines that are broken as Chinese wants it, in the font that the program carries."""

from dataclasses import dataclass
from typing import Literal

from fpdf import FPDF
from fpdf.enums import TextMode

from data.briefing.fonts import font_file, in_font
from data.briefing.typeset import break_lines

FAMILY = "yiping"
INK, RED, GREY = "#222222", "#b3261e", "#666666"
MM = 25.4 / 72  # of a point
LEADING = 1.6
STROKE = 0.022  # of the size: the outline that makes a heading heavier
MARGIN, TOP, BOTTOM = 22.0, 22.0, 24.0


@dataclass(frozen=True)
class Style:
    """Points, colour, weight and side of a text."""

    points: float
    ink: str = INK
    heavy: bool = False
    side: Literal["L", "C", "R"] = "L"
    indent: float = 0.0  # ems of the first line


class Sheet(FPDF):
    """A4 in millimetres; `y` is where the next thing begins. Every page ends with its number and `mark`."""

    def __init__(self, mark: str) -> None:
        super().__init__(format="A4")
        self.add_font(FAMILY, fname=font_file())
        self.mark = mark
        self.advances: dict[str, float] = {}
        self.set_margins(MARGIN, TOP, MARGIN)
        self.set_auto_page_break(False)
        self.set_font(FAMILY, size=10)

    @property
    def foot(self) -> float:
        """Where the text of a page ends."""
        return float(self.h - BOTTOM)

    def footer(self) -> None:
        small = Style(9, GREY, side="C")
        self.write_line(f"— {self.page_no()} —", small, MARGIN, self.h - 16, self.epw)
        self.write_line(self.mark, small, MARGIN, self.h - 11.5, self.epw)

    def width(self, text: str, points: float) -> float:
        """Millimetres."""
        found = 0.0
        for one in text:
            if one not in self.advances:
                self.set_font(FAMILY, size=100)
                self.advances[one] = self.get_string_width(one) / 100
            found += self.advances[one]
        return found * points

    def lines(self, text: str, style: Style, width: float) -> list[str]:
        return break_lines(in_font(text), width, lambda piece: self.width(piece, style.points))

    def write_line(self, text: str, style: Style, left: float, middle: float, width: float) -> None:
        """One line of known letters, its middle at that height."""
        room = width - self.width(text, style.points)
        self.set_font(FAMILY, size=style.points)
        self.set_text_color(style.ink)
        if style.heavy:
            self.set_draw_color(style.ink)
            self.set_line_width(STROKE * style.points * MM)
        self.text_mode = TextMode.FILL_STROKE if style.heavy else TextMode.FILL
        x = left + {"L": 0.0, "C": room / 2, "R": room}[style.side]
        if text:
            self.text(x, middle + 0.35 * style.points * MM, text)
        self.text_mode = TextMode.FILL

    def put(self, text: str, style: Style, after: float = 0.0, keep: float = 0.0) -> None:
        """A paragraph over the whole width; `keep` millimetres of what comes after stay on its page."""
        high = style.points * MM * LEADING
        blank = "\u3000" * int(style.indent)
        lines = self.lines(blank + text, style, self.epw)
        self.need(min(high * len(lines) + keep, self.foot - TOP))
        for line in lines:
            self.need(high)
            self.write_line(line, style, MARGIN, self.y + high / 2, self.epw)
            self.y += high
        self.y += after

    def need(self, high: float) -> None:
        """A new page where less than this is left."""
        if self.y + high > self.foot:
            self.add_page()
            self.y = TOP
