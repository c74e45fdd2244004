"""The pages of satisfaction and of the signs of polish in a real browser, over a small place: followed by clicks."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import numpy as np
import pandas as pd
import pytest

from tests.browser.conftest import Screen, Server
from tests.data.squares import write_place

LONG_MS = 60_000
OUT_OF_SCREEN = "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"


def cases() -> pd.DataFrame:
    """A year of rated cases; one party closes many just before the deadline."""
    rng, now, many = np.random.default_rng(2), datetime.now(UTC), 3000
    begun = pd.Timestamp(now) - pd.to_timedelta(rng.integers(3 * 86_400, 330 * 86_400, many), unit="s")
    party = rng.choice(["城管办", "水务站"], many)
    hours = np.where(
        (party == "城管办") & (rng.random(many) < 0.4), rng.uniform(46.5, 47.9, many), rng.exponential(25, many)
    )
    closed = begun + pd.to_timedelta((hours * 3600).round(), unit="s")
    frame = pd.DataFrame(
        {
            "case_id": [f"c{n}" for n in range(many)],
            "reported_at": begun,
            "due_at": begun + timedelta(hours=48),
            "closed_at": closed,
            "rated_at": closed + pd.Timedelta(hours=1),
            "rating": rng.choice([5, 4, 2], many, p=[0.7, 0.2, 0.1]),
            "party": party,
            "source": rng.choice(["hotline", "window"], many),
            "category": rng.choice(["噪声", "<b>占道</b>"], many),
            "title": rng.choice(["夜间施工噪音", "路灯维修"], many),
            "lon": rng.uniform(119.2005, 119.235, many).round(6),
            "lat": rng.uniform(35.0505, 35.0615, many).round(6),
        }
    )
    return frame[frame.rated_at < pd.Timestamp(now)]


@pytest.fixture(scope="module")
def town(serve: Callable[[str], Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    folder = tmp_path_factory.mktemp("opinions")
    place = write_place(folder)
    blocks = place.read_text().split("[[feeds]]")
    place.write_text("[[feeds]]".join([blocks[0], *(one for one in blocks[1:] if 'id = "cases"' in one)]))
    cases().to_csv(folder / "cases.csv", index=False, date_format="%Y-%m-%dT%H:%M:%SZ")
    return serve(str(place))


def test_a_village_and_a_source_are_chosen_by_clicks(town: Server, screen: Screen) -> None:
    page = screen.page
    page.goto(f"{town.url}/satisfaction?lang=zh")
    page.wait_for_selector(".opinion-heat", timeout=LONG_MS)
    assert page.locator(".opinion-plot .dot").count() >= 10
    page.locator(".opinion-heat tbody th a").first.click()
    page.wait_for_selector(".at-place", timeout=LONG_MS)
    page.wait_for_selector(".opinions", timeout=LONG_MS)
    assert "place=v" in page.url
    page.get_by_role("link", name="事件 · 热线").click()
    page.wait_for_selector("tr.chosen[data-key='cases/hotline']", timeout=LONG_MS)
    assert "place=v" in page.url
    assert "source=cases%2Fhotline" in page.url
    assert page.locator("b", has_text="占道").count() == 0
    assert screen.outside == []
    assert screen.errors == []


@pytest.mark.thorough
def test_a_question_leads_to_its_rows(town: Server, screen: Screen) -> None:
    page = screen.page
    page.goto(f"{town.url}/polish?lang=en&days=365")
    page.wait_for_selector(".polish-questions", timeout=LONG_MS)
    first = page.locator(".polish-questions > li").first
    assert "城管办" in first.inner_text()
    assert "Is it possible" in first.inner_text()
    first.get_by_role("link").click()
    page.wait_for_selector(".polish-rows tbody tr", timeout=LONG_MS)
    assert page.locator(".polish-rows tbody tr").count() == 50
    page.get_by_role("link", name="Older").click()
    page.wait_for_selector("text=Page 2 of", timeout=LONG_MS)
    assert "施工" not in page.inner_text(".polish-rows")
    assert screen.outside == []
    assert screen.errors == []


@pytest.mark.thorough
@pytest.mark.parametrize(("width", "height"), [(390, 844), (1920, 1080)])
@pytest.mark.parametrize("path", ["/satisfaction?lang=en&theme=light", "/polish?lang=zh"])
def test_nothing_stands_out_of_the_screen(town: Server, screen: Screen, path: str, width: int, height: int) -> None:
    page = screen.page
    page.set_viewport_size({"width": width, "height": height})
    page.goto(town.url + path)
    page.wait_for_selector(".opinion-heat, .sign-list", timeout=LONG_MS)
    assert page.evaluate(OUT_OF_SCREEN)
    assert screen.errors == []
