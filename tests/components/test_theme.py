"""The themes: the same colours for maps and pages, and text that can be read."""

import re
from pathlib import Path

import pytest

from components.theme import THEMES, Theme, language_of, liked, theme_of

CSS = Path(__file__).parents[2] / "components" / "assets" / "theme.css"
BLOCKS = {"dark": r'\[data-theme="dark"\] \{(.*?)\}', "light": r'\[data-theme="light"\] \{(.*?)\}'}
ON_CARD = ("text", "muted", "bad", "watch", "worse", "accent")


def variables(theme: Theme) -> dict[str, str]:
    block = re.search(BLOCKS[theme], CSS.read_text(encoding="utf-8"), re.DOTALL)
    assert block is not None
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block.group(1)))


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2.2."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: str, b: str) -> float:
    dark, light = sorted((luminance(a), luminance(b)))
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_of_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
def test_maps_and_pages_have_the_same_colours(theme: Theme) -> None:
    tokens, css = THEMES[theme], variables(theme)
    assert [css[f"ramp-{n}"] for n in range(6)] == list(tokens.ramp)
    for name in ("ground", "land", "hatch", "border", "outline"):
        assert css[f"map-{name}"] == getattr(tokens, name)


@pytest.mark.parametrize("theme", THEMES)
def test_text_has_a_contrast_of_4_5_on_every_ground_that_it_stands_on(theme: Theme) -> None:
    css = variables(theme)
    pairs = [(text, ground) for text in ON_CARD for ground in ("card", "panel", "ground")]
    pairs += [("muted", "stripe"), ("text", "stripe"), ("muted", "map-ground"), ("text", "map-ground")]
    for state in ("bad", "watch"):
        pairs += [(text, f"{state}-ground") for text in (state, "muted", "text", "worse")]
    poor = {pair: round(contrast(*(css[one] for one in pair)), 2) for pair in pairs}
    assert {pair: ratio for pair, ratio in poor.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_a_map_grows_from_its_ground_to_its_strongest_colour(theme: Theme) -> None:
    steps = [contrast(THEMES[theme].ground, colour) for colour in THEMES[theme].ramp]
    assert steps == sorted(steps)
    assert len(set(steps)) == len(steps)


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("en-GB,en;q=0.9", "en"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("fr-FR,en;q=0.3,zh;q=0.7", "zh"),
        ("fr", "zh"),
        ("en;q=0", "zh"),
        ("", "zh"),
        ("en;q=x", "zh"),
    ],
)
def test_a_browsers_language_is_the_one_of_ours_that_it_likes_best(header: str, language: str) -> None:
    assert liked(header, "zh") == language


def test_what_an_address_asks_for_is_a_theme_and_a_language_or_the_default() -> None:
    assert [theme_of(name) for name in ("light", "dark", "<b>", None)] == ["light", "dark", "dark", "dark"]
    assert [language_of(name, "zh") for name in ("en", "zh", "fr", None)] == ["en", "zh", "zh", "zh"]
