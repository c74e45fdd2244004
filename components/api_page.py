"""The API as a page: what its own description says, with no request to anywhere."""

from collections.abc import Mapping, Sequence
from typing import Any

from dash import html

from components.tags import tags


def routes(description: Mapping[str, Any]) -> html.Dl:
    """Each address with what it answers and what it takes."""
    found: list[Any] = []
    for path, methods in description["paths"].items():
        for method, one in methods.items():
            found.append(html.Dt(html.Code(f"{method.upper()} {path}"), **tags(path=path)))
            lines = str(one.get("description", "")).split("\n\n")
            found.append(html.Dd([*[html.P(line) for line in lines], parameters(one.get("parameters", ()))]))
    return html.Dl(found, className="api-routes")


def parameters(told: Sequence[Mapping[str, Any]]) -> html.Ul:
    return html.Ul([html.Li([html.Code(one["name"]), " ", kind(one["schema"])]) for one in told])


def kind(schema: Mapping[str, Any]) -> str:
    """The type, or the words that may stand there; several where it may be given more than once."""
    if schema.get("type") == "array":
        return f"{kind(schema['items'])} …"
    return " | ".join(schema["enum"]) if "enum" in schema else str(schema.get("type", ""))
