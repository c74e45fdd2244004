"""/: the leader's page: ten numbers, better or worse; the worst five; what is to be decided today."""

from functools import partial
from zoneinfo import ZoneInfo

from dash import html, register_page
from dash.development.base_component import Component

from components.asked import TOWN, Asked
from components.choice import Choice, arranged
from components.fence import blank, fenced
from components.heading import marks
from components.leader import decisions, tile, worst
from components.navigation import navigation
from components.painting import at_places
from components.panel import panel
from components.ranking import in_order
from components.reason_words import tell
from components.standing import standing
from components.tags import tags
from components.theme import language_of, preferred, theme_of
from components.value_map import value_map
from components.words import level_title, say, words_of
from data.attention import attention
from data.board import Board
from data.door import ANALYST, read_edition, read_places, viewer_asked
from data.fault import Fault
from data.ground import ground_of
from data.index import Contribution, contributors

TEN, TWENTY = 10, 20


def layout(lang: str | None = None, theme: str | None = None, visitor: str | None = None, **_: str) -> Component:
    """The leader's page of the present board; plain words before the first one."""
    shade = theme_of(theme)
    try:
        board = read_edition(viewer_asked(visitor, ANALYST)).board
    except Fault:
        words = [html.P(say("waiting", language)) for language in ("zh", "en")]
        return html.Main(words, className="waiting", **tags(theme=shade))
    language = language_of(lang, preferred(board.profile.language))
    return page(board, Asked(language, shade, visitor=visitor in ("1", "true")))


def page(board: Board, asked: Asked) -> html.Div:
    language = asked.language
    arrangement = arranged(board, Choice(visitor=asked.visitor))
    wanted = attention(board, arrangement.indicators)
    parts = index_parts(board)
    local = board.as_of.astimezone(ZoneInfo(board.profile.zone))
    head = html.Header(
        [
            html.H1(words_of(board.profile.title)[language]),
            html.Span(say("data_time", language, time=f"{local:%Y-%m-%d %H:%M}"), className="quiet"),
            *marks(board, language),
        ]
    )
    title = "worst_of_index" if any(one.taken for one in parts) else "worst_of_limits"
    shown = [
        html.Section(
            [fenced(id, partial(tile, board.reading(id), asked), blank) for id in ten(board, arrangement.indicators)],
            className="tiles",
            **tags(tell("headline", language)),
        ),
        panel(
            tell("decide", language),
            str(wanted.count or ""),
            fenced("what is to be decided", partial(decisions, wanted, asked), blank),
            "decide",
        ),
        panel(
            tell("worst", language), tell(title, language), worst(parts, [one for one, _ in wanted.bad], asked), "worst"
        ),
        *villages(board, asked),
    ]
    return html.Div(
        [navigation("/", language, asked.theme, visitor=asked.visitor), head, html.Main(shown)],
        className="page leader",
        lang="en" if language == "en" else "zh-CN",
        **tags(theme=asked.theme, title=words_of(board.profile.title)[language]),
    )


def ten(board: Board, ids: tuple[str, ...]) -> list[str]:
    """The index, then the wall's own order: its headline first."""
    index = [one.id for one in board.catalogue.indicators if one.derived is not None and one.derived.fold == "index"]
    known = [one for one in index if board.reading(one).value is not None]
    return [one for one in dict.fromkeys((*known, *ids)) if one not in board.withheld][:TEN]


def villages(board: Board, asked: Asked) -> list[html.Section]:
    """The villages by the index, the worst first, and where they lie; nothing where they have none."""
    index = next((one for one in board.catalogue.indicators if one.derived and one.derived.fold == "index"), None)
    level = next((level for level in board.measured if level != TOWN), None)
    if index is None or level is None:
        return []
    readings = at_places(board, index.id, level)
    ordered = [one for one in in_order(readings, index) if one.value is not None]
    measured = board.level(level).level
    names = dict(zip(measured.places, measured.names, strict=True))
    title = say("places", asked.language, level=level_title(board.profile, level)[asked.language])
    shown = standing(ordered[:TWENTY], names, asked.language, asked)

    def drawn() -> html.Section:
        ground = ground_of(read_places(ANALYST), level)
        return value_map(ground, index, readings, partial(asked.portrait, level), asked.language)

    return [
        panel(f"{title} · {index.title[asked.language]}", tell("worst_first", asked.language), shown, "places"),
        fenced("the map of the index", drawn, html.Section),
    ]


def index_parts(board: Board) -> tuple[Contribution, ...]:
    """What takes most from the index; nothing where the place has none."""
    if not any(one.derived is not None and one.derived.fold == "index" for one in board.catalogue.indicators):
        return ()
    return contributors(board)


register_page(__name__, path="/", title="首页 Home", layout=layout)
