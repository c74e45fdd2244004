"""The generated pages say what the declarations do; renew them with `uv run python -m data.reference`."""

import re

from data.catalogue import FLAGS, built_in
from data.reference import DOCS, feeds_page, indicators_page


def test_the_page_of_feeds_says_what_the_schemas_declare() -> None:
    assert (DOCS / "feeds.md").read_text(encoding="utf-8") == feeds_page()


def test_the_page_of_indicators_says_what_the_catalogue_declares() -> None:
    assert (DOCS / "indicators.md").read_text(encoding="utf-8") == indicators_page()


def test_every_link_of_the_indicators_page_leads_to_an_indicator_or_a_module() -> None:
    page = indicators_page()
    anchors = set(re.findall(r'<a id="(\w+)"></a>', page))
    assert anchors == {one.id for one in built_in().indicators}
    modules = {one.module for one in built_in().indicators}
    assert anchors.isdisjoint(modules)
    assert set(re.findall(r"\]\(#(\w+)\)", page)) == anchors | modules


def test_variants_flags_and_derivations_are_told_in_words() -> None:
    page = indicators_page()
    for one in built_in().indicators:
        section = page.split(f'<a id="{one.id}"></a>')[1].split("<a id=")[0]
        told = [one.meaning.zh, one.meaning.en, *(FLAGS[flag].zh for flag in one.flags)]
        told += [words for other in one.variants for words in (other.version, other.meaning.zh, other.meaning.en)]
        told += [f"(#{part})" for part, _ in (one.derived.weights if one.derived else ())]
        assert [words for words in told if words not in section] == [], one.id
