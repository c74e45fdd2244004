"""What is wrong or questionable with places: an error that stops, a finding that is listed."""

from dataclasses import dataclass


class PlacesError(ValueError):
    """A polygon file, or what the profile says of it, cannot be used."""


@dataclass(frozen=True)
class Finding:
    """Something questionable about a place: its level, a kind for sorting, its id and a sentence."""

    level: str
    kind: str
    place: str
    detail: str
