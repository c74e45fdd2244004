"""What an indicator is: its meaning, its formula, its limits and what keeps it honest."""

from typing import Any

from dash import html

from components.figure import MISSING, figure_of, in_full, interval, parts, with_unit
from components.theme import Language, Theme
from components.words import PERIODS, say
from data.board import Reading
from data.catalogue import FLAGS, Catalogue, Indicator, Variant, built_in


def facts(
    reading: Reading,
    catalogue: Catalogue,
    data_at: str,
    language: Language,
    theme: Theme,
    held: Reading | None = None,
) -> html.Dl:
    """The declaration of the reading's indicator; `data_at` is the time of the newest data, as text, `held` what the
    counter-indicator is at the same place."""
    indicator = reading.indicator
    told: list[tuple[str, Any]] = [
        ("meaning", indicator.meaning[language]),
        ("period", PERIODS[indicator.period][language]),
        ("direction", direction(indicator, language)),
        ("limits", limits(indicator, language) or MISSING),
        ("parts", in_full(reading, language) if reading.masked else parts(reading) or MISSING),
        ("interval", interval(reading)),
        ("derived", derivation(indicator, catalogue, language, theme)),
        ("counter", counter(indicator, catalogue, language, theme, held) or MISSING),
        ("standard", indicator.standard or MISSING),
        ("version", [f"{indicator.code} · ", html.Code(indicator.version)]),
        ("variants", variants(indicator, language)),
        ("flags", flags(indicator, language)),
        ("data_at", data_at),
        ("rows", indicator.rows and html.Pre(indicator.rows)),
        ("measure", indicator.measure and html.Pre(indicator.measure)),
    ]
    return html.Dl(
        [
            cell
            for key, content in told
            if content
            for cell in (html.Dt(say(key, language)), html.Dd(content, className=f"fact-{key}"))
        ],
        className="facts",
    )


def direction(indicator: Indicator, language: str) -> str:
    return say(indicator.direction if indicator.direction != "none" else "context", language)


def flags(indicator: Indicator, language: str) -> str:
    return ("、" if language == "zh" else ", ").join(FLAGS[flag][language] for flag in indicator.flags)


def limits(indicator: Indicator, language: str) -> str:
    unit = indicator.unit[language]
    given = (("target", indicator.target), ("limit_watch", indicator.watch), ("limit_bad", indicator.bad))
    told = [
        say(key, language, value=with_unit(value, indicator.digits, unit)) for key, value in given if value is not None
    ]
    return " · ".join(told)


def counter(
    indicator: Indicator, catalogue: Catalogue, language: Language, theme: Theme, held: Reading | None = None
) -> html.A | None:
    """A link to the indicator that keeps this one honest, with what that one is."""
    if indicator.counter is None:
        return None
    found = link(catalogue[indicator.counter], language, theme)
    if held is not None:
        found.children = f"{found.children} · {figure_of(held, language).words}"
    return found


def link(indicator: Indicator, language: Language, theme: Theme) -> html.A:
    return html.A(indicator.title[language], href=f"/indicator/{indicator.id}?lang={language}&theme={theme}")


def others(indicator: Indicator) -> list[Variant]:
    """The 口径 that the place could have chosen, the product's own among them where it chose another."""
    found = [one for one in indicator.variants if one.version != indicator.version]
    usual = next((one for one in built_in().indicators if one.id == indicator.id), indicator)
    return found if usual.version == indicator.version else [Variant(usual.version, usual.meaning), *found]


def variants(indicator: Indicator, language: str) -> html.Ul | None:
    told = [html.Li(variant(indicator, one, language)) for one in others(indicator)]
    return html.Ul(told) if told else None


def variant(indicator: Indicator, other: Variant, language: str) -> list[Any]:
    """Another 口径 by its name, and in words where they differ from the indicator's own."""
    return [html.Code(other.version), "" if other.meaning == indicator.meaning else f" {other.meaning[language]}"]


def derivation(indicator: Indicator, catalogue: Catalogue, language: Language, theme: Theme) -> list[Any] | None:
    """How it follows from others: the kind of fold, then each of them with its weight."""
    if indicator.derived is None:
        return None
    told: list[Any] = [say(indicator.derived.fold, language)]
    known = [(catalogue[id], weight) for id, weight in indicator.derived.weights if id in catalogue]
    for other, weight in known:
        told += [" · ", link(other, language, theme), *([f" ×{weight:g}"] if len(known) > 1 else [])]
    return told
