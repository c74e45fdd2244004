"""/indicator/<id>: one indicator at every place, what it means and how it is counted."""

from zoneinfo import ZoneInfo

from dash import html, register_page
from dash.development.base_component import Component

from components.choropleth import choropleth, colours_of
from components.contributors import contributors, scored
from components.facts import facts
from components.figure import MISSING, counted, figure_of, in_full, interval
from components.heading import marks
from components.legend import legend
from components.painting import at_places
from components.panel import panel
from components.periods import period_labels
from components.ranking import in_order
from components.scale import class_limits
from components.standing import standing
from components.tags import tags
from components.theme import Language, Theme, language_of, theme_of
from components.trend import trend
from components.words import level_title, say
from data.board import Board
from data.catalogue import Indicator
from data.door import ANALYST, read_edition, read_places
from data.fault import Fault
from data.ground import ground_of
from data.index import contributors as contributors_of
from geo.places import Places


def layout(id: str = "", lang: str | None = None, theme: str | None = None, **_: str) -> Component:
    """The page of one indicator, or a plain word where there is no such indicator or no board yet."""
    try:
        board, places = read_edition(ANALYST).board, read_places(ANALYST)
    except Fault:
        return plain("waiting", language_of(lang, "zh"), theme_of(theme), "waiting")
    language = language_of(lang, board.profile.language)
    if id not in board.catalogue:
        return plain("unknown", language, theme_of(theme), "unknown")
    return page(board, places, board.catalogue[id], language, theme_of(theme))


def plain(key: str, language: Language, theme: Theme, kind: str) -> html.Main:
    words = [html.P(say(key, language)), html.P(html.A(say("wall", language), href=f"/wall?lang={language}"))]
    return html.Main(words, className=f"page plain {kind}", lang=language, **tags(theme=theme))


def page(board: Board, places: Places, indicator: Indicator, language: Language, theme: Theme) -> html.Div:
    reading = board.reading(indicator.id)
    figure, quiet = figure_of(reading, language), reading.state == "normal" or reading.masked
    zone = ZoneInfo(board.profile.zone)
    labels = period_labels(indicator.period, board.as_of, zone, language)
    data_at = f"{reading.data_at.astimezone(zone):%Y-%m-%d %H:%M:%S}" if reading.data_at else MISSING
    levels = [level for level in board.measured if level != "town"]
    sure = f" · {say('interval', language)} {interval(reading)}" if reading.interval is not None else ""
    note = f"{indicator.unit[language]}{counted(reading)}{sure}"
    about = facts(reading, board.catalogue, data_at, language, theme)
    head = html.Header(
        [
            html.A(f"← {say('wall', language)}", href=f"/wall?lang={language}&theme={theme}"),
            html.A(say("catalogue", language), href=f"/catalogue?lang={language}&theme={theme}"),
            html.H1(indicator.title[language]),
            html.Span(
                [html.B(figure.text, className="value"), f"{figure.unit} {figure.note}".strip()],
                className=f"figure is-{reading.state}",
                title=in_full(reading, language),
            ),
            html.Span("" if quiet else say(reading.state, language), className="state"),
            *marks(board, language),
        ]
    )
    drawn = [level for level in levels if level != "micro_grid"][-1:]
    shown = [
        panel(say("history_12", language), note, trend(reading, labels, language), "trend"),
        *[town_map(board, places, indicator, level, language, theme) for level in drawn],
        panel(indicator.title[language], indicator.code, about, "about"),
        *worst_parts(board, indicator, language, theme),
        *[table(board, indicator, level, language) for level in levels],
    ]
    return html.Div(
        [head, html.Main(shown)],
        className="page",
        lang="en" if language == "en" else "zh-CN",
        **tags(theme=theme, indicator=indicator.id),
    )


def worst_parts(board: Board, indicator: Indicator, language: Language, theme: Theme) -> list[html.Section]:
    """What takes most from the town's index; nothing for any other indicator."""
    if indicator.derived is None or indicator.derived.fold != "index":
        return []
    parts = contributors_of(board)
    shown = contributors(parts, language, theme)
    return [panel(say("contributors", language), scored(parts, language), shown, "places")]


def table(board: Board, indicator: Indicator, level: str, language: Language) -> html.Section:
    measured = board.level(level).level
    names = dict(zip(measured.places, measured.names, strict=True))
    ordered = in_order(at_places(board, indicator.id, level), indicator)
    title = say("places", language, level=level_title(board.profile, level)[language])
    return panel(title, str(len(ordered)), standing(ordered, names, language), "places")


def town_map(
    board: Board, places: Places, indicator: Indicator, level: str, language: Language, theme: Theme
) -> html.Section:
    values = [one.value for one in at_places(board, indicator.id, level)]
    limits = class_limits(values, indicator.digits)
    drawn_on = ground_of(places, level)
    drawn = [
        choropleth(drawn_on, colours_of(values, limits), theme, "map"),
        html.Div(legend(indicator, limits, None in values, language), id="legend"),
    ]
    return html.Section(drawn, className=f"panel town-map free-{drawn_on.free_corner}")


register_page(__name__, path_template="/indicator/<id>", title="指标 Indicator", layout=layout)
