"""The wall fits every screen that it hangs on, in both languages: complete, nothing cut, nothing over anything else."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Server

LONG_MS = 60_000
SIZES = ((1920, 1080), (3840, 2160), (2560, 1440), (1366, 768), (2560, 1080), (3840, 1080), (5760, 1080), (390, 844))
FITTED = """() => {
  const map = document.querySelector('.map-fit');
  return map && document.querySelector('.card') && map.dataset.fitted === `${map.clientWidth}×${map.clientHeight}`;
}"""
LEAST = 72

# Texts wider or higher than their box, parts over each other or off the screen, and scroll bars.
FAULTS = """(scrolls) => {
  const faults = [];
  const box = (element) => element.getBoundingClientRect();
  const aside = (a, b) => a.right <= b.left + 1 || a.bottom <= b.top + 1;
  const apart = (a, b) => aside(a, b) || aside(b, a);
  const said = (element) => `${element.className || element.tagName} ${element.textContent.slice(0, 40)}`;
  const all = (selector) => [...document.querySelectorAll(selector)].filter(
    (one) => one.getClientRects().length && getComputedStyle(one).visibility === 'visible');
  const overlaps = (kind, parts) => parts.forEach((part, n) => parts.slice(n + 1).forEach((other) => {
    if (!part.contains(other) && !other.contains(part) && !apart(box(part), box(other))) {
      faults.push(`${kind}: ${said(part)} over ${said(other)}`);
    }
  }));
  const texts = '.label, .figure, .change, .panel h2, .panel h2 span, .clock, .feed, .rank-name, .rank-figure, ' +
    '.events span, .legend li, .map-key li, .signs, .card, .panel, header, footer, .titled, ol';
  for (const text of all(texts)) {
    if (text.clientWidth && text.scrollWidth > text.clientWidth + 1) faults.push(`cut: ${said(text)}`);
    const high = text.clientHeight && !text.matches('.label, .figure, .change, .card, .clock, span, li');
    if (high && text.scrollHeight > text.clientHeight + 2) faults.push(`too high: ${said(text)}`);
  }
  const cards = all('.card');
  for (const card of cards) {
    const rim = box(card);
    const parts = ['.label', '.figure', '.change', '.spark'].map((one) => card.querySelector(one));
    for (const part of parts) {
      const at = box(part);
      if (at.width && (at.bottom > rim.bottom + 1 || at.right > rim.right + 1 || at.top < rim.top - 1)) {
        faults.push(`outside: ${card.dataset.indicator} ${part.className}`);
      }
    }
    overlaps(card.dataset.indicator, parts.filter((part) => box(part).width && box(part).height));
    const inside = [...card.querySelectorAll('.figure, .label')].filter((one) => one.scrollWidth > one.clientWidth + 1);
    inside.forEach((one) => faults.push(`text over its part: ${card.dataset.indicator} ${one.className}`));
    if (rim.width < 40 || rim.height < 32) faults.push(`too small: ${card.dataset.indicator}`);
  }
  overlaps('cards', cards);
  overlaps('panels', all('.panel, header, footer'));
  overlaps('names', all('.map-labels span'));
  overlaps('map', all('.map-fit, .legend, .map-key, .town-map h2'));
  overlaps('footer', all('.feed, .signs, #data-time'));
  for (const chart of all('.charts > .panel')) {
    overlaps('chart', [...chart.querySelectorAll('h2, li, .tick-x, .year-words')].filter(
      (one) => getComputedStyle(one).visibility === 'visible'));
  }
  for (const part of all('.card, .panel, .feed, .signs, .charts li, .tick-x, header > *')) {
    const at = box(part);
    const holder = part.closest('.panel') && part.closest('.panel') !== part ? box(part.closest('.panel')) : null;
    if (holder && (at.bottom > holder.bottom + 1 || at.right > holder.right + 1)) faults.push(`out: ${said(part)}`);
    if (at.left < -1 || at.right > innerWidth + 1 || (!scrolls && at.bottom > innerHeight + 1)) {
      faults.push(`off screen: ${said(part)}`);
    }
  }
  const page = document.documentElement;
  if (page.scrollWidth > page.clientWidth) faults.push('scrolls sideways');
  if (!scrolls && page.scrollHeight > page.clientHeight) faults.push('scrolls down');
  const area = (element) => box(element).width * box(element).height;
  if (area(document.querySelector('.town-map')) < 4 * Math.max(...cards.map(area))) faults.push('the map is small');
  return [...new Set(faults)];
}"""


@pytest.fixture
def opened(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1920, "height": 1080}, timezone_id="Asia/Shanghai")
    yield context.new_page()
    context.close()


def faults_at(page: Page, width: int, height: int) -> list[str]:
    """What is wrong at a size, once the map has been fitted to it."""
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_function(FITTED, timeout=LONG_MS)
    return [f"{width}×{height}: {one}" for one in page.evaluate(FAULTS, width < 900)]


def visible(page: Page) -> int:
    """How many indicators can be seen, each counted once."""
    found: int = page.evaluate("""() => new Set([...document.querySelectorAll('.card')].filter((card) => {
      const at = card.getBoundingClientRect();
      return at.width > 0 && at.height > 0 && at.left >= 0 && at.top >= 0 && at.right <= innerWidth + 1
        && at.bottom <= innerHeight + 1 && card.querySelector('.value').textContent;
    }).map((card) => card.dataset.indicator)).size""")
    return found


@pytest.mark.parametrize("language", ["en", pytest.param("zh", marks=pytest.mark.thorough)])
def test_nothing_overlaps_is_cut_off_or_scrolls_at_any_size(
    serve: Callable[[str], Server], opened: Page, language: str
) -> None:
    opened.goto(f"{serve('zhewang').url}/wall?lang={language}")
    opened.wait_for_function(FITTED, timeout=LONG_MS)
    faults = []
    for width, height in SIZES:
        faults += faults_at(opened, width, height)
        if width > 900:
            assert visible(opened) >= LEAST
    assert faults == []


@pytest.mark.thorough
@pytest.mark.parametrize("profile", ["ganyu", "yanchi"])
def test_the_walls_of_other_places_fit_too(serve: Callable[[str], Server], opened: Page, profile: str) -> None:
    for language in ("zh", "en"):
        opened.goto(f"{serve(profile).url}/wall?lang={language}")
        opened.wait_for_function(FITTED, timeout=LONG_MS)
        assert faults_at(opened, 1920, 1080) == []
        assert visible(opened) >= LEAST


@pytest.mark.thorough
def test_the_browsers_language_is_taken_where_the_address_names_none(
    serve: Callable[[str], Server], browser: Browser
) -> None:
    for locale, language, title in (("en-GB", "en", "Zhewang"), ("zh-CN", "zh-CN", "柘汪镇")):
        context = browser.new_context(locale=locale)
        page = context.new_page()
        page.goto(f"{serve('zhewang').url}/wall")
        page.wait_for_selector(".card", timeout=LONG_MS)
        page.wait_for_function("lang => document.documentElement.lang === lang", arg=language, timeout=LONG_MS)
        assert page.title().startswith(title)
        context.close()
