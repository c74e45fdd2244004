"""What a town is called in a briefing, in either language."""

from data.naming import words_of
from data.profile import Profile

TOWN = "town"


def town_of(profile: Profile, language: str) -> str:
    """In Chinese the profile's `town`; in English what `[briefing]` calls the briefing; else the screen's title."""
    own = profile.briefing.title.get("en", "") if language == "en" else profile.town.removeprefix(TOWN)
    return own or words_of(profile.title)[language]
