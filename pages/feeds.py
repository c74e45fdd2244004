"""/feeds: all that came in, a line a feed; /feeds?feed=ID: one of them in full. It is read anew while it is open."""

import asyncio
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from dash import Input, Output, callback, dcc, html, register_page
from dash.development.base_component import Component

from components.card import SIGNS
from components.feed_broker import broker_line
from components.feed_detail import detail
from components.feed_overview import overview
from components.feed_words import say
from components.heading import marks
from components.navigation import navigation
from components.tags import tags
from components.theme import Language, Theme, language_of, preferred, theme_of
from components.words import say as say_of_all
from components.words import words_of
from data.board import Board
from data.door import DATA_STAFF, Viewer, read_edition, read_feed_detail, read_feed_reports, viewer_asked
from data.fault import Fault
from data.profile import Profile, shipped
from data.ways.mqtt import LINK

AGAIN_MS = 15_000


def layout(
    feed: object = None, lang: str | None = None, theme: str | None = None, visitor: str | None = None, **_: str
) -> Component:
    """The frame of the page, which is filled from the store; plain words before the first board."""
    shade = theme_of(theme)
    try:
        board = read_edition(viewer_asked(visitor, DATA_STAFF)).board
    except Fault:
        words = [html.P(say_of_all("waiting", language)) for language in ("zh", "en")]
        return html.Main(words, className="waiting", **tags(theme=shade))
    asked = feed if isinstance(feed, str) else ""
    return page(board, asked, visitor, language_of(lang, preferred(board.profile.language)), shade)


# A layout is made on the event loop; the store is read beside it.
@callback(
    Output("feeds-main", "children"),
    Output("feeds-title", "children"),
    Output("feeds-read-at", "children"),
    Input("feeds-asked", "data"),
    Input("feeds-clock", "n_intervals"),
)
async def fill(asked: dict[str, Any], _: int | None) -> tuple[Any, Any, str]:
    """The content, the title with its sign, and when that was read."""
    language, theme = language_of(asked.get("language"), "zh"), theme_of(asked.get("theme"))
    viewer, feed = viewer_asked(asked.get("visitor"), DATA_STAFF), str(asked.get("feed") or "")
    try:
        board = read_edition(viewer).board
        main, title = await asyncio.to_thread(content, viewer, feed, language, theme)
    except Fault as fault:
        return html.P(str(fault)), say("feeds", language), ""
    read_at = datetime.now(UTC).astimezone(ZoneInfo(board.profile.zone)).strftime("%H:%M:%S")
    return main, title, say("asked_at", language, time=read_at)


def content(viewer: Viewer, feed: str, language: Language, theme: Theme) -> tuple[Component, Any]:
    """What the store holds now: the table of all feeds, or one of them. Raises Fault."""
    reports = read_feed_reports(viewer)
    if not feed:
        broker = broker_line(LINK, read_edition(viewer).board.profile.zone, language)
        return html.Div([broker, overview(reports, language, theme)]), say("feeds", language)
    report = next((one for one in reports if one.id == feed), None)
    if report is None:
        return html.P(say("unknown", language)), say("feeds", language)
    profile = read_edition(viewer).board.profile
    main = detail(report, read_feed_detail(viewer, feed), profile.zone, named(profile), language)
    sign = html.Span(SIGNS[report.state], className="sign")
    return main, html.Span([sign, report.age.title[language]], className=f"is-{report.state}")


def named(profile: Profile) -> str:
    """The place as the command line takes it."""
    return profile.name if profile.name in shipped() else f"{profile.name}.toml"


def page(board: Board, feed: str, visitor: str | None, language: Language, theme: Theme) -> html.Div:
    """The frame; `feed` is the id of the one that is asked for, if one is."""
    seen = viewer_asked(visitor, DATA_STAFF) is not DATA_STAFF
    up = [html.A(f"← {say('all_feeds', language)}", href=f"/feeds?lang={language}&theme={theme}")] if feed else []
    titles = {one.id: words_of(one.title)[language] or one.id for one in board.profile.feeds}
    head = html.Header(
        [
            *up,
            html.H1(titles.get(feed, say("feeds", language)), id="feeds-title"),
            *([html.Code(feed)] if feed in titles else []),
            html.Span(id="feeds-read-at", className="quiet"),
            *marks(board, language),
        ]
    )
    asked = {"feed": feed, "visitor": visitor, "language": language, "theme": theme}
    return html.Div(
        [
            dcc.Store(id="feeds-asked", data=asked),
            dcc.Interval(id="feeds-clock", interval=AGAIN_MS),
            navigation("/feeds", language, theme, urlencode({"feed": feed}) if feed else "", seen),
            head,
            html.Main(id="feeds-main", className="feeds-list", tabIndex=0),
        ],
        className="page feeds-page",
        lang="en" if language == "en" else "zh-CN",
        **tags(theme=theme, title=say("feeds", language)),
    )


register_page(__name__, path="/feeds", title="数据接入 Feeds", layout=layout)
