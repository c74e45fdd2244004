"""The generated pages say what the declarations do; renew them with `uv run python -m data.reference`."""

from data.reference import DOCS, feeds_page, indicators_page


def test_the_page_of_feeds_says_what_the_schemas_declare() -> None:
    assert (DOCS / "feeds.md").read_text(encoding="utf-8") == feeds_page()


def test_the_page_of_indicators_says_what_the_catalogue_declares() -> None:
    assert (DOCS / "indicators.md").read_text(encoding="utf-8") == indicators_page()
