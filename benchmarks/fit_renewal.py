"""Fit the renewal models that are shipped, a file for each day of knowledge, on the real files in ``../shared/data``.

Only Netflix's publications and facts on outcomes enter: the panel takes nothing of TMDB's or IMDb's. Run after a change
of the columns or of the model: ``python benchmarks/fit_renewal.py``.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import cliffhanger
from cliffhanger.forecasts.fit import models

HERE = Path(__file__).resolve().parent
DATA = HERE.parents[1] / "shared" / "data"
TARGET = HERE.parent / "src" / "cliffhanger" / "forecasts" / "fits"
DAYS = ("2022-12-31", "2023-12-31", "2024-12-31", "2025-06-30", "2025-07-31")
RECIPE = "benchmarks/fit_renewal.py: gather the casebook and all files, then fit.models on each day"


def main() -> None:
    """Fit and write every model."""
    with cliffhanger.open_store(":memory:") as store:
        cliffhanger.gather(store, ["casebook", DATA])
        for day in map(dt.date.fromisoformat, DAYS):
            rows = models(store, day).to_pylist()
            document = {
                "recipe": RECIPE,
                "inputs": rows[0]["inputs"],
                "ages": {str(row["age_days"]): json.loads(row["coefficients"]) for row in rows},
            }
            (TARGET / f"{day.isoformat()}.json").write_text(json.dumps(document) + "\n", encoding="utf-8")
            print(f"{day}: {rows[0]['seasons']:,} seasons, {rows[0]['renewed']:,} of them known to be renewed")


if __name__ == "__main__":
    main()
