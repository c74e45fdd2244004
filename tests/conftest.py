"""What every test may ask for: the real data, and a way to say that something is not here."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def require() -> Callable[[bool, str], None]:
    """`require(present, reason)`: skips the test where something is absent, and fails it where CI is set."""

    def check(present: bool, reason: str) -> None:
        if not present and os.environ.get("CI"):
            pytest.fail(reason, pytrace=False)
        if not present:
            pytest.skip(reason)

    return check


@pytest.fixture(scope="session")
def shared_data(require: Callable[[bool, str], None]) -> Path:
    """The folder of real data beside the checkout; it is read there and never copied into the repository."""
    path = REPOSITORY.parent / "shared" / "data"
    require(path.is_dir(), f"the real data is not beside the checkout: no folder {path}")
    return path
