from data.reference import PATH, feeds_page


def test_the_page_of_feeds_says_what_the_schemas_declare() -> None:
    assert PATH.read_text(encoding="utf-8") == feeds_page()
