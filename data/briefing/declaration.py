"""The profile's `[briefing]`: what a place's briefings are called, hold, look like, and when they are written."""

import re
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

SectionId = Literal[
    "overview", "comparison", "modules", "places", "overdue", "signs", "satisfaction", "decisions", "notes"
]
SECTIONS: tuple[SectionId, ...] = (
    "overview",
    "comparison",
    "modules",
    "places",
    "overdue",
    "signs",
    "satisfaction",
    "decisions",
    "notes",
)
Format = Literal["pptx", "docx", "xlsx", "pdf", "html"]
Text = dict[Literal["zh", "en"], str]
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def check_schedule(text: str) -> str:
    """A weekday and a time: "Mon 08:00". Raises ValueError."""
    found = re.fullmatch(r"(\w{3}) (\d\d):(\d\d)", text)
    if found is None or found[1] not in DAYS or int(found[2]) > 23 or int(found[3]) > 59:
        raise ValueError(f'"{text}" is no weekly time: write for example "Mon 08:00" ({", ".join(DAYS)})')
    return text


def check_week(text: str) -> str:
    if re.fullmatch(r"\d{4}-W(0[1-9]|[1-4]\d|5[0-3])", text) is None:
        raise ValueError(f'"{text}" is no week: write for example "2024-W01"')
    return text


def check_once(ids: list[str]) -> list[str]:
    twice = sorted({one for one in ids if ids.count(one) > 1})
    if twice:
        raise ValueError(f"{', '.join(twice)} is named twice: name each once")
    return ids


def check_template(path: str, suffix: str) -> str:
    if not path.endswith(suffix):
        raise ValueError(f'"{path}" is no {suffix} file: name one')
    return path


class Templates(BaseModel):
    """A place's own files that the briefings are written into; paths from the profile's folder."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    pptx: Annotated[str, AfterValidator(lambda path: check_template(path, ".pptx"))] | None = None
    docx: Annotated[str, AfterValidator(lambda path: check_template(path, ".docx"))] | None = None

    def files(self, folder: Path) -> dict[str, Path]:
        """By format: the template's path, where the place has one."""
        given = (("pptx", self.pptx), ("docx", self.docx))
        return {name: folder / path for name, path in given if path is not None}


class BriefingChoice(BaseModel):
    """`[briefing]`. `sections` in their order (default: all); `first` is the week whose briefing was issue 1, for the
    running number beside the year's; `schedule` a weekday and a local time."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    title: Text = {}
    issuer: Text = {}
    sections: Annotated[list[SectionId], Field(min_length=1), AfterValidator(check_once)] = list(SECTIONS)
    first: Annotated[str, AfterValidator(check_week)] | None = None
    schedule: Annotated[str, AfterValidator(check_schedule)] | None = None
    formats: Annotated[list[Format], Field(min_length=1), AfterValidator(check_once)] | None = None
    language: Literal["zh", "en"] | None = None
    templates: Templates = Templates()

    def check_files(self, folder: Path) -> None:
        """Raises ValueError where a template is not there; paths are relative to `folder`."""
        for name, path in self.templates.files(folder).items():
            if not path.is_file():
                raise ValueError(f"briefing.templates.{name}: there is no file {path}: mend the path")
