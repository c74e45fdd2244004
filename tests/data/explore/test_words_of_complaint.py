"""The words of complaint: which lead, and which are never told."""

import numpy as np

from data.explore.words_of_complaint import complaints, log_odds, words_in


def test_a_common_word_does_not_lead() -> None:
    found = complaints([("路灯不亮 噪音扰民", 60, 40), ("路灯维修完成", 5, 500)])
    words = [one.word for one in found.words]
    assert "噪音" in words
    assert "维修" not in words
    first = found.words[0]
    assert (first.low, first.good, first.more) == (60, 40, True)
    assert first.times_low > 1


def test_odds_by_hand() -> None:
    ratio, error = log_odds(10, 20, 5, 50)
    assert np.exp(ratio) == (10.5 * 45.5) / (10.5 * 5.5)
    assert error == np.sqrt(1 / 10.5 + 1 / 10.5 + 1 / 5.5 + 1 / 45.5)


def test_few_rows_tell_no_words_and_rare_words_are_not_told() -> None:
    assert complaints([("噪音扰民", 19, 500)]).few
    assert complaints([("噪音扰民", 19, 500)]).words == ()
    found = complaints([("噪音扰民", 40, 400), ("恶臭难闻", 4, 0), ("污水横流", 5, 0)])
    words = {one.word for one in found.words}
    assert "恶臭" not in words
    assert "污水" in words


def test_persons_places_and_numbers_are_no_words() -> None:
    names = ["东关村", "平安里"]
    told = complaints(
        [("王建国 13812345678 320101199001011234 a.b@c.cn 东关村平安里停水", 50, 0), ("好", 0, 50)], names
    )
    assert {one.word for one in told.words} == {"停水"}


def test_hostile_names_of_places_are_names_only() -> None:
    told = complaints([("停水多日 (.*", 50, 10), ("来水", 0, 50)], ["(.*", "[", ""])
    assert "停水" in {one.word for one in told.words}


def test_english_words_are_lower_and_common_ones_left_out() -> None:
    assert words_in("The streetlight was BROKEN and 617-555-0199") == {"streetlight", "broken"}
