"""What an indicator is: its meaning, its formula, its limits and what keeps it honest."""

from typing import Any

from dash import html

from components.figure import MISSING, with_unit
from components.standing import parts
from components.words import PERIODS, say
from data.board import Reading
from data.catalogue import Catalogue, Indicator


def facts(reading: Reading, catalogue: Catalogue, data_at: str, language: str) -> html.Dl:
    """The declaration of the reading's indicator; `data_at` is the time of the newest data, as text."""
    indicator = reading.indicator
    told: list[tuple[str, Any]] = [
        ("meaning", indicator.meaning[language]),
        ("period", PERIODS[indicator.period][language]),
        ("direction", say(indicator.direction if indicator.direction != "none" else "context", language)),
        ("limits", limits(indicator, language)),
        ("parts", parts(reading) or MISSING),
        ("counter", counter(indicator, catalogue, language)),
        ("standard", indicator.standard or MISSING),
        ("version", f"{indicator.code} · {indicator.version}"),
        ("flags", "、".join(say(flag, language) for flag in indicator.flags)),
        ("data_at", data_at),
        ("rows", html.Pre(indicator.rows)),
        ("measure", html.Pre(indicator.measure)),
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


def limits(indicator: Indicator, language: str) -> str:
    unit = indicator.unit[language]
    given = (("target", indicator.target), ("limit_watch", indicator.watch), ("limit_bad", indicator.bad))
    told = [
        say(key, language, value=with_unit(value, indicator.digits, unit)) for key, value in given if value is not None
    ]
    return " · ".join(told) or MISSING


def counter(indicator: Indicator, catalogue: Catalogue, language: str) -> Any:
    if indicator.counter is None:
        return MISSING
    other = catalogue[indicator.counter]
    return html.A(other.title[language], href=f"/indicator/{other.id}?lang={language}")
