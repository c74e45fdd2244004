"""The bell: whether this display sounds when an alarm is new. A browser script rings it, once it has been clicked."""

from dash import html

from components.alarm_words import BELL
from components.tags import tags
from data.profile import Profile


def bell(profile: Profile, language: str) -> list[html.Button]:
    """Off until it is clicked; none where the place wants no sound."""
    if not profile.alarms.sound:
        return []
    shown, meaning = BELL["off"]
    texts = {state: shown[language] for state, (shown, _) in BELL.items()}
    titles = {f"{state}_title": meaning[language] for state, (_, meaning) in BELL.items()}
    told = tags(
        meaning[language], hours=" ".join(profile.alarms.quiet), zone=profile.zone, state="off", **texts, **titles
    )
    return [html.Button(shown[language], id="bell", type="button", className="bell", title=meaning[language], **told)]
