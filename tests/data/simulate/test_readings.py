from datetime import datetime

import pandas as pd
import pyarrow as pa


def test_each_sensor_is_read_every_ten_minutes_and_seldom_out_of_the_ordinary(
    history: dict[str, pa.Table], end: datetime
) -> None:
    devices = history["devices"].to_pandas().set_index("device_id")
    readings = history["readings"].to_pandas().sort_values(["device_id", "read_at"])
    assert set(readings["device_id"]) == set(devices.index[devices["quantity"].notna()])
    assert readings["read_at"].min() > pd.Timestamp(end) - pd.Timedelta(hours=36)
    gap = readings.groupby("device_id")["read_at"].diff().dropna()
    assert (gap == pd.Timedelta(minutes=10)).all()
    assert (readings.groupby("device_id").size() == 216).all()
    limits = devices.loc[readings["device_id"], ["quantity", "low", "high"]].reset_index(drop=True)
    assert (limits["quantity"].to_numpy() == readings["quantity"].to_numpy()).all()
    value = readings["value"].reset_index(drop=True)
    out = (value > limits["high"]) | (value < limits["low"])
    assert 0 < out.mean() < 0.005
    assert (value >= 0).all()
    assert (value.groupby(readings["device_id"].to_numpy()).std() > 0).all()
