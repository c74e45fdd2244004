"""What the page of services tells beside its map: the figures, the places that want most, and who could serve."""

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from dash import html

from components.figure import MISSING, number
from components.heat_words import say
from components.panel import panel
from components.theme import Language
from data.board import Board
from data.fault import Fault
from data.interval import SMALL
from data.resources import Match
from data.service_circle import PlaceService, ServiceCircle
from data.service_maps import Show

ROWS = 15
MOST = 40  # needs that are listed
WITHIN = {"households": "within_households", "area": "within_area"}


def figures(found: ServiceCircle, board: Board, language: Language) -> html.Dl:
    """Resources, needs, how many live within reach, and what is not matched."""
    partners = len({one.partner for one in found.resources if one.partner})
    matched = sum(one.matched_at is not None for one in found.needs)
    within = MISSING if found.within is None else f"{number(100 * found.within, 1)}%"
    note = say("within_note", language, m=number(found.walk_m, 0))
    reported = told_by_department(board, language)
    pairs = (
        ("offered", number(len(found.resources), 0), say("partners", language, n=partners), ""),
        ("asked", number(len(found.needs), 0), say("matched_so_far", language, n=matched), ""),
        ("waiting_count", number(len(found.waiting), 0), "", "is-watch" if found.waiting else ""),
        (WITHIN.get(found.dwellings.of, "within_people"), within, f"{note}{reported}", ""),
    )
    return html.Dl(
        [
            html.Div([html.Dt(say(key, language)), html.Dd([html.B(value), html.Small(small)])], className=state)
            for key, value, small, state in pairs
        ],
        className="heat-figures",
    )


def told_by_department(board: Board, language: Language) -> str:
    """What the place itself reports of its circle, to be held against it; nothing where it does not."""
    try:
        value = board.reading("service_circle_rate").value
    except (Fault, KeyError):
        return ""
    return "" if value is None else f" · {say('reported_circle', language, value=f'{number(value, 1)}%')}"


def notes(found: ServiceCircle, show: Show, language: Language) -> html.P:
    """What must be said of the numbers."""
    reach, said = number(found.walk_m, 0), []
    if show in ("supply", "demand"):
        said.append(say("density_note", language, m=reach))
    if show == "access":
        said.append(say("sfca_note", language, m=reach))
        said += [say("capacity_count", language)] if found.capacity == "count" else []
    if show in ("circle", "access"):
        of = found.dwellings.of
        end = say(f"spread_{found.dwellings.spread}", language) if of in ("reported", "profile") else "。"
        said.append(say(f"of_{of}", language) + (end if language == "zh" else end.replace("。", ".")))
    resources, needs = found.unlocated
    if resources or needs:
        said.append(say("unlocated", language, a=resources, b=needs))
    if show == "needs" and found.unnamed:
        said.append(say("unnamed", language, n=found.unnamed))
    return html.P((" " if language == "en" else "").join(said), className="quiet")


def places_table(found: ServiceCircle, show: Show, level: str, language: Language) -> html.Section:
    """The places that want most, by what the map shows."""
    ordered = sorted(found.places, key=lambda one: wanting(one, show))
    known = [one for one in ordered if show not in ("circle", "access") or of_show(one, show) is not None]
    shown = [one for one in known if show in ("circle", "access") or one.needs or one.resources][:ROWS]
    heads = ("place", *(("residents_head", "within_head", "access_head") if show in ("circle", "access") else ()),
             "resources_head", "needs_head", "lack", "matched_head")  # fmt: skip
    rows = [place_row(one, show) for one in shown]
    left = len(known) - len(shown)
    return panel(
        say("worst", language, level=level),
        say("more", language, n=left) if left > 0 else "",
        html.Div(table([say(one, language) for one in heads], rows), className="wide"),
        "heat-places",
    )


def wanting(place: PlaceService, show: Show) -> tuple[Any, ...]:
    """What sorts the worst first: least reached, or most needs beyond the resources."""
    value = of_show(place, show)
    if show in ("circle", "access"):
        return (value is None, value, -(place.residents or 0.0))
    return (-place.unmatched, -place.lack, -place.needs, place.id)


def of_show(place: PlaceService, show: Show) -> float | None:
    return place.access if show == "access" else place.within


def place_row(place: PlaceService, show: Show) -> list[Any]:
    """A place's cells. A share of few is written as the two counts."""
    done = place.needs - place.unmatched
    share = MISSING if not place.needs else f"{done}/{place.needs}"
    if place.needs >= SMALL:
        share = f"{number(100 * done / place.needs, 0)}%"
    lived = [] if show not in ("circle", "access") else [
        MISSING if place.residents is None else number(place.residents, 0),
        MISSING if place.within is None else f"{number(100 * place.within, 0)}%",
        MISSING if place.access is None else number(place.access, 1),
    ]  # fmt: skip
    balance = "0" if not place.lack else f"{'−' if place.lack > 0 else '+'}{abs(place.lack)}"
    return [place.name, *lived, number(place.resources, 0), number(place.needs, 0), balance, share]


def waiting_table(found: ServiceCircle, zone: str, language: Language) -> html.Section:
    """Each need that is not matched, with the nearest resource of its kind that could serve it."""
    content = (
        pairs_table(found.waiting, "nearest", zone, language)
        if found.waiting
        else html.P(say("none_waiting", language), className="quiet")
    )
    return panel(say("waiting", language), str(len(found.waiting)), content, "heat-waiting")


def matched_table(found: ServiceCircle, zone: str, language: Language) -> html.Section:
    """The matched needs with the resource that serves them, the furthest first."""
    ordered = sorted(found.matched, key=lambda one: -(one.distance_m or 0.0))
    content = (
        pairs_table(ordered, "served_by", zone, language)
        if ordered
        else html.P(say("none_matched", language), className="quiet")
    )
    return panel(say("matched", language), str(len(ordered)), content, "heat-matched")


def pairs_table(rows: Sequence[Match], by: str, zone: str, language: Language) -> html.Div:
    """Needs with a resource and the distance, a line each."""
    heads = [say(one, language) for one in ("kind", "raised", "households", by, "distance")]
    lines = [
        [
            one.need.kind,
            one.need.raised_at.astimezone(ZoneInfo(zone)).strftime("%m-%d %H:%M"),
            MISSING if one.need.households is None else number(one.need.households, 0),
            say("no_resource", language) if one.resource is None else one.resource.name or one.resource.id,
            distance(one.distance_m),
        ]
        for one in rows[:MOST]
    ]
    return html.Div(table(heads, lines), className="wide")


def distance(metres: float | None) -> str:
    """Metres, or kilometres from one on."""
    if metres is None:
        return MISSING
    return f"{number(metres, 0)} m" if metres < 1000 else f"{number(metres / 1000, 1)} km"


def kinds_table(found: ServiceCircle, links: Sequence[tuple[str, str]], language: Language) -> html.Section:
    """Each kind with its open resources and its needs; `links` are kind and address."""
    where = dict(links)
    rows: list[list[Any]] = [
        [html.A(kind, href=where[kind]), number(offered, 0), number(asked, 0)] for kind, offered, asked in found.kinds
    ]
    heads = [say(one, language) for one in ("kind", "resources_head", "needs_head")]
    return panel(say("by_kind", language), "", html.Div(table(heads, rows), className="wide"), "heat-kinds")


def table(heads: Sequence[str], rows: Sequence[Sequence[Any]]) -> html.Table:
    body = [html.Tr([html.Th(first, scope="row"), *(html.Td(one) for one in rest)]) for first, *rest in rows]
    return html.Table([html.Thead(html.Tr([html.Th(one) for one in heads])), html.Tbody(body)], className="standing")
