"""What a profile may say of its briefings, and what it is told where that cannot be."""

from pathlib import Path

import pytest

from data.briefing.declaration import SECTIONS
from data.briefing.sections import WRITERS
from data.fault import Fault
from data.profile import load_profile, shipped
from tests.data.squares import write_place

GOOD = """
[briefing]
title = { zh = "方格治理" }
issuer = { zh = "方格镇指挥中心", en = "Squares Command" }
sections = ["decisions", "overview"]
first = "2024-W01"
schedule = "Mon 08:00"
formats = ["html"]
language = "en"
templates = { docx = "own.docx" }
"""


def place(folder: Path, words: str) -> str:
    path = write_place(folder)
    path.write_text(path.read_text() + words)
    return str(path)


def test_the_choices_are_read(tmp_path: Path) -> None:
    (tmp_path / "own.docx").touch()
    chosen = load_profile(place(tmp_path, GOOD)).briefing
    assert (chosen.sections, chosen.first, chosen.schedule) == (["decisions", "overview"], "2024-W01", "Mon 08:00")
    assert chosen.templates.docx == "own.docx"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ('schedule = "Monday 8"', 'briefing.schedule: "Monday 8" is no weekly time: write for example "Mon 08:00"'),
        ('schedule = "Mon 24:00"', "briefing.schedule"),
        ('sections = ["overview", "overview"]', "briefing.sections: overview is named twice"),
        ('sections = ["weather"]', "briefing.sections[0]: Input should be 'overview'"),
        ("sections = []", "briefing.sections"),
        ('formats = ["doc"]', "briefing.formats[0]"),
        ('first = "2024-60"', 'briefing.first: "2024-60" is no week'),
        ('templates = { pptx = "a.docx" }', 'briefing.templates.pptx: "a.docx" is no .pptx file'),
        ('templates = { pptx = "none.pptx" }', "briefing.templates.pptx: there is no file"),
        ("colour = 1", "briefing.colour: unknown key"),
    ],
)
def test_what_cannot_be_is_refused_with_file_and_key(tmp_path: Path, words: str, said: str) -> None:
    with pytest.raises(Fault) as refused:
        load_profile(place(tmp_path, f"\n[briefing]\n{words}\n"))
    assert "squares.toml" in str(refused.value)
    assert said in str(refused.value)


@pytest.mark.parametrize("name", shipped())
def test_the_shipped_profiles_need_not_say_anything(name: str) -> None:
    assert load_profile(name).briefing.sections == list(SECTIONS)


def test_every_section_that_may_be_named_can_be_written() -> None:
    assert tuple(WRITERS) == SECTIONS


def test_templates_are_found_beside_the_profile(tmp_path: Path) -> None:
    (tmp_path / "own.docx").touch()
    profile = load_profile(place(tmp_path, GOOD))
    assert profile.briefing.templates.files(profile.folder) == {"docx": tmp_path / "own.docx"}
