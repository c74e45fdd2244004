"""The two themes: the colours that a map is given, and the same as CSS variables for everything else."""

from dataclasses import dataclass
from typing import Literal

Theme = Literal["dark", "light"]
Language = Literal["zh", "en"]


@dataclass(frozen=True)
class Tokens:
    """Colours of a theme as #rrggbb. `ramp` are the classes of a map, little to much."""

    ground: str
    land: str
    border: str
    outline: str
    ramp: tuple[str, str, str, str, str, str]


THEMES: dict[Theme, Tokens] = {
    "dark": Tokens(
        ground="#0c141d",
        land="#121c27",
        border="#0c141d",
        outline="#6f9bb8",
        ramp=("#15222e", "#193344", "#1c475c", "#205e78", "#277a97", "#3a9cbb"),
    ),
    "light": Tokens(
        ground="#ffffff",
        land="#f1f4f6",
        border="#ffffff",
        outline="#41647c",
        ramp=("#e6eff4", "#cbdfe9", "#a9cbdb", "#7fb2ca", "#589bba", "#3482a8"),
    ),
}


def theme_of(name: object) -> Theme:
    """The theme of that name; dark for anything else."""
    return "light" if name == "light" else "dark"


def language_of(name: object, default: Language) -> Language:
    """The language of that name, or the default."""
    return "en" if name == "en" else "zh" if name == "zh" else default
