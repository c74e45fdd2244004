"""The charts of the page for analysts, as Plotly figures: the view, and beside it a second where two are compared."""

import html as markup
from typing import Any

from components.explore_words import DAYS, tell, word_of
from components.theme import THEMES, Theme
from data.explore.panels import Views
from data.explore.views import Count, View

INKS = {
    "dark": {"text": "#93a6b6", "line": "#1c2a38", "first": "#5cb4f2", "second": "#f3bd56", "drawn": "#f3bd56"},
    "light": {"text": "#4a5d6c", "line": "#d3dce3", "first": "#0a66ad", "second": "#b8860b", "drawn": "#7f5200"},
}
MOST_PARTS = 14
FORMATS = {"hour": "%m-%d %H:00", "day": "%Y-%m-%d", "week": "%Y-%m-%d", "month": "%Y-%m"}


def plain(text: object) -> str:
    """A text of the data, which Plotly would otherwise read as markup."""
    return markup.escape(str(text), quote=False)


def layout(theme: Theme, **more: Any) -> dict[str, Any]:
    """What all charts share: no title, quiet lines, room for labels."""
    ink = INKS[theme]
    axis = {"gridcolor": ink["line"], "zerolinecolor": ink["line"], "linecolor": ink["line"], "automargin": True}
    return {
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"color": ink["text"], "size": 13},
        "dragmode": False,
        "showlegend": False,
        "xaxis": dict(axis),
        "yaxis": dict(axis),
        "bargap": 0.2,
        "separators": ".,",
    } | more


def trend_figure(shown: Views, language: str, theme: Theme) -> dict[str, Any]:
    """Columns by time; two series stand side by side by their position."""
    traces = []
    for place, (name, one) in enumerate(named(shown, language)):
        trend = one.trend
        form = FORMATS[trend.step]
        told = [f"{start:{form}} · {count.rows:,}" for start, count in zip(trend.starts, trend.counts, strict=True)]
        traces.append(
            {
                "type": "bar",
                "name": name,
                "x": list(range(len(trend.starts))),
                "y": [count.rows for count in trend.counts],
                "customdata": [[place, start.isoformat(), trend.step] for start in trend.starts],
                "hovertext": [f"{name} {one}".strip() for one in told],
                "hoverinfo": "text",
                "marker": {"color": INKS[theme]["first" if place == 0 else "second"]},
            }
        )
    first = shown.first.trend
    every = max(1, -(-len(first.starts) // 8))
    ticks = list(range(0, len(first.starts), every))
    found = layout(theme, showlegend=shown.vs is not None, legend=LEGEND)
    found["xaxis"] |= {
        "tickvals": ticks,
        "ticktext": [f"{first.starts[one]:{FORMATS[first.step]}}" for one in ticks],
        "showgrid": False,
    }
    return {"data": traces, "layout": found}


LEGEND = {"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom"}


def named(shown: Views, language: str) -> list[tuple[str, View]]:
    """Each view with what it is called; a single one needs no name."""
    if shown.vs is None:
        return [("", shown.first)]
    return [(tell("first", language), shown.first), (tell("second", language), shown.vs)]


def parts_figure(shown: Views, language: str, theme: Theme) -> dict[str, Any]:
    """Bars by word, most first; many small ones as one at the end, which cannot be clicked."""
    by = shown.first.filters.by
    found = [dict(one.parts[by]) for one in shown.both]
    words = list(dict.fromkeys(word for one in found for word in one))
    kept, rest = (words, []) if len(words) <= MOST_PARTS else (words[: MOST_PARTS - 1], words[MOST_PARTS - 1 :])
    labels = [plain(word_of(by, one, language)) for one in kept]
    labels += [tell("others", language, n=len(rest))] if rest else []
    traces = []
    for place, (name, _) in enumerate(named(shown, language)):
        counts = [found[place].get(one, Count()).rows for one in kept]
        counts += [sum(found[place].get(one, Count()).rows for one in rest)] if rest else []
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": name,
                "y": list(range(len(labels))),
                "x": counts,
                "text": [f"{one:,}" for one in counts],
                "textposition": "auto",
                "customdata": [*([one] if one is not None else ["-"] for one in kept), *([[None]] if rest else [])],
                "hovertext": [f"{label} {name} {n:,}" for label, n in zip(labels, counts, strict=True)],
                "hoverinfo": "text",
                "marker": {"color": INKS[theme]["first" if place == 0 else "second"]},
            }
        )
    drawn = layout(theme, showlegend=shown.vs is not None, legend=LEGEND)
    drawn["yaxis"] |= {"autorange": "reversed", "tickvals": list(range(len(labels))), "ticktext": labels}
    drawn["yaxis"] |= {"showgrid": False}
    return {"data": traces, "layout": drawn}


def heat_figure(shown: Views, language: str, theme: Theme) -> dict[str, Any]:
    """Rows by weekday and hour; of two, how many more of each 1,000 the first has there than the second."""
    first = shown.first.heat
    days = [one[language] for one in DAYS]
    scale = [[n / 5, colour] for n, colour in enumerate(THEMES[theme].ramp)]
    values, told = first.tolist(), [[f"{n:,}" for n in row] for row in first.tolist()]
    if shown.vs is not None:
        second = shown.vs.heat
        share = 1000 * (first / max(first.sum(), 1) - second / max(second.sum(), 1))
        values = share.round(2).tolist()
        told = [
            [f"{a:,} / {b:,} · {d:+.1f}‰" for a, b, d in zip(*row, strict=True)]
            for row in zip(first.tolist(), second.tolist(), share.tolist(), strict=True)
        ]
        ink = INKS[theme]
        scale = [[0, ink["second"]], [0.5, THEMES[theme].ramp[0]], [1, ink["first"]]]
    trace = {
        "type": "heatmap",
        "z": values,
        "x": list(range(24)),
        "y": list(range(7)),
        "text": [[f"{days[d]} {h:02}:00 · {told[d][h]}" for h in range(24)] for d in range(7)],
        "hoverinfo": "text",
        "colorscale": scale,
        "showscale": False,
        "xgap": 1,
        "ygap": 1,
        **({"zmid": 0} if shown.vs is not None else {"zmin": 0}),
    }
    found = layout(theme)
    found["yaxis"] |= {"autorange": "reversed", "tickvals": list(range(7)), "ticktext": days, "showgrid": False}
    found["xaxis"] |= {"tickvals": list(range(0, 24, 3)), "showgrid": False}
    return {"data": [trace], "layout": found}
