"""Seconds, megabytes and peak memory of a week's briefing in every format, and of one for each village.

    uv run python -m bench.briefing [PROFILE] [WEEK]

Wants a place that is loaded (`uv run app.py load --profile zhewang`); reads its store and writes into a folder that is
removed again. Goals: one town in under 5 s and 500 MB, the villages in under 60 s, a PPTX under 3 MB.
"""

import os
import platform
import resource
import sys
import tempfile
import time
from pathlib import Path
from zoneinfo import ZoneInfo

from data.briefing.basis import measure_basis
from data.briefing.composing import EVERY_VILLAGE, asked_places, compose
from data.briefing.filing import write_file
from data.briefing.formats import FORMATS
from data.briefing.span import parse_span
from data.prepare import open_store
from data.profile import load_profile

PROFILE, WEEK = "zhewang", "2026-W46"


def main(name: str, week: str) -> None:
    profile = load_profile(name)
    store = open_store(profile)
    began = time.perf_counter()
    basis = measure_basis(store, parse_span("week", week, ZoneInfo(profile.zone)))
    store.close()
    print(f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    print(f"measuring             {time.perf_counter() - began:6.2f} s")
    with tempfile.TemporaryDirectory() as folder:
        for turn in ("first", "again"):
            began, used = time.perf_counter(), time.process_time()
            briefing = compose(basis)
            print(f"{turn}: composing {time.perf_counter() - began:10.2f} s")
            for format in FORMATS:
                before = time.perf_counter()
                size = write_file(briefing, Path(folder), format).stat().st_size
                print(f"{turn}: {format:5} {time.perf_counter() - before:14.2f} s {size / 1e6:8.2f} MB")
            seconds, own = time.perf_counter() - began, time.process_time() - used
            print(f"{turn}: all {seconds:16.2f} s, of the processor {own:.2f} s")
        places = asked_places(basis.board, EVERY_VILLAGE)
        began, used = time.perf_counter(), time.process_time()
        for place in places:
            briefing = compose(basis, place)
            for format in FORMATS:
                write_file(briefing, Path(folder), format)
        seconds, own = time.perf_counter() - began, time.process_time() - used
        print(f"{len(places)} villages {seconds:14.2f} s, of the processor {own:.2f} s")
        print(f"30 villages {30 * seconds / len(places):14.2f} s at this pace, {30 * own / len(places):.2f} s")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:16.0f} MB")


if __name__ == "__main__":
    main(*[*sys.argv[1:], *(PROFILE, WEEK)[len(sys.argv) - 1 :]])
