"""Killed at random instants, start-up included, a server loses nothing that was acknowledged and doubles nothing.

`python -m bench.crash` does the same with many more kills.
"""

from collections.abc import Callable
from pathlib import Path

from tests.data.ways.brokers import PROGRAM, running
from tests.data.ways.crashing import crashed, measured
from tests.data.ways.senders import Publisher

KILLS = 2
SEED = 20260304


def test_what_was_acknowledged_is_there_exactly_once_whenever_the_server_is_killed(
    tmp_path: Path, require: Callable[[bool, str], None]
) -> None:
    require(PROGRAM.is_file(), "no Mosquitto: apt-get install mosquitto")
    for broker in running(tmp_path):
        with crashed(tmp_path, KILLS, SEED, broker) as (trial, clean):
            assert len(trial.kills) == KILLS
            assert trial.faults() == []
            for sender in trial.senders:
                assert len(sender.acknowledged) > (1 if isinstance(sender, Publisher) else KILLS)
            assert sum(sender.corrections for sender in trial.senders) > 0
            killed = measured(trial.server)
            assert killed == measured(clean)
            assert any(row["value"] for row in killed)
