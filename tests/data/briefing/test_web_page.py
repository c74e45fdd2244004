"""The page of one file: whole, escaped, and asking nobody."""

import re
from datetime import UTC, datetime
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

from data.briefing.document import Briefing, Chart, Cited, MapPicture, Paragraph, Section, Series, Table
from data.briefing.web_page import page, write_page

HOSTILE = '<script>alert("甲")</script>&\'"'
SQUARE = [[[119.0, 35.0], [119.1, 35.0], [119.1, 35.1], [119.0, 35.1], [119.0, 35.0]]]


def briefing(name: str) -> Briefing:
    """One of every block, with that name wherever a name may stand."""
    cited = Cited("case_open", "village", name, "value", 3.0, "3件")
    feature = {"type": "Feature", "id": name, "properties": {"name": name}}
    feature["geometry"] = {"type": "Polygon", "coordinates": SQUARE}
    blocks = (
        Paragraph((name, cited)),
        Table(name, (name, "n"), ((name, cited), (name, "—"))),
        Chart("line", name, (name, "b", "c"), (Series(name, (1.0, None, 3.0)),), "case_open", name, 0, name),
        Chart("bar", name, (name, "b"), (Series(name, (1.0, 2.0)), Series("x", (2.0, None))), "case_open", "件", 0),
        Chart("ranked", name, (name, "b"), (Series(name, (1.0, None)),), "case_open", "件", 0),
        MapPicture(
            name,
            {"type": "FeatureCollection", "features": [feature]},
            {name: 2.0},
            {name: name},
            (3.0,),
            ("< 3", "≥ 3", name),
            "case_open",
            "件",
        ),
    )
    sections = (Section("overview", name, blocks),)
    moment = datetime(2026, 11, 15, 16, tzinfo=UTC)
    words = (name, name, name, name, name, name)
    return Briefing(*words, "zh", moment, "Asia/Shanghai", True, (name,), sections, "squares-2026-W46")


class Seen(HTMLParser):
    """The tags and the words of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


def test_hostile_names_stay_words() -> None:
    text = page(briefing(HOSTILE))
    seen, usual = Seen(text), Seen(page(briefing("东村")))
    assert [tag for tag, _ in seen.tags] == [tag for tag, _ in usual.tags]
    assert "script" not in {tag for tag, _ in seen.tags}
    assert HOSTILE not in text
    assert seen.words.count(HOSTILE) == usual.words.count("东村") > 10
    assert unescape(text).count(HOSTILE) > 10


def test_nothing_is_fetched() -> None:
    text = page(briefing("东村"))
    assert not re.search(r"https?:|url\(|@import|\ssrc=|\shref=|\son\w+=", text)


def test_bound_numbers_keep_what_they_are_bound_to() -> None:
    bound = [attrs for tag, attrs in Seen(page(briefing("东村"))).tags if tag == "b"]
    assert bound
    assert {tuple(one.items()) for one in bound} == {
        (("data-indicator", "case_open"), ("data-place", "东村"), ("data-of", "value"))
    }


def test_a_gap_parts_the_line_and_missing_places_have_no_colour() -> None:
    text = page(briefing("东村"))
    assert text.count("<polyline") == 2
    assert 'fill="#ffffff"' not in text
    assert 'fill="#f3efe2"' in text


def test_the_file_is_utf_8_and_the_same_each_time(tmp_path: Path) -> None:
    for name in ("a.html", "b.html"):
        write_page(briefing("东村"), tmp_path / name)
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()
    assert "东村" in (tmp_path / "a.html").read_text(encoding="utf-8")
