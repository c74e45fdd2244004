"""An alarm: something that a person on duty must know of, from when it was raised until it is over."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Kind = Literal["case", "indicator", "feed"]
Key = tuple[Kind, str]


@dataclass(frozen=True)
class Alarm:
    """`subject` is the id of a case, an indicator or a feed; `label` what a source calls a case, and `place` the id
    of where it is (empty: the whole place).

    `value` is the indicator's when it was raised, in its unit; `last_seen_at` the newest board on which it held.
    """

    number: int
    kind: Kind
    subject: str
    raised_at: datetime
    last_seen_at: datetime
    label: str = ""
    place: str = ""
    value: float | None = None
    cleared_at: datetime | None = None
    acknowledged_at: datetime | None = None
    acknowledged_by: str = ""
    word: str = ""

    @property
    def key(self) -> Key:
        return self.kind, self.subject

    @property
    def is_new(self) -> bool:
        """Whether nobody has acknowledged it."""
        return self.acknowledged_at is None
