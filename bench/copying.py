"""A backup of the store of zhewang: how long the writer is held, beside DuckDB's COPY FROM DATABASE."""

import os
import platform
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from data.backup import copy_store, discard
from data.prepare import load_all, open_store
from data.profile import load_profile


def seconds(work: Callable[[], object], after: Callable[[], object]) -> float:
    """The median of three runs; what each leaves behind is removed."""
    taken = []
    for _ in range(3):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
        after()
    return statistics.median(taken)


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["YIPING_VAR"] = folder
        store = open_store(load_profile("zhewang"))
        for _ in load_all(store):
            pass
        part = store.profile.var / "copy.part"
        rows = sum(copy_store(store, part).values())
        discard(part)
        sizes = [store.profile.var / f"store.duckdb{end}" for end in ("", ".wal")]
        mb = [one.stat().st_size / 1e6 if one.exists() else 0.0 for one in sizes]
        ours = seconds(lambda: copy_store(store, part), lambda: discard(part))
        before = peak_mb()

        def with_duckdb() -> None:
            store.connection.execute(f"ATTACH '{part}' AS copy")
            store.connection.execute("COPY FROM DATABASE store TO copy")
            store.connection.execute("DETACH copy")

        theirs = seconds(with_duckdb, lambda: discard(Path(part)))
        more = peak_mb() - before
        store.close()
    print(f"machine: {os.cpu_count()} cores, {platform.machine()}; {rows:,} rows, {mb[0]:.0f} + {mb[1]:.0f} MB")
    print(f"{'the writer is held for':<34}{ours:8.2f} s")
    print(f"{'COPY FROM DATABASE':<34}{theirs:8.2f} s, {more:.0f} MB more memory   ratio {theirs / ours:.0f}")


if __name__ == "__main__":
    main()
