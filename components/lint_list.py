"""What does not agree in a draft, a row a finding."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from components.briefing_words import say
from components.theme import Language
from data.briefing.lint.finding import Finding
from data.briefing.lint.rules import RULES
from data.briefing.span import Span
from data.briefing.titles import covers

SHOWN = 500
COLUMNS = ("where", "told", "expected", "why", "rule")


def lint_list(name: str, findings: Sequence[Finding], span: Span, language: Language) -> list[Component]:
    """A sentence, and a table where there is anything; `span` is what the draft was compared with."""
    compared = covers(span, language)
    if not findings:
        return [html.P(say("clean", language, name=name, span=compared), className="lint-said")]
    said = html.P(
        [html.Span("▲", className="sign"), say("findings", language, name=name, n=len(findings), span=compared)],
        className="lint-said is-bad",
    )
    heads = html.Tr([html.Th(say(one, language), scope="col") for one in COLUMNS])
    table = html.Table([html.Thead(heads), html.Tbody([row(one, language) for one in findings[:SHOWN]])])
    return [said, html.Div(table, className="lint-list wide")]


def row(one: Finding, language: Language) -> html.Tr:
    title = next((rule.title[language] for rule in RULES if rule.id == one.rule), one.rule)
    texts = (one.where[language], one.told, one.expected[language], one.why[language], title)
    return html.Tr([html.Td(text, className=f"col-{name}") for name, text in zip(COLUMNS, texts, strict=True)])
