"""What a browser script, a test or a screen reader finds on an element."""

from typing import Any


def tags(label: str | None = None, **data: str) -> dict[str, Any]:
    """`data-*` attributes by name (as_of becomes data-as-of), and the words that a screen reader says."""
    named: dict[str, Any] = {f"data-{name.replace('_', '-')}": value for name, value in data.items()}
    return named if label is None else named | {"aria-label": label}


def current(here: bool) -> dict[str, Any]:
    """Marks the link of a list that leads to where one is, for styles and screen readers."""
    return {"aria-current": "true"} if here else {}
