"""Limits as a profile writes them."""

import pytest

from data.clock.limit import Limit, parse_limit


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 working day", Limit(1, "working day")),
        ("4 working hours", Limit(4, "working hour")),
        ("1.5  hours", Limit(1.5, "hour")),
        ("7 days", Limit(7, "day")),
        ("30 minutes", Limit(30, "minute")),
        ("2 emergency hours", Limit(2, "emergency hour")),
    ],
)
def test_what_is_a_limit(text: str, expected: Limit) -> None:
    assert parse_limit(text) == expected


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("soon", '"soon" is not a limit'),
        ("24h", "for example"),
        ("4 workinghours", "working hours"),
        ("4 sleeping hours", "not a limit"),
        (24, '"24" is not a limit'),
        ("0 days", "above 0"),
        ("-1 days", "not a limit"),
        ("1000000 hours", "no more than"),
        ("1.5 working days", "counted whole"),
    ],
)
def test_what_is_not_is_said(text: object, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        parse_limit(text)
