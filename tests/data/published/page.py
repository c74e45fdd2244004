"""docs/published.md, written from figures.toml and the profiles: run this module to renew it."""

from pathlib import Path

from data.board import catalogue_of
from data.profile import Profile, load_profile
from tests.data.published.figure import Figure, figures

PAGE = Path(__file__).parents[3] / "docs" / "published.md"
HEAD = """# Published figures

Five public accounts of real places give figures; the shipped profiles simulate ordinary rows from which the
product's own indicators compute them. Written from `tests/data/published/figures.toml` by
`uv run python -m tests.data.published.page`; `tests/data/test_published.py` checks every line.

"≥" is met by the figure or up to a tenth more, "≈" within a tenth, everything else as it is rounded. All are
of the whole place. `last_year` is the whole calendar year before the present one, of which annual accounts speak.
What the account of 柘汪镇 says of its district stands under `ganyu`. The two sums since the beginning (cases of
`zhewang`, approvals of `haitou`) grow on, and leave their tenth in the course of 2027 and 2028.
"""
SIGNS = {"value": "", "at_least": "≥ ", "about": "≈ "}
PARTS = {"value": "", "numerator": ", numerator", "denominator": ", denominator"}


def page() -> str:
    """The page in Markdown."""
    profiles = dict.fromkeys(figure.profile for figure in figures())
    return "\n".join([HEAD, *(section(load_profile(name)) for name in profiles)])


def section(profile: Profile) -> str:
    lines = [f"## {profile.name} {profile.town}\n", "| figure | published | indicator | period |", "|---|---|---|---|"]
    return "\n".join([*lines, *(line(profile, figure) for figure in figures(profile.name)), ""])


def line(profile: Profile, figure: Figure) -> str:
    published = f"{SIGNS[figure.rule]}{figure.published:,.{figure.digits}f}"
    if figure.indicator is None:
        return f"| {figure.key} | {published} | the cards of the wall that have a value | now |"
    indicator = catalogue_of(profile)[figure.indicator]
    named = f"`{indicator.id}` {indicator.title.zh}{PARTS[figure.part]}"
    return f"| {figure.key} | {published} | {named} | {indicator.period} |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
