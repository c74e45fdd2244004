"""The leader's page: ten numbers in words, the worst five, what is to be decided."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from components.asked import Asked
from components.card import SIGNS
from components.figure import age, change, figure_of, with_unit
from components.reason_words import tell
from components.tags import tags
from components.words import PERIODS, say
from data.attention import Attention
from data.board import FeedAge, Reading
from data.index import Contribution

FIVE = 5
MOST = 8  # of each kind that are told one by one


def tile(reading: Reading, asked: Asked) -> html.Div:
    """A number, whether it is better or worse than before in words, and the way to its rows."""
    indicator, language = reading.indicator, asked.language
    figure = figure_of(reading, language)
    quiet = reading.state in ("normal", "none") or reading.masked
    words, kind = compared(reading, language)
    return html.Div(
        [
            html.A(
                [
                    html.Span([*signed(reading), indicator.title[language]], className="label"),
                    html.Span([html.B(figure.text, className="value"), html.Small(figure.unit)], className="figure"),
                    html.Span(words, className=f"compared {kind}"),
                    html.Span("" if quiet else say(reading.state, language), className="state"),
                ],
                href=asked.indicator(indicator.id),
                title=indicator.meaning[language],
            ),
            html.Div(
                [
                    html.Span(PERIODS[indicator.period][language], className="quiet"),
                    *rows_link(reading, asked),
                ],
                className="tile-foot",
            ),
        ],
        className=f"tile is-{reading.state}",
        **tags(indicator=indicator.id, state=reading.state),
    )


def signed(reading: Reading) -> list[html.I]:
    """The sign of its state; nothing where it is in order."""
    return [html.I(SIGNS[reading.state], className="sign")] if SIGNS[reading.state] else []


def rows_link(reading: Reading, asked: Asked) -> list[html.A]:
    """Straight to the rows, where the number has any that may be listed."""
    indicator = reading.indicator
    if indicator.derived is not None or "person_sensitive" in indicator.flags:
        return []
    return [html.A(tell("open_rows", asked.language), href=asked.rows("all").indicator(indicator.id))]


def compared(reading: Reading, language: str) -> tuple[str, str]:
    """Better or worse than the period before, in words, and which of both."""
    moved = change(reading)
    if moved is None:
        return tell("no_comparison", language), ""
    if moved.arrow == "＝":
        return tell("same", language), ""
    up = "more_than" if moved.arrow == "▲" else "less_than"
    word = {"good": "better", "bad": "worse"}.get(moved.tone, up)
    return f"{tell(word, language)} {moved.arrow}{moved.text}", moved.tone


def worst(parts: Sequence[Contribution], bad: Sequence[Reading], asked: Asked) -> html.Ol:
    """The five that take most from the index, then those furthest past their limits."""
    told = [(one.reading, f"−{one.taken:.1f}") for one in parts if one.taken is not None and one.taken > 0]
    named = {one.indicator.id for one, _ in told}
    told += [(one, "") for one in bad if one.indicator.id not in named]
    language = asked.language
    rows = [
        html.Li(
            html.A(
                [
                    html.Span([*signed(one), one.indicator.title[language]]),
                    html.B(figure_of(one, language).words),
                    html.Span(target(one, language), className="quiet"),
                    html.Span(taken, className="taken"),
                ],
                href=asked.indicator(one.indicator.id),
                className=f"is-{one.state}",
            )
        )
        for one, taken in told[:FIVE]
    ]
    return html.Ol(rows or [html.Li(tell("all_well", language), className="quiet")], className="worst-list")


def target(reading: Reading, language: str) -> str:
    indicator = reading.indicator
    if indicator.target is None:
        return ""
    return f"{tell('key_target', language)} {with_unit(indicator.target, indicator.digits, indicator.unit[language])}"


def decisions(found: Attention, asked: Asked) -> html.Ul:
    """Each with the number that says so, and what keeps it honest."""
    language = asked.language
    rows = [past_limit(one, held, asked) for one, held in found.bad[:MOST]]
    rows += [doubt(one, held, asked) for one, held in found.doubtful[:MOST]]
    rows += [late_feed(one, asked) for one in found.feeds[:MOST]]
    more = found.count - len(rows)
    if more > 0:
        rows.append(html.Li(tell("n_more", language, n=more), className="quiet"))
    return html.Ul(rows or [html.Li(tell("nothing_to_decide", language), className="quiet")], className="decision-list")


def past_limit(reading: Reading, held: Reading | None, asked: Asked) -> html.Li:
    indicator, language = reading.indicator, asked.language
    limit = with_unit(indicator.bad, indicator.digits, indicator.unit[language])
    side = "below_limit" if indicator.direction == "up" else "above_limit"
    told: list[Component | str] = [tell(side, language, value=figure_of(reading, language).words, limit=limit)]
    if held is not None and held.value is not None:
        words = {"title": held.indicator.title[language], "value": figure_of(held, language).words}
        told.append(html.Small(tell("counter_is", language, **words)))
    return decision("▲", "bad", indicator.title[language], asked.indicator(indicator.id), told)


def doubt(reading: Reading, held: Reading, asked: Asked) -> html.Li:
    language = asked.language
    words = {"title": held.indicator.title[language], "held": figure_of(held, language).words}
    told = tell("doubt", language, value=figure_of(reading, language).words, **words)
    return decision("◆", "watch", reading.indicator.title[language], asked.indicator(held.indicator.id), [told])


def late_feed(feed: FeedAge, asked: Asked) -> html.Li:
    language = asked.language
    told = tell("feed_never", language)
    if feed.age is not None:
        told = tell("feed_late", language, age=age(feed.age, language).removesuffix(" ago").removesuffix("前"))
    return decision("○", "stale", feed.title[language], f"{asked.simply('/feeds')}&feed={feed.id}", [told])


def decision(sign: str, state: str, title: str, href: str, told: Sequence[Component | str]) -> html.Li:
    return html.Li(
        html.A([html.I(sign, className="sign"), html.B(title), html.Span(list(told))], href=href),
        className=f"is-{state}",
    )
