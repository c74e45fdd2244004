"""A part of the wall as one component: what it holds are plain elements, which a browser script draws."""

from typing import Any

from dash.development.base_component import Component

from components.svg import Element


class Part(Component):
    """Draws `tree`, which is made of Dash's HTML components without ids or of `svg` elements, as Dash would; under
    the name of a `slot` a script gives it another tree.

    To Dash it is one component, and stays as it is. Each element as a component of its own is looked at with every
    property that changes anywhere: on a wall that was a quarter of a second a tick.
    """

    _namespace = "yiping_parts"
    _type = "Part"
    tree: Any

    def __init__(self, tree: Component | Element, slot: str | None = None) -> None:
        self._prop_names = self.available_properties = ["tree", "slot"]
        self._valid_wildcard_attributes: list[str] = []
        self.available_wildcard_properties: list[str] = []
        Component.__init__(self, tree=plain(tree), slot=slot)


def plain(node: Any) -> Any:
    """A tree of components as JSON has it; what is missing of it left out."""
    if isinstance(node, Component):
        told: dict[str, Any] = node.to_plotly_json()
        return {"type": told["type"], "props": {name: plain(value) for name, value in told["props"].items()}}
    if isinstance(node, list | tuple):
        return [plain(one) for one in node if one is not None]
    return node
