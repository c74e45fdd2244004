"""Lines are broken where Chinese and numbers allow it, and nothing is lost."""

from hypothesis import given
from hypothesis import strategies as st

from data.briefing.column_widths import column_widths
from data.briefing.document import Cited, Table
from data.briefing.numerals import chinese
from data.briefing.typeset import NEVER_FIRST, break_lines, count_lines, ems

WORDS = st.text(st.sampled_from("村镇，。（）“”a1 2,.%−"), max_size=60)


@given(WORDS, st.integers(3, 20))
def test_nothing_is_lost_and_no_line_is_too_long(text: str, width: int) -> None:
    lines = break_lines(text, width, ems)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(ems(line) <= width for line in lines)


def test_numbers_stay_whole_and_signs_do_not_begin_a_line() -> None:
    text = "本周共上报1,234件，环比下降26.4%（上周1,678件）；热线本周派单128件。" * 3
    for width in range(8, 30):
        lines = break_lines(text, width, ems)
        assert not any(line[0] in NEVER_FIRST for line in lines)
        assert "".join(lines).count("1,234") == sum(line.count("1,234") for line in lines) == 3
        assert sum(line.count("26.4%") for line in lines) == 3


def test_lines_are_counted() -> None:
    assert count_lines("一" * 25, 10) == 3
    assert count_lines("", 10) == 1


def test_columns_fill_the_room_and_short_ones_keep_theirs() -> None:
    cell = Cited("x", "town", "t", "value", 1.0, "1,234,567件")
    table = Table("t", ("名称", "本期", "含义"), (("东村", cell, "很长的说明" * 30),))
    widths = column_widths(table, 40_000, 1000, 1)
    assert sum(widths) == 40_000
    assert widths[1] >= 1000 * (1 + ems(cell.text)) - 3
    assert widths[2] > widths[1] > widths[0]


def test_chinese_ordinals() -> None:
    assert [chinese(n) for n in (1, 10, 11, 20, 35)] == ["一", "十", "十一", "二十", "三十五"]
