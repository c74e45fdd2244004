"""The way to every page: a short list on top of each, made from the pages that there are."""

from dash import html, page_registry

from components.tags import current, tags
from components.theme import Language, Theme
from components.words import say
from data.catalogue import Words

# In this order; a page that is not named here follows, called by its own title.
NAMES = {
    "/": Words("首页", "Home"),
    "/wall": Words("大屏", "Wall"),
    "/alarms": Words("告警", "Alarms"),
    "/map": Words("地图", "Map"),
    "/explore": Words("研判", "Explore"),
    "/satisfaction": Words("满意度", "Satisfaction"),
    "/polish": Words("去水分", "Polish"),
    "/coverage": Words("见格率", "Coverage"),
    "/hotspots": Words("热点", "Hot spots"),
    "/resources": Words("资源", "Resources"),
    "/briefing": Words("报告", "Briefing"),
    "/catalogue": Words("指标", "Indicators"),
    "/feeds": Words("数据", "Feeds"),
}

HIDDEN = ("/life",)  # pages that say nothing without the rest of their address


def navigation(here: str, language: Language, theme: Theme, kept: str = "", visitor: bool = False) -> html.Nav:
    """Links to all pages that need nothing but their address, then the other language and the other theme.

    `here` is the path of the present page, `kept` the rest of its query, which stays when the language changes.
    """
    opposite: Theme = "light" if theme == "dark" else "dark"
    other: Language = "zh" if language == "en" else "en"
    seen = "&visitor=1" if visitor else ""
    own = f"&{kept}" if kept else ""
    return html.Nav(
        [
            *[
                html.A(
                    name[language],
                    href=f"{path}?lang={language}&theme={theme}{seen}",
                    **current(path == here),
                )
                for path, name in pages()
            ],
            html.Span(
                [
                    html.A(say("other_language", language), href=f"?lang={other}&theme={theme}{seen}{own}"),
                    html.A(say(opposite, language), href=f"?lang={language}&theme={opposite}{seen}{own}"),
                ],
                className="nav-view",
            ),
        ],
        className="navigation",
        **tags(say("pages", language)),
    )


def pages() -> list[tuple[str, Words]]:
    """The pages that are there: path and name."""
    found = {
        page["path"]: page["title"] for page in page_registry.values() if not page["path_template"] and page["path"]
    }
    order = [*(path for path in NAMES if path in found), *(path for path in found if path not in NAMES)]
    return [(path, NAMES.get(path) or titled(str(found[path]))) for path in order if path not in HIDDEN]


def titled(title: str) -> Words:
    """A page's title in the two languages: 数据接入 Feeds."""
    zh, _, en = title.partition(" ")
    return Words(zh, en or zh)
