"""How a feed is read from a view of a database, as a profile declares it."""

import re
from datetime import timedelta

from pydantic import BaseModel, ConfigDict, Field, field_validator

from data.duration import Duration
from data.secret import Variable

NAME = re.compile(r"[^\W\d][\w$]*(\.[^\W\d][\w$]*)?")


class Pull(BaseModel):
    """The rows of `view` whose `mark` is above the highest one that was taken, looked for `every` so often.

    What a source commits late may carry a time that was passed already: so much `overlap` is read again.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    url_env: Variable
    view: str
    mark: str = Field(min_length=1)
    every: Duration = timedelta(seconds=30)
    overlap: Duration = timedelta(minutes=1)

    @field_validator("view")
    @classmethod
    def view_is_a_name(cls, view: str) -> str:
        if not NAME.fullmatch(view):
            raise ValueError(f'view "{view}" is no name of a view: write for example "public.cases", without quotes')
        return view

    @field_validator("every")
    @classmethod
    def every_leaves_time(cls, every: timedelta) -> timedelta:
        if every < timedelta(seconds=1):
            raise ValueError('every: ask at most once a second: write "1s" or more')
        return every

    @property
    def schema_and_name(self) -> tuple[str | None, str]:
        """The view's schema, if it is named, and its name in it."""
        schema, _, name = self.view.rpartition(".")
        return schema or None, name
