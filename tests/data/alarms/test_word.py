"""What a person may say to an alarm."""

import pytest

from data.alarms.word import LONGEST_NAME, LONGEST_WORD, Refused, checked


def test_plain_words_are_kept_without_the_spaces_around_them() -> None:
    assert checked(" 值班员 张 ", "\u3000已派人 <b>现场</b> 👍 ") == ("值班员 张", "已派人 <b>现场</b> 👍")
    assert checked(None, "x" * LONGEST_WORD) == ("", "x" * LONGEST_WORD)


@pytest.mark.parametrize(
    ("by", "word", "reason"),
    [
        ("张", "", "empty"),
        ("张", " \t\n", "empty"),
        ("张", None, "empty"),
        ("张", "x" * (LONGEST_WORD + 1), "long"),
        ("张" * (LONGEST_NAME + 1), "好", "long"),
        ("张", "两\n行", "control"),
        ("张", "a\x00b", "control"),
        ("张", "\x1b[31m红", "control"),
        ("\u202e张", "好", "control"),  # turns what follows around
        ("张", "a\u2028b", "control"),
        ("张", "a\ud800b", "control"),
    ],
)
def test_others_are_refused(by: object, word: object, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        checked(by, word)
    assert refused.value.reason == reason
