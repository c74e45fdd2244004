"""A town with a watched folder, a clock that the test moves, and what is put into the folder."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

from data.intake import Counts
from data.profile import Profile, load_profile
from data.store import Store
from data.ways.folder import Folders

REPOSITORY = Path(__file__).resolve().parents[3]
TOWN = """
title = { zh = "试", en = "Test" }
clock = "data"

[[levels]]
id = "village"
title = { zh = "村", en = "Village" }
path = "squares.geojson"

[[feeds]]
id = "cases"
schema = "cases"
watch = "inbox/*.csv"
stale_after = "1d"
"""
HEADER = "case_id,reported_at,lon,lat\n"


def cases(*ids: str) -> str:
    return HEADER + "".join(f"{one},2026-03-02T08:00,119.25,26.05\n" for one in ids)


class Watch:
    """A store, its watched folders and a clock that the test moves."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.inbox = profile.folder / "inbox"
        self.now = 0.0
        self.open()

    def open(self) -> None:
        self.store = Store.open(self.profile)
        self.folders = Folders(self.store, lambda: self.now)

    def restart(self) -> None:
        self.store.close()
        self.profile = load_profile(self.profile.file)
        self.open()

    def take(self) -> list[Counts]:
        """What one look finds, all of it at rest."""
        found = self.folders.take()
        self.now += 2
        return found + self.folders.take()

    def ids(self) -> list[str]:
        return [one for (one,) in self.store.connection.execute("SELECT case_id FROM cases ORDER BY 1").fetchall()]

    def remembered(self) -> dict[str, str | None]:
        """By path: why it was refused."""
        return dict(self.store.connection.execute("SELECT path, reason FROM watched").fetchall())


def packed(path: Path, files: Mapping[str, str | bytes]) -> Path:
    """A zip of these files by name."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in files.items():
            file.writestr(name, content)
    return path
