"""What is the matter now: numbers past their limit and feeds that are silent, worst first."""

from collections.abc import Sequence

from dash import html

from components.card import SIGNS
from components.figure import age, glance, is_fraction, with_unit
from components.words import say
from data.board import FeedAge, Reading

SHOWN = 3


def alarms(readings: Sequence[Reading], feeds: Sequence[FeedAge], language: str) -> html.Div:
    """The worst three, and how many more there are; one quiet word where nothing is the matter."""
    bad, watch = (
        sorted((one for one in readings if one.state == state), key=excess, reverse=True) for state in ("bad", "watch")
    )
    items = [
        *[number_alarm(one, language) for one in bad],
        *[feed_alarm(one, language) for one in feeds if one.stale],
        *[number_alarm(one, language) for one in watch],
    ]
    if not items:
        return html.Div(html.Span(say("all_normal", language), className="quiet"), className="alarms")
    more = len(items) - SHOWN
    rest = [html.Span(say("more", language, n=more), className="quiet")] if more > 0 else []
    return html.Div([*items[:SHOWN], *rest], className="alarms")


def excess(reading: Reading) -> float:
    """How far past the limit, in parts of the limit's own size."""
    limit = reading.indicator.bad if reading.state == "bad" else reading.indicator.watch
    if reading.value is None or limit is None:
        return 0.0
    return abs(reading.value - limit) / max(abs(limit), 1.0)


def number_alarm(reading: Reading, language: str) -> html.A:
    indicator = reading.indicator
    counted = with_unit(reading.value, indicator.digits, indicator.unit[language])
    value = glance(reading) if is_fraction(reading) else counted
    return html.A(
        [html.I(SIGNS[reading.state], className="sign"), html.Span(indicator.title[language]), html.B(value)],
        href=f"/indicator/{indicator.id}?lang={language}",
        className=f"alarm is-{reading.state}",
    )


def feed_alarm(feed: FeedAge, language: str) -> html.Span:
    title = feed.title[language]
    if feed.age is None:
        words = say("silent_never", language, feed=title)
    else:
        words = say("silent", language, feed=title, age=age(feed.age, language))
    return html.Span([html.I(SIGNS["stale"], className="sign"), html.Span(words)], className="alarm is-stale")
