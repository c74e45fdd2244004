"""Every indicator of a place in a list by module, to be read and searched."""

import unicodedata
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from dash import dcc, html

from components.card import SIGNS
from components.facts import counter, direction, flags, limits, link, others, variant
from components.fence import blank, fenced
from components.figure import figure_of, in_full
from components.tags import tags
from components.theme import Language, Theme
from components.words import MODULES, PERIODS, TEXTS, say
from data.board import Reading
from data.catalogue import Catalogue, Indicator, Words


def search_box(query: str, language: Language) -> html.Div:
    """What is looked for, and how many are found; a browser script does the looking."""
    box = dcc.Input(
        id="catalogue-search",
        type="search",
        value=query,
        placeholder=say("search", language),
        autoComplete="off",
        spellCheck="false",
        className="search-box",
    )
    told = tags(found=TEXTS["found"][language], none=TEXTS["found_none"][language])
    return html.Div(
        [
            box,
            html.Output(id="catalogue-count", className="search-count", **told),
            html.Span(say("search_keys", language), className="search-keys"),
        ],
        className="search",
        role="search",
    )


def catalogue(
    readings: Iterable[Reading], offered: Collection[str], known: Catalogue, language: Language, theme: Theme
) -> html.Main:
    """The readings at the town by their indicators' modules, with a list of the modules to jump to.

    `offered` are the ids that the place's feeds can answer, `known` the catalogue that counters are looked up in.
    """
    modules: dict[str, list[Reading]] = {}
    for reading in readings:
        modules.setdefault(reading.indicator.module, []).append(reading)
    jumps = [
        html.A([module_title(module)[language], html.Span(len(ones))], href=f"#module-{module}")
        for module, ones in modules.items()
    ]
    listed = [
        html.Section(
            [
                html.H2([html.Span(module_title(module)[language]), html.Span(len(ones), className="note")]),
                html.Ul([entry(one, one.indicator.id in offered, known, language, theme) for one in ones]),
            ],
            id=f"module-{module}",
            className="panel module",
        )
        for module, ones in modules.items()
    ]
    return html.Main([html.Nav(jumps, className="modules"), html.Div(listed, className="listed")])


def module_title(module: str) -> Words:
    return MODULES.get(module, TEXTS["own"] if module in ("", "own") else Words(module, module))


def entry(reading: Reading, offered: bool, known: Catalogue, language: Language, theme: Theme) -> html.Li:
    """One indicator: its names, what it means and how it is counted, and what it is at the town today."""
    indicator = reading.indicator
    other: Language = "zh" if language == "en" else "en"
    heading = [
        html.H3(link(indicator, language, theme)),
        html.P(indicator.title[other], className="other", lang="en" if other == "en" else "zh-CN"),
        html.P([html.Code(indicator.id), f" · {indicator.code}"], className="codes"),
    ]
    told = [
        html.P(indicator.meaning[language]),
        html.P(terms(indicator, known, language, theme), className="terms"),
        *[html.P([f"{say('variants', language)} ", *variant(indicator, one, language)]) for one in others(indicator)],
    ]
    return html.Li(
        [
            html.Div(heading, className="names"),
            html.Div(told, className="told"),
            fenced(
                f"{indicator.id} of the catalogue",
                lambda: html.Div(now(reading, offered, language), className="now", title=in_full(reading, language)),
                lambda: html.Div(blank(), className="now"),
            ),
        ],
        className=f"entry is-{reading.state}",
        **tags(indicator=indicator.id, words=searched(indicator)),
    )


def terms(indicator: Indicator, known: Catalogue, language: Language, theme: Theme) -> list[html.Span]:
    """Unit, period, direction, limits, counter, standard, 口径 and flags, each a short piece."""
    against = counter(indicator, known, language, theme)
    pieces: Sequence[Any] = (
        indicator.unit[language],
        PERIODS[indicator.period][language],
        direction(indicator, language),
        limits(indicator, language),
        against and [f"{say('counter', language)} ", against],
        indicator.standard,
        [f"{say('version', language)} ", html.Code(indicator.version)],
        flags(indicator, language),
    )
    return [html.Span(piece) for piece in pieces if piece]


def now(reading: Reading, offered: bool, language: Language) -> list[Any]:
    if not offered and reading.value is None and not reading.masked:
        return [html.Span(say("not_offered", language), className="unit")]
    figure = figure_of(reading, language)
    missing = reading.value is None and not reading.masked
    return [
        html.Span(SIGNS[reading.state], className="sign"),
        html.B(figure.text, className="value"),
        html.Span(say("none", language) if missing else figure.unit, className="unit"),
        html.Span(figure.note, className="parts"),
    ]


def searched(indicator: Indicator) -> str:
    """What a search looks in: id, code, titles and meanings in both languages, in small plain letters."""
    told = (indicator.title, indicator.meaning)
    texts = [indicator.id, indicator.code, *(words[language] for words in told for language in ("zh", "en"))]
    return unicodedata.normalize("NFKC", " ".join(texts)).lower()
