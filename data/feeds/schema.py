"""The canonical schemas: what a feed can be, declared once as data.

A schema is a table of the store. A profile maps a source's columns onto it; what is not declared
here is never loaded (columns are an allow-list), so no name, phone or identity number gets in.
"""

from data.feeds import casework, sensing, serving
from data.feeds.column import Column, Schema

__all__ = ["SCHEMAS", "Column", "Schema"]

SCHEMAS: dict[str, Schema] = {
    one.id: one for module in (casework, sensing, serving) for one in vars(module).values() if isinstance(one, Schema)
}
