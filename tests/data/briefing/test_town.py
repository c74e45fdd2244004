"""A town is called by its own name in either language, not by its screen's title."""

from data.briefing.town import town_of
from data.profile import load_profile


def test_shipped_towns_have_a_name_in_both_languages() -> None:
    profile = load_profile("zhewang")
    assert [town_of(profile, language) for language in ("zh", "en")] == ["柘汪镇", "Zhewang Town"]


def test_without_one_the_screens_title_stands_in() -> None:
    profile = load_profile("zhewang").model_copy(update={"town": "town"})
    bare = profile.model_copy(update={"briefing": profile.briefing.model_copy(update={"title": {}})})
    assert town_of(profile, "zh") == bare.title["zh"]
    assert town_of(bare, "en") == bare.title["en"]
