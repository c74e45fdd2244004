"""An order for briefings, as the command line, a page and the schedule give it."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from data.briefing.declaration import Format, SectionId
from data.briefing.span import Kind


class Order(BaseModel):
    """`span` is written as 2026-W46, 2026-11 or 2026-Q4 (none: the last complete one); `place` an id, "all-villages",
    or none for the town; what is none follows the profile."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    kind: Kind = "week"
    span: str | None = None
    place: str | None = None
    formats: tuple[Format, ...] | None = None
    language: Literal["zh", "en"] | None = None
    sections: tuple[SectionId, ...] | None = None
