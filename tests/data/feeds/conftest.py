"""A feed of cases to read, and what came of a file."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from data.feeds.column import ARROW
from data.feeds.declaration import Feed
from data.feeds.read import Reject, read_feed


@dataclass(frozen=True)
class Taken:
    """All chunks of a file: rows as dictionaries without their nulls, and the rejects."""

    rows: list[dict[str, Any]]
    rejects: list[Reject]

    @property
    def ids(self) -> list[Any]:
        return [row["case_id"] for row in self.rows]

    @property
    def lines(self) -> list[int]:
        return [row["line"] for row in self.rows]


Take = Callable[..., Taken]


@pytest.fixture
def take(tmp_path: Path) -> Take:
    """`take(content, name="cases.csv", zone="UTC", **keys of the feed)`: writes the file, reads it as a feed."""

    def run(content: bytes | str | Path, name: str = "cases.csv", zone: str = "UTC", **keys: Any) -> Taken:
        path = content if isinstance(content, Path) else tmp_path / name
        if not isinstance(content, Path):
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        feed = Feed(**{"id": "f", "schema": "cases", "stale_after": "1d", **keys})
        rows, rejects = [], []
        for chunk in read_feed(feed, path, zone):
            columns = [pa.field(column.name, ARROW[column.kind]) for column in feed.schema_.all_columns]
            assert chunk.rows.schema == pa.schema([*columns, pa.field("line", pa.int64())])
            assert chunk.read == chunk.rows.num_rows + len(chunk.rejects)
            rows += [{k: v for k, v in row.items() if v is not None} for row in chunk.rows.to_pylist()]
            rejects += chunk.rejects
        return Taken(rows, rejects)

    return run
