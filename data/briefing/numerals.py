"""The numbers of sections and of their parts, as official documents write them."""

from data.fault import Fault

DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """1 to 99 in Chinese: 十, 十二, 二十, 三十五. Raises Fault beyond."""
    if not 1 <= number <= 99:
        raise Fault(f"{number} parts are more than a briefing can number")
    tens, ones = divmod(number, 10)
    return f"{DIGITS[tens] if tens > 1 else ''}{'十' if tens else ''}{DIGITS[ones] if ones else ''}"


def ordinal(number: int, language: str) -> str:
    """Before a section's title: "一、", "1. "."""
    return f"{chinese(number)}、" if language == "zh" else f"{number}. "


def sub_ordinal(section: int, number: int, language: str) -> str:
    """Before the title of a section's part: "（一）", "1.1 "."""
    return f"（{chinese(number)}）" if language == "zh" else f"{section}.{number} "
