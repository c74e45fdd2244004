"""Breaking lines of Chinese and Western text: between any two Chinese characters, never inside a number or a word."""

import re
from collections.abc import Callable, Iterator

PIECE = re.compile(r"[A-Za-z0-9\u00c0-\u024f_.,:%+\-−–/'’<>≥≤&@]+|\s+|.", re.DOTALL)
NEVER_FIRST = "，。；：、！？）》”’％,.;:!?)]…"
NEVER_LAST = "（《“‘(["
WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]"
    "|[\U0001f000-\U0003ffff]"
)
NARROW_EM = 0.53  # of a Western letter, on the safe side

Measure = Callable[[str], float]


def pieces(text: str) -> Iterator[str]:
    """What may not be parted: words, numbers, signs with what they belong to."""
    held = ""
    for piece in PIECE.findall(text):
        if held and (piece in NEVER_FIRST or held[-1] in NEVER_LAST):
            held += piece
            continue
        if held:
            yield held
        held = piece
    if held:
        yield held


def break_lines(text: str, width: float, measure: Measure) -> list[str]:
    """Lines no wider than `width` as `measure` measures them; a piece wider than a line is parted anywhere."""
    lines, line, room = [], "", width
    for piece in pieces(text):
        wide = measure(piece)
        if wide <= room:
            line, room = line + piece, room - wide
            continue
        if line.strip():
            lines.append(line.rstrip())
        line, room = "", width
        if wide > width:
            for letter in piece:
                one = measure(letter)
                if one > room and line:
                    lines.append(line)
                    line, room = "", width
                line, room = line + letter, room - one
        elif piece.strip():
            line, room = piece, width - wide
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def ems(text: str) -> float:
    """About how wide a text is, in widths of a Chinese character, where no font can be asked."""
    wide = len(WIDE.findall(text))
    return wide + NARROW_EM * (len(text) - wide)


def count_lines(text: str, width_ems: float) -> int:
    """About how many lines a text takes."""
    return len(break_lines(text, width_ems, ems))
