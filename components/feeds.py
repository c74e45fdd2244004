"""One mark a feed: how old its newest data is."""

from dash import html

from components.figure import age
from components.tags import tags
from components.words import say
from data.board import FeedAge


def feed(age_of: FeedAge, language: str) -> html.Span:
    """A quiet dot while data comes in; a hollow lit square and the age once it is too old."""
    words = say("none", language) if age_of.age is None else age(age_of.age, language)
    return html.Span(
        [html.I(className="feed-dot"), html.Span(age_of.title[language]), html.Span(words, className="feed-age")],
        className="feed is-stale" if age_of.stale else "feed",
        **tags(feed=age_of.id, state="stale" if age_of.stale else "normal"),
    )
