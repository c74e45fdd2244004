"""What a person says to an alarm, held within bounds before it is kept and shown."""

import unicodedata
from typing import Literal

from data.fault import Fault

LONGEST_WORD = 200  # characters
LONGEST_NAME = 40
# Controls, marks that turn the direction of writing, halves of letters, and ends of lines.
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
Reason = Literal["over", "taken", "empty", "long", "control", "closed"]
REASONS: dict[Reason, str] = {
    "over": "the alarm is over already: nothing needs to be acknowledged",
    "taken": "somebody has acknowledged the alarm already",
    "empty": "an alarm is acknowledged with a word: write one",
    "long": f"too long: a word has at most {LONGEST_WORD} characters, a name {LONGEST_NAME}",
    "control": "the text has characters that cannot be seen: type it in plain letters",
    "closed": "the store is not open: try again in a few seconds",
}


class Refused(Fault):
    """An acknowledgement that was not kept; `reason` tells why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(REASONS[reason])
        self.reason = reason


def checked(by: object, word: object) -> tuple[str, str]:
    """Name and word without spaces around them. Raises Refused."""
    name, said = (str(text or "").strip() for text in (by, word))
    if not said:
        raise Refused("empty")
    if len(said) > LONGEST_WORD or len(name) > LONGEST_NAME:
        raise Refused("long")
    if any(unicodedata.category(letter) in UNSEEN for letter in name + said):
        raise Refused("control")
    return name, said
