"""Filters over a million cases: all panels, the first page of the table, an export, 20 analysts at once; beside them
pandas."""

import os
import platform
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import pandas as pd

from bench.measuring import multiply, seconds
from data.catalogue import built_in
from data.explore.extract import Extract, extract
from data.explore.files import Origin, csv_pieces, write_xlsx
from data.explore.filters import KINDS, PLACES, Filters, parse
from data.explore.table import COLUMNS, all_rows, table_page
from data.explore.views import view
from data.prepare import load_all, open_store
from data.profile import load_profile
from data.store import Store

CASES = int(os.environ.get("CASES", "1000000"))
ANALYSTS = 20
AREA = "area=119.20,35.04;119.27,35.05;119.26,35.12;119.21,35.11"
QUERIES = ("", "period=year", "period=month&source=hotline", "counted=yes&hour=9", AREA)


def told(name: str, taken: float, goal: str = "") -> None:
    print(f"  {name:<46}{taken:8.3f} s   {goal}", flush=True)


def busy(work: Callable[[], object]) -> float:
    """Seconds of the processor's time, which other programs on the machine do not lengthen."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def with_pandas(frame: pd.DataFrame) -> None:
    """The same panels, unfiltered, each by one groupby."""
    local = frame["counted_at"].dt.tz_convert("Asia/Shanghai")
    for name in (*PLACES, *KINDS):
        frame.groupby(name, observed=True, dropna=False)["counted"].agg(["size", "sum"])
    frame.groupby(local.dt.date)["counted"].agg(["size", "sum"])
    frame.groupby([local.dt.day_of_week, local.dt.hour]).size()


def analysts(found: Extract) -> list[float]:
    """How long each of 20 waits who all change another filter at the same moment."""
    words = found.words["category"]
    asked = [Filters(category=(words[n % len(words)],), weekday=(n % 7,)) for n in range(ANALYSTS)]
    begun = time.perf_counter()

    def one(filters: Filters) -> float:
        view(found, filters)
        table_page(found, filters, 0, 100)
        return time.perf_counter() - begun

    with ThreadPoolExecutor(ANALYSTS) as pool:
        return sorted(pool.map(one, asked))


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def exported(name: str, write: Callable[[], object]) -> None:
    before, begun = peak_mb(), time.perf_counter()
    write()
    print(f"  {name:<46}{time.perf_counter() - begun:8.1f} s   {peak_mb() - before:.0f} MB more at the peak")


def run(store: Store, folder: Path) -> None:
    zone = ZoneInfo(store.profile.zone)
    begun = time.perf_counter()
    found = extract(store.connection.cursor(), built_in()["case_total"], datetime.now(UTC), zone)
    print(f"{found.size:,} cases:")
    told("the extract, once a minute, behind the page", time.perf_counter() - begun)
    for query in QUERIES:
        work = partial(view, found, parse(query))
        told(f"all panels: {query[:30] or 'no filter'}", seconds(work), f"(goal 0.5 s; processor {busy(work):.3f} s)")
    slowest = max(
        seconds(partial(table_page, found, Filters(), 0, 100, [{"colId": column, "sort": way}]))
        for column in COLUMNS
        for way in ("asc", "desc")
    )
    told("first page of the table, the slowest sort", slowest, "(goal 0.2 s)")
    begun = time.process_time()
    waits = analysts(found)
    processor = time.process_time() - begun
    told(
        f"{ANALYSTS} analysts at once, p95",
        statistics.quantiles(waits, n=20)[-1],
        f"(goal 1.5 s; processor {processor:.3f} s in all)",
    )
    origin = Origin("", found.as_of, True, zone, "")
    exported("all rows as CSV", lambda: drain(folder, found, origin))
    exported("all rows as XLSX", lambda: list(write_xlsx(folder / "rows.xlsx", all_rows(found, Filters()), origin)))
    rows = [row for piece in all_rows(found, Filters()) for row in piece]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    for name in (*PLACES, *KINDS):
        frame[name] = frame[name].astype("category")
    told("all panels by pandas, already in memory", seconds(lambda: with_pandas(frame)))


def drain(folder: Path, found: Extract, origin: Origin) -> None:
    with (folder / "rows.csv").open("wb") as file:
        file.writelines(csv_pieces(all_rows(found, Filters()), origin))


def main() -> None:
    print(f"machine: {os.cpu_count()} cores, {platform.machine()}")
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("YIPING_VAR", folder)
        store = open_store(load_profile("zhewang"))
        for _ in load_all(store):
            pass
        multiply(store.connection, CASES)
        run(store, Path(folder))
        store.close()


if __name__ == "__main__":
    main()
