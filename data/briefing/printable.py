"""Text that every format can hold: nothing that XML refuses or that turns a line round, and nothing lost unseen."""

import re

from data.briefing.document import Cell

CONTROL = re.compile(r"[\x00-\x1f\x7f]")
REFUSED = re.compile("[\x80-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")
PICTURES = 0x2400  # the visible signs of the control characters, in their order
DELETE = 0x7F


def printable(text: str) -> str:
    """The text with control characters as their visible signs (␛), white space as a space, and what XML refuses or
    what turns the direction of a line as U+FFFD."""
    return REFUSED.sub("\ufffd", CONTROL.sub(picture, text))


def picture(found: re.Match[str]) -> str:
    if found[0].isspace():
        return " "
    return "\u2421" if ord(found[0]) == DELETE else chr(PICTURES + ord(found[0]))


def plain(cell: Cell) -> str:
    """What stands in a cell or in a part of a sentence."""
    return printable(cell if isinstance(cell, str) else cell.text)


def cut(text: str, longest: int) -> str:
    """At most so many characters; an ellipsis where more were."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
