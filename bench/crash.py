"""A server that is killed again and again while events stream in over HTTP and MQTT: what is lost (nothing), what is
counted twice (nothing), how long a start takes. `python -m bench.crash [KILLS] [SEED]`."""

import os
import platform
import statistics
import sys
import tempfile
import time
from pathlib import Path

from tests.data.ways.brokers import running
from tests.data.ways.crashing import crashed, measured


def main(kills: int = 60, seed: int = 1) -> int:
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        for broker in running(Path(folder)):
            with crashed(Path(folder), kills, seed, broker) as (trial, clean):
                faults = trial.faults()
                same = measured(trial.server) == measured(clean)
    starts = sorted(trial.starts_s)
    senders = trial.senders
    print(
        f"machine: {os.cpu_count()} cores, {platform.machine()}; {len(senders) - 1} HTTP connections, MQTT, seed {seed}"
    )
    print(f"killed                     {len(trial.kills):8} times, {len(trial.kills) // 2} of them during a start")
    print(
        f"events acknowledged        {len(trial.rows):8}, in {sum(one.bodies for one in senders)} bodies and messages"
    )
    print(f"corrections among them     {sum(one.corrections for one in senders):8}")
    print(f"sent again                 {sum(one.resent for one in senders):8} times, until they were acknowledged")
    print(f"from start to board        {statistics.median(starts):8.1f} s, at most {starts[-1]:.1f} s")
    print(f"lost, doubled or wrong     {len(faults):8}")
    print(f"numbers of a clean load    {'the same' if same else 'DIFFER':>8}")
    print(f"took                       {time.monotonic() - begun:8.0f} s")
    print(*faults[:20], sep="\n", end="\n" if faults else "")
    return 0 if same and not faults else 1


if __name__ == "__main__":
    sys.exit(main(*(int(argument) for argument in sys.argv[1:])))
