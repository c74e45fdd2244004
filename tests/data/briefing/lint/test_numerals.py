"""Numbers are read as they were written, whatever the hand."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.briefing.lint.numerals import SCALES, UNITS, agrees, find_fractions, find_numbers, narrowed

COUNTED = ("件", "个", "人", "户", "%", "元", "个百分点", "平方米")
WIDE = str.maketrans("0123456789.%/", "０１２３４５６７８９．％／")


@given(
    whole=st.integers(0, 10**9),
    decimals=st.text("0123456789", max_size=4),
    grouped=st.booleans(),
    wide=st.booleans(),
    scale=st.sampled_from(sorted(SCALES)),
    unit=st.sampled_from(COUNTED),
    before=st.sampled_from(("", "共受理", "，", "达", "（")),
)
def test_every_way_of_writing_gives_the_number(
    whole: int, decimals: str, grouped: bool, wide: bool, scale: str, unit: str, before: str
) -> None:
    digits = f"{whole:,}" if grouped else str(whole)
    digits += f".{decimals}" if decimals else ""
    text = f"{before}{digits}{scale}{unit}，完成"
    (one,) = find_numbers(narrowed(text.translate(WIDE) if wide else text))
    assert one.value == Decimal(digits.replace(",", "")) * SCALES[scale]
    assert one.step == Decimal(10) ** -len(decimals) * SCALES[scale]
    assert one.unit == unit
    assert not one.about
    assert narrowed(text)[one.start : one.end] == f"{digits}{scale}{unit}"


@given(st.text(max_size=60), st.text("0123456789,.%/万亿件约余-至 ", max_size=60))
def test_no_text_breaks_it_and_places_lie_in_it(any_text: str, figures: str) -> None:
    for text in (any_text, figures):
        told = narrowed(text)
        assert len(told) == len(text)
        spans = [(one.start, one.end, one.text) for one in find_numbers(told)]
        for start, end, shown in spans + [(one.start, one.end, one.text) for one in find_fractions(told)]:
            assert 0 <= start < end <= len(text)
            assert told[start:end].strip() == shown


@given(part=st.integers(0, 10**6), whole=st.integers(1, 10**6), digits=st.integers(0, 3))
def test_a_share_rounded_or_cut_off_agrees_and_one_step_further_does_not(part: int, whole: int, digits: int) -> None:
    exact = Decimal(100 * part) / whole
    step = Decimal(1).scaleb(-digits)
    cut = exact // step * step
    for fine in (cut, exact.quantize(step, "ROUND_HALF_UP")):
        (told,) = find_numbers(f"{fine}%")
        assert agrees(told, exact)
    for wrong in (cut + 2 * step, cut - step):
        if wrong >= 0:
            (told,) = find_numbers(f"{wrong}%")
            assert not agrees(told, exact)


@pytest.mark.parametrize(
    "text", ["近100辆", "600余个", "17万余名", "40万亩以上", "500-2000元", "3000多件", "4至6天", "超2万名"]
)
def test_rounded_words_and_ranges_bear_no_claim(text: str) -> None:
    assert all(one.about for one in find_numbers(text))


@pytest.mark.parametrize("text", ["5G指挥中心", "G15高速", "1+29+N", "第3名", "“12345-1”号A12"])
def test_codes_and_ordinals_are_no_numbers(text: str) -> None:
    assert find_numbers(text) == []


def test_a_fraction_is_not_a_date() -> None:
    assert [(one.part, one.whole) for one in find_fractions("6490/6788，2026/11/16，3/0，1,200/2,400")] == [
        (6490, 6788),
        (1200, 2400),
    ]


def test_no_unit_hides_a_longer_one() -> None:
    for position, short in enumerate(UNITS):
        assert not any(long != short and long.startswith(short) for long in UNITS[position + 1 :]), short
