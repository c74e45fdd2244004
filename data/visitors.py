"""What a visitor of the hall may see of a board: nothing that tells of persons, nothing counted over a few."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from data.alarms.alarm import Alarm
from data.board import Board
from data.catalogue import Catalogue
from data.interval import SMALL
from data.measured import Measured
from data.scene import Scene


def for_visitors(board: Board) -> Board:
    """The board without the numbers of person-sensitive indicators and of groups below 20, at every level, without
    single cases, and without the alarms of any of these.

    They are gone, not hidden: no reader of this board can send them. `withheld` names the indicators that have
    nothing left to show at the town.
    """
    persons = person_sensitive(board.catalogue)
    numbers = [number for number, one in enumerate(board.catalogue.indicators) if one.id in persons]
    measured = {level: emptied(one, frozenset(numbers)) for level, one in board.measured.items()}
    shown = replace(board, measured=measured, withheld=persons)
    few = frozenset(
        one.indicator.id
        for one in board.readings()
        if one.masked or (one.denominator is not None and one.denominator < SMALL)
    )
    alarms = tuple(public(board, persons | few))
    return replace(shown, withheld=persons | few, alarms=alarms, scene=without_cases(board.scene))


def without_cases(scene: Scene) -> Scene:
    """Counts of many and the places of patrols, cameras and drones; no single case."""
    return replace(
        scene,
        layers=tuple(one for one in scene.layers if one.id != "cases"),
        categories=tuple((name, count) for name, count in scene.categories if count >= SMALL),
        events=(),
    )


def public(board: Board, withheld: frozenset[str]) -> Iterator[Alarm]:
    """The alarms that tell nothing of a case or of what is withheld, without what anybody said to them."""
    for alarm in board.alarms:
        if alarm.kind != "case" and alarm.subject not in withheld:
            yield replace(alarm, acknowledged_by="", word="")


def person_sensitive(catalogue: Catalogue) -> frozenset[str]:
    return frozenset(one.id for one in catalogue.indicators if "person_sensitive" in one.flags)


def emptied(measured: Measured, numbers: frozenset[int]) -> Measured:
    """Missing everywhere for these indicators; elsewhere where the group behind the number is below 20."""
    numerators, denominators = list(measured.numerators), list(measured.denominators)
    for number, parts in enumerate(measured.denominators):
        if number in numbers:
            numerators[number] = np.full_like(measured.numerators[number], np.nan)
            denominators[number] = None if parts is None else np.full_like(parts, np.nan)
        elif parts is not None:
            few = parts < SMALL
            numerators[number] = np.where(few, np.nan, measured.numerators[number])
            denominators[number] = np.where(few, np.nan, parts)
    derived = {number: values for number, values in measured.derived.items() if number not in numbers}
    return replace(measured, numerators=tuple(numerators), denominators=tuple(denominators), derived=derived)
