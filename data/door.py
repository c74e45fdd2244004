"""The one door: whoever reads asks here, with a viewer, and never queries tables.

Today every viewer sees everything; accounts, scopes and masks will change this file only.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Literal

from data.fault import Fault
from data.hub import HUB, Edition, present
from geo.places import Places


@dataclass(frozen=True)
class Viewer:
    """Who reads, in which role, what for; `places` limits the scope (empty: everywhere)."""

    role: Literal["wall", "leader", "analyst", "data_staff", "program"]
    purpose: str = ""
    places: tuple[str, ...] = ()


WALL = Viewer("wall")
ANALYST = Viewer("analyst")
PROGRAM = Viewer("program")


def read_edition(viewer: Viewer) -> Edition:
    """The present board for a viewer. Raises Fault before the first one."""
    return scoped(viewer, present())


async def follow_editions(viewer: Viewer) -> AsyncIterator[Edition]:
    """The present board and each next one, as soon as it is measured."""
    async for edition in HUB.editions():
        yield scoped(viewer, edition)


def scoped(viewer: Viewer, edition: Edition) -> Edition:
    """What of an edition a viewer may see; today, all of it."""
    return edition


def read_places(viewer: Viewer) -> Places:
    """The polygons of the place. Raises Fault before they are read."""
    if HUB.places is None:
        raise Fault("the polygons are not read yet: try again in a few seconds")
    return HUB.places
