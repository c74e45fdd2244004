import pytest

from data.simulate.numeral import numeral


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (3, "三"),
        (10, "十"),
        (18, "十八"),
        (20, "二十"),
        (99, "九十九"),
        (100, "一百"),
        (105, "一百零五"),
        (110, "一百一十"),
    ],
)
def test_numbers_are_written_as_people_say_them(number: int, text: str) -> None:
    assert numeral(number) == text
