"""A shipped place made for a test: simulated until an instant, measured, and changed row by row."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

import pyarrow as pa

from data.board import catalogue_of
from data.catalogue import Catalogue
from data.feeds.column import ARROW
from data.intake import take_rows
from data.prepare import catch_up, open_store
from data.profile import load_profile
from data.store import Store
from data.survey import build_board
from data.tables import names


@contextmanager
def simulated(name: str, as_of: datetime) -> Iterator[Store]:
    """The store of a shipped profile with everything that its simulation has sent by `as_of`."""
    store = open_store(load_profile(name))
    try:
        for _ in catch_up(store, as_of):
            pass
        # As if it had come in then: a board knows nothing of the time before the first arrival.
        store.connection.execute("UPDATE batches SET begun_at = $1, arrived_at = $1", [as_of])
        yield store
    finally:
        store.close()


def reading(store: Store, indicator: str, part: str, as_of: datetime) -> float | None:
    """A part of one indicator's reading for the town, measured anew."""
    alone = replace(catalogue_of(store.profile)[indicator], counter=None)
    found = getattr(build_board(store, Catalogue((alone,)), as_of).reading(indicator), part)
    return None if found is None else float(found)


def send_again(store: Store, feed_id: str, where: str, **values: Any) -> None:
    """Sends the first row of a feed that `where` (SQL) selects once more, with other `values`, as a live source
    would."""
    schema = store.profile.feed(feed_id).schema_
    columns = ", ".join(names(schema))
    rows = store.connection.execute(
        f"SELECT {columns} FROM {schema.id} WHERE feed = $1 AND {where} ORDER BY {schema.key[0]} LIMIT 1", [feed_id]
    ).to_arrow_table()
    assert rows.num_rows == 1, f"{feed_id}: no row where {where}"
    for column in schema.all_columns:
        if column.name in values:
            new = pa.array([values[column.name]], ARROW[column.kind])
            rows = rows.set_column(rows.schema.get_field_index(column.name), column.name, new)
    take_rows(store, store.profile.feed(feed_id), rows)
