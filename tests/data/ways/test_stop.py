"""A server that is told to stop: what it holds is written, closed and tidied away."""

import signal
from pathlib import Path

from tests.data.ways.pushed import Server


def test_a_server_that_is_told_to_stop_closes_its_store_and_leaves_no_note(tmp_path: Path) -> None:
    server = Server(tmp_path)
    var = tmp_path / "var" / "town"
    server.wait_for((var / "server.json").is_file)
    row = {"case_id": "last", "reported_at": "2026-03-04T09:00", "category": "市容", "lon": 119.25, "lat": 26.05}
    answer = server.web.post(
        "/api/v1/feeds/cases", json=row, headers={"Authorization": f"Bearer {server.tokens['cases']}"}
    )
    assert answer.json()["accepted"] == 1
    server.stop(signal.SIGTERM)
    assert server.process.returncode == 0
    assert [one.name for one in sorted(var.iterdir()) if one.suffix in (".wal", ".json")] == []
