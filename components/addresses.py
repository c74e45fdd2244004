"""The addresses at which there is a page."""

import re

from dash import page_registry


def is_page(path: str) -> bool:
    """Whether one of the pages is there; Dash answers any other address with its own words and 200."""
    forms = [page["path_template"] or page["path"] for page in page_registry.values()]
    return any(re.fullmatch(re.sub("<[^>]*>", "[^/]+", form.rstrip("/")), path.rstrip("/")) for form in forms)
