"""Composing: a briefing of one place from what all of a span stand on."""

from collections.abc import Sequence
from typing import Literal

from data.board import Board
from data.briefing.basis import Basis
from data.briefing.declaration import SectionId
from data.briefing.document import Briefing
from data.briefing.narrative import clock, say
from data.briefing.notes import cautions
from data.briefing.sections import section
from data.briefing.subject import Subject
from data.briefing.titles import covers, file_name, issue_of, issuer_of, title_of
from data.briefing.town import TOWN
from data.fault import Misuse

EVERY_VILLAGE = "all-villages"


def compose(
    basis: Basis,
    place: str | None = None,
    language: Literal["zh", "en"] | None = None,
    sections: Sequence[SectionId] | None = None,
) -> Briefing:
    """The briefing of a place (default: the town), in the profile's language, sections and order unless told.

    Raises Misuse for an unknown place.
    """
    profile = basis.board.profile
    spoken = language or profile.briefing.language or profile.language
    level, id = found(basis.board, place)
    subject = Subject(basis, level, id, spoken)
    span = basis.span
    subtitle = covers(span, spoken)
    if not span.ended(basis.board.as_of):
        subtitle += say("comma", spoken) + say("until", spoken, time=clock(basis.board.as_of, subject))
    return Briefing(
        title=title_of(subject),
        subtitle=subtitle,
        number=issue_of(profile, span, spoken),
        issuer=issuer_of(profile, spoken),
        place=subject.name,
        covers=covers(span, spoken),
        language=spoken,
        as_of=basis.board.as_of,
        zone=profile.zone,
        simulated=profile.simulated,
        cautions=cautions(subject),
        sections=tuple(section(one, subject) for one in sections or profile.briefing.sections),
        file_name=file_name(subject),
        templates=profile.briefing.templates.files(profile.folder),
        map_approval=profile.map_approval,
    )


def found(board: Board, place: str | None) -> tuple[str, str]:
    """The level and the id of a place, coarse levels first. Raises Misuse."""
    for level, measured in board.measured.items():
        places = measured.level.places
        if place in places or (place is None and level == TOWN):
            return level, place or places[0]
    raise Misuse(f'there is no place "{place}" in {board.profile.name}: give the id of a village or grid')


def asked_places(board: Board, place: str | None) -> tuple[str | None, ...]:
    """The places that were asked for; of "all-villages" each village. Raises Misuse."""
    if place != EVERY_VILLAGE:
        found(board, place)
        return (place,)
    if "village" not in board.measured:
        raise Misuse(f"{board.profile.name} has no level of villages: leave --place out")
    return board.measured["village"].level.places
