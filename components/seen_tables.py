"""Seen ground in figures: the town's share by who sees, the grids in order, and the blind spots."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from dash import html
from dash.development.base_component import Component

from components.asked import Asked
from components.map_words import tell_map
from components.scale import spread
from components.tags import tags
from components.words import say
from data.coverage import BlindSpots
from data.seen_ground import Glance

LIMITS = (20.0, 40.0, 60.0, 80.0)  # of the classes, in percent: the same at any time, so that maps can be compared
MOST_BLIND = 40


def summary(glance: Glance, language: str) -> html.Table:
    """The share of the whole ground, a line for each who sees."""
    rows = [("by_any", glance.any_share)] if glance.eyes else []
    rows += [(f"by_{eye}", glance.shares[eye]) for eye in glance.eyes]
    rows += [("reach_share", glance.reach)] if glance.reach is not None else []
    body = [
        html.Tr([html.Th(tell_map(key, language), scope="row"), html.Td(percent(whole(share, glance.ground_m2)))])
        for key, share in rows
    ]
    title = f"{tell_map('town', language)} · {tell_map('hours', language, n=f'{glance.hours:g}')}"
    head = html.Thead(html.Tr([html.Th(title, scope="col"), html.Th(tell_map("seen_share", language), scope="col")]))
    return html.Table([head, html.Tbody(body)], className="map-numbers")


def whole(share: Any, ground_m2: Any) -> float | None:
    """The share of all ground in percent; none where there is none."""
    known = np.isfinite(share)
    ground = float(ground_m2[known].sum())
    return 100 * float((share * ground_m2)[known].sum()) / ground if ground else None


def percent(value: float | None) -> str:
    return "—" if value is None else f"{value:.1f}"


def classes_key(language: str) -> html.Div:
    """What the colours of the map mean."""
    edges = ["0", *[f"{low}–{low + 20} %" for low in (0, 20, 40, 60, 80)]]
    ramps = [0, *[spread(n, len(LIMITS) + 1) for n in range(len(LIMITS) + 1)]]
    entries = [html.Li([html.I(className=f"swatch ramp-{n}"), words]) for n, words in zip(ramps, edges, strict=True)]
    entries.append(html.Li([html.I(className="swatch hatched"), f"— {say('none', language)}"]))
    for what in ("blind", "reach"):
        entries.append(html.Li([html.I(className=f"swatch shape-{what}"), tell_map(what, language)]))
    return html.Div(html.Ul(entries), className="legend", **tags(png=""))


def ranking(
    asked: Asked, ids: Sequence[str], names: Sequence[str], shares: Sequence[float | None], reach: Any
) -> html.Table:
    """The grids, the one that was seen least first; what is not known comes last."""
    language = asked.language
    order = sorted(range(len(ids)), key=lambda n: (shares[n] is None, shares[n] or 0.0, n))
    heads = [say("place", language), tell_map("seen_share", language)]
    heads += [tell_map("reach_share", language)] if reach is not None else []
    rows = []
    for n in order:
        cells: list[Component] = [
            html.Th(html.A(names[n], href=asked.portrait(asked.level, ids[n])), scope="row"),
            html.Td(percent(shares[n])),
        ]
        if reach is not None:
            cells.append(html.Td(percent(None if np.isnan(reach[n]) else 100 * float(reach[n]))))
        chosen: dict[str, Any] = {"className": "chosen"} if ids[n] == asked.place else {}
        rows.append(html.Tr(cells, **chosen, **tags(place=ids[n])))
    head = html.Thead(html.Tr([html.Th(one, scope="col") for one in heads]))
    return html.Table([head, html.Tbody(rows)], className="map-numbers")


def blind_table(spots: BlindSpots, names: Sequence[str], language: str) -> list[Component]:
    """The largest blind spots: where, how large, how far the nearest camera is."""
    if not spots.found:
        return [html.P(tell_map("no_blind", language, least="2,000"), className="quiet")]
    title = tell_map("blind_list", language, n=f"{spots.found:,}", area=f"{spots.all_m2 / 1e6:.2f}")
    count = min(len(spots.shapes), MOST_BLIND)
    note = tell_map("blind_note", language, n=count) if count < spots.found else ""
    heads = ["#", *[tell_map(key, language) for key in ("where", "size", "nearest")]]
    rows = []
    for n in range(count):
        place, distance = int(spots.place[n]), float(spots.distance_m[n])
        cells = [str(n + 1), names[place] if place >= 0 else "—", size(float(spots.areas_m2[n]))]
        cells.append("—" if np.isnan(distance) else f"{distance:,.0f} m")
        rows.append(html.Tr([html.Td(cell) for cell in cells]))
    head = html.Thead(html.Tr([html.Th(one, scope="col") for one in heads]))
    return [
        html.H2([html.Span(title), html.Span(note, className="note")]),
        html.Div(html.Table([head, html.Tbody(rows)], className="map-numbers"), className="map-scroll"),
    ]


def size(m2: float) -> str:
    return f"{m2 / 1e6:,.2f} km²" if m2 >= 100_000 else f"{m2:,.0f} m²"
