"""/api: the read-only interface for programs, described."""

from dash import html, register_page
from dash.development.base_component import Component

from components.api_page import routes
from components.navigation import navigation
from components.tags import tags
from components.theme import language_of, preferred, theme_of
from data.api.description import description

WORDS = {
    "zh": "只读接口，数字与大屏、measure 一致；筛选条件同“研判”页地址。",
    "en": "Read-only; the numbers are those of the wall and of measure; filters are those of the page Explore.",
}


def layout(lang: str | None = None, theme: str | None = None, **_: str) -> Component:
    """What the description of the API says; it needs no board."""
    language, shade = language_of(lang, preferred("zh")), theme_of(theme)
    head = html.Header(
        [html.H1("API"), html.Span(WORDS[language]), html.A("openapi.json", href="/api/v1/openapi.json")]
    )
    return html.Div(
        [navigation("/api", language, shade), head, html.Section(routes(description()), className="panel")],
        className="page api",
        lang="en" if language == "en" else "zh-CN",
        **tags(theme=shade, title="API"),
    )


register_page(__name__, path="/api", title="接口 API", layout=layout)
