"""A finding: what of a draft does not agree, where it stands, and why."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from data.catalogue import Words


@dataclass(frozen=True)
class Finding:
    """`told` are the draft's own words, `expected` what they should say, `why` how that is known."""

    rule: str
    where: Words
    told: str
    expected: Words
    why: Words

    def line(self, language: str) -> str:
        """As the command line prints it."""
        expected = {"zh": "应为", "en": "expected"}[language]
        colon, comma = ("：", "；") if language == "zh" else (": ", "; ")
        said = f"{expected} {self.expected[language]}"
        return f"{self.where[language]}{colon}{self.told} [{self.rule}]{comma}{said}{comma}{self.why[language]}"


def same(text: str) -> Words:
    return Words(text, text)


def figure(value: Decimal, step: Decimal) -> str:
    """A figure at the digits that the draft writes; of a whole number no more."""
    exponent = Decimal(1).scaleb(min(0, step.adjusted()))
    return f"{value.quantize(exponent, ROUND_HALF_UP):,}"


def percent(value: Decimal, step: Decimal) -> str:
    return f"{figure(value, step)}%"
