"""What a briefing is to be: period, place, language, formats, sections; and the two buttons."""

from collections.abc import Sequence
from typing import Any

from dash import dcc, html

from components.briefing_words import KINDS, SECTION_NAMES, say
from components.tags import tags
from components.theme import Language
from data.briefing.composing import EVERY_VILLAGE
from data.briefing.declaration import SECTIONS
from data.briefing.span import Span
from data.briefing.titles import covers
from data.profile import Profile
from data.spots import LevelIndex

Options = list[dict[str, str]]


def briefing_form(
    profile: Profile, levels: Sequence[LevelIndex], spans: Sequence[Span], formats: Sequence[str], language: Language
) -> html.Section:
    """`levels` are the town's own first; `spans` the newest first, the one that is running before them."""
    chosen = profile.briefing
    return html.Section(
        [
            html.H2(say("choose", language)),
            group(
                "kind", radios("briefing-kind", {key: name[language] for key, name in KINDS.items()}, "week"), language
            ),
            group(
                "span", picker("briefing-span", span_options(spans, language), usual_span(spans), language), language
            ),
            group("place", picker("briefing-place", place_options(levels, language), "", language), language),
            group(
                "spoken",
                radios("briefing-language", {"zh": "中文", "en": "English"}, chosen.language or language),
                language,
            ),
            group(
                "formats",
                checks("briefing-formats", {one: one.upper() for one in formats}, list(chosen.formats or formats)),
                language,
            ),
            group(
                "sections",
                checks(
                    "briefing-sections", {one: SECTION_NAMES[one][language] for one in SECTIONS}, list(chosen.sections)
                ),
                language,
            ),
            html.Div(
                [
                    html.Button(say("preview", language), id="briefing-preview", type="button"),
                    html.Button(say("make", language), id="briefing-make", type="button", className="main"),
                ],
                className="buttons",
            ),
            html.P(id="briefing-said", role="status"),
        ],
        className="panel briefing-form",
    )


def group(name: str, control: Any, language: Language) -> html.Div:
    """A control below its name, which a screen reader tells with it."""
    title = say(name, language)
    return html.Div([html.Span(title, className="name"), html.Div(control, role="group", **tags(label=title))])


def radios(id: str, names: dict[Any, str], value: str) -> dcc.RadioItems:
    return dcc.RadioItems(id=id, options=options(names), value=value, inline=True)


def checks(id: str, names: dict[Any, str], value: list[str]) -> dcc.Checklist:
    return dcc.Checklist(id=id, options=options(names), value=value, className="choices")


def picker(id: str, choices: Options, value: str, language: Language) -> dcc.Dropdown:
    labels: dcc.Dropdown.Labels = {
        "search": say("search", language),
        "no_options_found": say("not_found", language),
    }
    return dcc.Dropdown(id=id, options=choices, value=value, clearable=False, labels=labels)


def options(names: dict[Any, str]) -> Options:
    return [{"value": value, "label": label} for value, label in names.items()]


def span_options(spans: Sequence[Span], language: Language) -> Options:
    """The one that is running says so."""
    running = f" · {say('running', language)}"
    return [
        {"value": one.key, "label": covers(one, language) + (running if position == 0 else "")}
        for position, one in enumerate(spans)
    ]


def usual_span(spans: Sequence[Span]) -> str:
    """The last complete one."""
    return spans[1].key


def place_options(levels: Sequence[LevelIndex], language: Language) -> Options:
    """The town, each of its villages, grids and so on by name and id."""
    found = [{"value": "", "label": say("town", language)}]
    for level in levels[1:]:
        if level.id == "village":
            found.append({"value": EVERY_VILLAGE, "label": say("every_village", language)})
        if level.id != "micro_grid":
            found += [
                {"value": id, "label": f"{name} · {id}"} for id, name in zip(level.places, level.names, strict=True)
            ]
    return found
