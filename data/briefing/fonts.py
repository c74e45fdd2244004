"""The typefaces of the files: one that travels for PDF and pictures, and names that Office and WPS know."""

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from matplotlib.ft2font import FT2Font

from data.fault import Fault

CARRIER, FILE = "zhplot", "fonts/NotoSansSC-Regular.ttf"  # Noto Sans SC under the Open Font License
SANS = "Microsoft YaHei"


def font_file() -> Path:
    """The font that the program carries, found without loading the package it lies in. Raises Fault."""
    spec = find_spec(CARRIER)
    places = (spec.submodule_search_locations if spec is not None else None) or ()
    for place in places:
        path = Path(place) / FILE
        if path.is_file():
            return path
    raise Fault(
        f"the Chinese font {FILE} of the package {CARRIER} is missing: install the program's dependencies again"
    )


@lru_cache(maxsize=1)
def known_letters() -> frozenset[int]:
    return frozenset(FT2Font(str(font_file())).get_charmap())


def in_font(text: str) -> str:
    """The text with each letter that the font lacks told by its number, [U+1F642], so that none is lost."""
    known = known_letters()
    return "".join(one if ord(one) in known else f"[U+{ord(one):04X}]" for one in text)
