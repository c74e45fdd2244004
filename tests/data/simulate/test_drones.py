from datetime import datetime

import numpy as np
import pandas as pd
import pyarrow as pa

from geo.metric import metres_per_degree


def test_three_drones_fly_several_times_a_day_for_sixty_days(history: dict[str, pa.Table], end: datetime) -> None:
    sorties = history["drone_sorties"].to_pandas()
    assert sorties["drone_id"].nunique() == 3
    assert (sorties["radius_km"] == 10).all()
    assert (pd.Timestamp(end) - sorties["planned_at"].min()).days in (60, 61)
    assert 0.8 * 12 * 60 < sorties["started_at"].notna().sum() <= 12 * 61
    flown = sorties.dropna(subset=["started_at", "ended_at"])
    assert flown["cancelled_at"].isna().all()
    assert (flown["started_at"] >= flown["planned_at"]).all()
    assert ((flown["ended_at"] - flown["started_at"]) < pd.Timedelta(minutes=40)).all()
    hour = flown["started_at"].dt.tz_convert("Asia/Shanghai").dt.hour
    assert hour.between(8, 17).all()


def test_findings_are_made_in_flight_within_reach(history: dict[str, pa.Table]) -> None:
    sorties = history["drone_sorties"].to_pandas().set_index("sortie_id")
    findings = history["drone_findings"].to_pandas()
    sortie = sorties.loc[findings["sortie_id"]].reset_index()
    assert (findings["found_at"] >= sortie["started_at"]).all()
    assert (findings["found_at"] <= sortie["ended_at"].fillna(pd.Timestamp.max.tz_localize("UTC"))).all()
    scale = np.array([float(one[0]) for one in metres_per_degree(np.array([35.09]))])
    away = (findings[["lon", "lat"]].to_numpy() - sortie[["lon", "lat"]].to_numpy()) * scale
    assert (np.hypot(*away.T) < 10_100).all()
    assert {"固废倾倒", "占道经营"} <= set(findings["kind"])
    assert not (findings["closed_at"].notna() & findings["dismissed_at"].notna()).any()
    assert findings["closed_at"].notna().mean() > 0.75
    assert 0.04 < findings["dismissed_at"].notna().mean() < 0.13
