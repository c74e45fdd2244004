"""Elements of vector graphics, which Dash has no components for, as a `Part` draws them."""

from collections.abc import Sequence
from typing import Any

Element = dict[str, Any]


def element(type: str, children: Sequence[Element] | str = (), **attributes: object) -> Element:
    """An element with its attributes as React names them."""
    return {"type": type, "props": {**attributes, "children": children}}
