"""The briefings that are filed, each a file to download."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from dash import html
from dash.development.base_component import Component

from components.briefing_words import say
from components.theme import Language
from data.briefing.filing import Filed
from data.briefing.web import id_of

KB = 1024
SHOWN = 200


def briefing_list(files: Sequence[Filed], zone: ZoneInfo, language: Language) -> Component:
    """Newest span first; the names of the files are links."""
    if not files:
        return html.P(say("none_filed", language), className="quiet")
    heads = [html.Th(say(one, language), scope="col", className=f"col-{one}") for one in ("file", "size", "written")]
    return html.Table(
        [html.Thead(html.Tr(heads)), html.Tbody([row(one, zone) for one in files[:SHOWN]])], className="briefing-list"
    )


def row(one: Filed, zone: ZoneInfo) -> html.Tr:
    link = html.A(one.path.name, href=f"/api/v1/briefings/{id_of(one)}", download=one.path.name)
    return html.Tr(
        [
            html.Th(link, scope="row", className="col-file"),
            html.Td(f"{one.size / KB:,.0f} KB", className="col-size"),
            html.Td(local(one.written_at, zone), className="col-written"),
        ]
    )


def local(moment: datetime, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M")
