"""Collective economy: trades of the year, their sum in units of 10,000 yuan."""

from pathlib import Path

import pytest

from tests.data.indicators.small_town import board_of, parts, value

TRADES = """trade_id,traded_at,amount_yuan,on_platform,place
a,2025-12-31T23:59,99999,true,v1
b,2026-01-01T00:00,25000,true,v1
c,2026-02-01T08:00,,false,v1
d,2026-03-01T08:00,10000,,v2
"""


def test_trades_by_hand(tmp_path: Path) -> None:
    ids = ["trade_count", "trade_amount", "trade_on_platform_rate"]
    board = board_of(tmp_path, {"trades": TRADES}, "2026-03-10T12:00", ids)
    assert value(board, "trade_count") == 3
    assert value(board, "trade_amount") == pytest.approx(3.5)
    assert parts(board, "trade_on_platform_rate") == (1, 2)
