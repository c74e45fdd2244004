"""The connection to the broker that rows come from: whether it stands, and what came by it."""

from zoneinfo import ZoneInfo

from dash import html

from components.feed_words import say
from components.figure import number
from components.tags import tags
from components.theme import Language
from data.ways.connection import LinkState


def broker_line(link: LinkState, zone: str, language: Language) -> html.P | None:
    """One line; None where the place listens to no broker."""
    if not link.broker:
        return None
    if link.connected_since is not None:
        since = link.connected_since.astimezone(ZoneInfo(zone)).strftime("%m-%d %H:%M")
        standing, state = say("broker_up", language, broker=link.broker, since=since), "normal"
    else:
        trouble = link.trouble or say("broker_begins", language)
        standing, state = say("broker_down", language, broker=link.broker, trouble=trouble), "bad"
    parts = ("received", "acknowledged", "malformed", "dropped")
    counts = [say(f"broker_{part}", language, count=number(getattr(link, part), 0)) for part in parts]
    return html.P(
        [html.B(standing), f" {' · '.join(counts)}"], className=f"feed-broker is-{state}", **tags(state=state)
    )
