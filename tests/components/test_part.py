"""A part is told to the browser as the elements that it holds, all of them and nothing else."""

import json

from dash import html
from dash._utils import to_json

from components.part import Part
from components.tags import tags


def test_elements_are_told_with_what_they_carry() -> None:
    tree = html.A(
        [html.B("5", className="value"), None, " of ", html.Span([html.I(), 7])],
        href="/indicator/x",
        style={"--line": "url(x)"},
        **tags("five", state="bad"),
    )
    told = json.loads(to_json(html.Div(Part(tree), id="card-x")))["props"]["children"]
    assert (told["namespace"], told["type"]) == ("yiping_parts", "Part")
    assert told["props"]["tree"] == {
        "type": "A",
        "props": {
            "children": [
                {"type": "B", "props": {"children": "5", "className": "value"}},
                " of ",
                {"type": "Span", "props": {"children": [{"type": "I", "props": {"children": None}}, 7]}},
            ],
            "href": "/indicator/x",
            "style": {"--line": "url(x)"},
            "data-state": "bad",
            "aria-label": "five",
        },
    }
