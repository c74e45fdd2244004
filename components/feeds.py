"""One mark a feed: how old its newest data is."""

import json

from dash import html

from components.figure import age
from components.tags import tags
from components.words import TEXTS, say
from data.board import FeedAge


def feed(age_of: FeedAge, language: str) -> html.A:
    """A link to the feed's page: a quiet dot while data comes in; a hollow lit square and the age once it is too old.

    While the screen is not live, a browser script lets the age grow in a text of its own beside it.
    """
    words = say("none", language) if age_of.age is None else age(age_of.age, language)
    return html.A(
        [
            html.I(className="feed-dot"),
            html.Span(age_of.title[language]),
            html.Span(words, className="feed-age"),
            html.Span(className="feed-grown"),
        ],
        href=f"/feeds?feed={age_of.id}&lang={language}",
        className="feed is-stale" if age_of.stale else "feed",
        **tags(feed=age_of.id, state="stale" if age_of.stale else "normal", as_of=newest(age_of)),
    )


def newest(feed: FeedAge) -> str:
    """The time of a feed's newest data, nothing where it has none."""
    return feed.newest_at.isoformat(timespec="seconds") if feed.newest_at else ""


def age_words(language: str) -> str:
    """The words of an age, for the script: now, minutes, hours, days."""
    return json.dumps([TEXTS[key][language] for key in ("now", "minutes", "hours", "days")], ensure_ascii=False)
