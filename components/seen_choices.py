"""Links of the page of seen ground: of how many hours, and of whom."""

from typing import Any
from urllib.parse import urlencode

from dash import html
from dash.development.base_component import Component

from components.asked import Asked
from components.map_words import tell_map
from data.seen_ground import EYES

HOURS = ("1", "8", "24", "72")
BY = ("any", *EYES)


def choices(what: str, hours: str, by: str, asked: Asked) -> list[Component]:
    """Links to the same page of other hours, or of others who see."""
    found: list[Component] = []
    for one in HOURS if what == "hours" else BY:
        query = {"lang": asked.language, "theme": asked.theme, "hours": hours, "by": by} | {what: one}
        current: dict[str, Any] = {"aria-current": "true"} if one == (hours if what == "hours" else by) else {}
        words = tell_map("hours", asked.language, n=one) if what == "hours" else tell_map(f"by_{one}", asked.language)
        found.append(html.A(words, href=f"/coverage?{urlencode(query)}", **current))
    return found
