"""Which version of the product and of the profile this process runs; a display that shows another loads anew."""

import hashlib
from functools import cache
from pathlib import Path

from data.profile import Profile

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("app.py", "pages", "components", "data", "geo")
KINDS = {".py", ".js", ".css", ".toml"}
LETTERS = 12


@cache
def code_version() -> str:
    """A digest of the product's files as they are when it is asked for first: at the start of the server."""
    digest = hashlib.sha256()
    for path in sorted(found for part in PARTS for found in [ROOT / part, *(ROOT / part).rglob("*")]):
        if path.suffix in KINDS and path.is_file():
            digest.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def version_of(profile: Profile) -> str:
    """The same for every run of the same files with the same profile."""
    return hashlib.sha256(f"{code_version()}{profile.model_dump_json()}".encode()).hexdigest()[:LETTERS]
