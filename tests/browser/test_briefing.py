"""The page of the briefings in a real browser: seen, made, downloaded; a draft checked; asking nobody."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Screen, Server
from tests.data.due_town import write_town

LONG_MS = 60_000


@pytest.fixture(scope="module")
def town(serve: Callable[[str], Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    return serve(str(write_town(tmp_path_factory.mktemp("town"))))


def test_a_briefing_is_seen_made_and_downloaded(town: Server, screen: Screen, tmp_path: Path) -> None:
    page = screen.page
    page.goto(f"{town.url}/briefing?lang=en")
    page.wait_for_selector(".briefing-preview iframe", timeout=LONG_MS)
    shown = page.frame_locator(".briefing-preview iframe")
    shown.locator("h1").wait_for(timeout=LONG_MS)
    page.locator("#briefing-formats label", has_text="HTML").wait_for(timeout=LONG_MS)
    for one in page.locator("#briefing-formats label").all():
        if one.inner_text().strip() != "HTML":
            one.click()
    page.locator("#briefing-language label", has_text="English").click()
    page.click("#briefing-make")
    page.wait_for_selector(".briefing-list a", timeout=LONG_MS)
    with page.expect_download() as download:
        page.click(".briefing-list a")
    download.value.save_as(tmp_path / "made.html")
    assert download.value.suggested_filename.endswith(".html")
    assert "<h1>" in (tmp_path / "made.html").read_text(encoding="utf-8")
    assert screen.outside == []
    assert screen.errors == []


@pytest.mark.thorough
def test_a_draft_is_checked_again_once_it_is_mended(town: Server, screen: Screen, tmp_path: Path) -> None:
    page = screen.page
    page.goto(f"{town.url}/briefing?lang=zh")
    page.wait_for_selector(".briefing-lint input[type=file]", state="attached", timeout=LONG_MS)
    draft = tmp_path / "draft.txt"
    draft.write_text("办结率93.99%（9182/9238）。")
    choose(page, draft)
    page.wait_for_selector(".lint-list td", timeout=LONG_MS)
    assert "99.39%" in page.inner_text(".lint-list")
    draft.write_text("办结率99.39%（9182/9238）。")
    choose(page, draft)
    page.wait_for_selector(".lint-said:not(.is-bad)", timeout=LONG_MS)
    assert "未发现不符" in page.inner_text(".lint-said")
    assert screen.outside == []
    assert screen.errors == []


def choose(page: Page, path: Path) -> None:
    """As a person does: by the button and the browser's own dialog."""
    with page.expect_file_chooser() as chooser:
        page.click(".briefing-lint button")
    chooser.value.set_files(path)


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("path", "width", "height"),
    [("/briefing?lang=zh", 390, 844), ("/briefing?lang=en&theme=light", 390, 844), ("/briefing?lang=en", 1920, 1080)],
)
def test_nothing_stands_out_of_the_screen(town: Server, screen: Screen, path: str, width: int, height: int) -> None:
    page = screen.page
    page.set_viewport_size({"width": width, "height": height})
    page.goto(town.url + path)
    page.wait_for_selector(".briefing-preview iframe", timeout=LONG_MS)
    assert page.evaluate("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert screen.errors == []
