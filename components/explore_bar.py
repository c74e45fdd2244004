"""The controls of the page for analysts, and what is chosen, each to be taken away again."""

from collections.abc import Mapping, Sequence
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from components.explore_words import tell, word_of
from components.tags import tags
from data.explore.extract import Extract
from data.explore.filters import COUNTED, KINDS, NONE, PERIODS, PLACES, STEPS, WORDS, Filters, last_of, told

CONTROLS = ("indicator", "period", "from", "to", "step", "by", *WORDS, "counted", "vs")
MANY = set(WORDS)
Names = Mapping[str, Mapping[str, str]]  # by level, the name of each place by id


def control_id(name: str) -> dict[str, str]:
    return {"type": "explore-control", "name": name}


def values_of(filters: Filters) -> dict[str, Any]:
    """What each control says of the filters."""
    values: dict[str, Any] = {name: list(filters.words(name)) for name in WORDS}
    values |= {
        "indicator": filters.indicator,
        "period": filters.period,
        "from": "" if filters.since is None else told(filters.since),
        "to": "" if filters.until is None else last_of(filters.until),
        "step": filters.step,
        "by": filters.by,
        "counted": filters.counted,
        "vs": None,
    }
    return values


def bar(
    filters: Filters, found: Extract, indicators: Sequence[tuple[str, str]], names: Names, language: str
) -> list[Component]:
    """A labelled control for each of CONTROLS; those of words that no row has are left out."""
    options = options_of(found, indicators, names, language)
    values = values_of(filters)
    return [
        control(name, values[name], options.get(name), language)
        for name in CONTROLS
        if name not in MANY or options[name] or values[name]
    ]


def control(name: str, value: Any, options: list[dict[str, str]] | None, language: str) -> html.Div:
    label = tell(name, language)
    if options is None:
        field: Component = dcc.Input(
            id=control_id(name), value=value, debounce=True, placeholder=tell("time_hint", language), type="text"
        )
    else:
        field = dcc.Dropdown(
            id=control_id(name),
            options=options,
            value=value,
            multi=name in MANY,
            clearable=name not in ("indicator", "by"),
            placeholder=tell("auto" if name == "step" else "all", language),
            searchable=len(options) > 8,
        )
    return html.Div([html.Span(label), field], className=f"explore-control of-{name}", role="group", **tags(label))


def options_of(
    found: Extract, indicators: Sequence[tuple[str, str]], names: Names, language: str
) -> dict[str, list[dict[str, str]]]:
    """What may be chosen in each control; None stands among them where rows may lie nowhere."""
    options = {
        name: [option(one, names.get(name, {}).get(one) or word_of(name, one, language)) for one in found.words[name]]
        for name in WORDS
    }
    for name in WORDS:
        options[name] += [option(NONE, tell(NONE, language))] if options[name] else []
    villages = [one for one in options["village"] if one["value"] != NONE]
    return options | {
        "indicator": [option(id, title) for id, title in indicators],
        "period": [option(one, tell(one, language)) for one in PERIODS],
        "step": [option(one, tell(f"step_{one}", language)) for one in STEPS],
        "by": [option(one, tell(one, language)) for one in KINDS],
        "counted": [option(one, tell(one, language)) for one in COUNTED],
        "vs": [
            option("before", tell("before", language)),
            option("year_before", tell("year_before", language)),
            *(option(f"village:{one['value']}", tell("versus", language, name=one["label"])) for one in villages),
        ],
    }


def option(value: str, label: str) -> dict[str, str]:
    return {"value": value, "label": label}


def chips(filters: Filters, names: Names, language: str) -> list[html.Button]:
    """A button for each field that narrows the rows: pressed, it asks no more."""
    words = {name: [spoken(name, one, names, language) for one in filters.words(name)] for name in WORDS}
    words["time"] = time_words(filters, language)
    words["counted"] = [word_of("counted", filters.counted, language)] if filters.counted else []
    for name in ("weekday", "hour"):
        words[name] = [word_of(name, str(one), language) for one in getattr(filters, name)]
    words["area"] = [tell("area", language)] if filters.area else []
    words["vs"] = [difference(filters, names, language)] if filters.vs is not None else []
    found = [chip(name, listed, language) for name, listed in words.items() if listed]
    if found:
        found.append(
            html.Button(tell("clear", language), id={"type": "explore-chip", "name": "all"}, className="quiet")
        )
    return found


def chip(name: str, words: Sequence[str], language: str) -> html.Button:
    title = tell({"time": "period"}.get(name, name), language)
    shown = title if name == "area" else f"{title}: {', '.join(words[:3])}{'…' if len(words) > 3 else ''}"
    label = tell("remove", language, name=shown)
    return html.Button([shown, html.I(" ×")], id={"type": "explore-chip", "name": name}, n_clicks=0, **tags(label))


def spoken(name: str, word: str, names: Names, language: str) -> str:
    return names.get(name, {}).get(word) or word_of(name, word, language)


def time_words(filters: Filters, language: str) -> list[str]:
    if filters.period is not None:
        return [tell(filters.period, language)]
    if filters.since is None and filters.until is None:
        return []
    begin = "…" if filters.since is None else told(filters.since)
    return [f"{begin} – {'…' if filters.until is None else last_of(filters.until)}"]


def difference(filters: Filters, names: Names, language: str) -> str:
    """What the second filter has that the first has not."""
    second = filters.vs
    assert second is not None
    parts = [
        ", ".join(spoken(name, one, names, language) for one in second.words(name)) or tell("all", language)
        for name in (*PLACES, *KINDS)
        if second.words(name) != filters.words(name)
    ]
    times = time_words(second, language)
    return "; ".join([*parts, *(times if times != time_words(filters, language) else [])]) or tell("all", language)
