"""What bounds the renewal forecast: the same model told what nobody knew in time, and figures of the audience alone.

For Netflix's scripted first seasons of the record (`cliffhanger backtest renewal`), every quarter asked with what was
known on its first day:

- the shipped model;
- the same, told the runtime that half-yearly reports print one to three years later;
- the same, taught and asked in random folds of all years, which no forecast can be;
- of the charted ones, how well single figures order them: weeks on the list, audience against the platform, and the
  hours of the first 28 days as `reconstruct` estimates them from what was known on the day of the question, alone and
  over the later runtime.

Needs the real files in ``../shared/data`` beside the checkout; takes some five minutes. Writes
``benchmarks/results/renewal_ceiling.json`` and prints it.
"""

from __future__ import annotations

import datetime as dt
import json
import math
from pathlib import Path

import numpy as np
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold

import cliffhanger
from cliffhanger.audience.season_curve import season_curve
from cliffhanger.errors import TooLittleEvidence
from cliffhanger.evidence.outcomes import outcomes
from cliffhanger.forecasts.cases import Cases, cases
from cliffhanger.forecasts.design import NAMES
from cliffhanger.forecasts.fit import recency, teaching
from cliffhanger.forecasts.hazard import fit as fit_hazard
from cliffhanger.forecasts.incidence import EDGES_DAYS, SILENT
from cliffhanger.forecasts.panel import panel
from cliffhanger.forecasts.renewal import quarter_end
from cliffhanger.store import Store

HERE = Path(__file__).resolve().parent
DATA = HERE.parents[1] / "shared" / "data"
RESULTS = HERE / "results" / "renewal_ceiling.json"
DAY = dt.date(2025, 7, 31)
QUARTERS = tuple(dt.date(year, month, 1) for year in (2022, 2023) for month in (1, 4, 7, 10))
AGES = (7, 28, 91)
FOLDS = 10
RUNTIME = (*NAMES, "log runtime")


def with_runtime(of: Cases, runtimes: dict[str, float]) -> np.ndarray:
    """The columns of the model and the logarithm of the runtime."""
    minutes = [runtimes.get(name, math.nan) for name in of.rows["season_id"].to_pylist()]
    return np.column_stack([of.x, np.log(np.array(minutes, dtype=float))])


def scored(of: Cases, age: int) -> np.ndarray:
    """First seasons undecided on the day of the question and decided since, or whose 24 months are over."""
    first = np.array(of.rows["number"].to_pylist()) == 1
    return first & ((of.event != SILENT) | (of.days >= EDGES_DAYS[-1])) & (of.days > age)


def ordered(y: np.ndarray, p: np.ndarray) -> dict[str, float]:
    """How well figures order what was renewed and what was not."""
    known = np.isfinite(p)
    return {"n": int(known.sum()), "auc": round(float(roc_auc_score(y[known], p[known])), 3)}


def curve_hours(store: Store, of: Cases) -> np.ndarray:
    """Hours of the first 28 days as reconstructed on the day of the question."""
    found = []
    for row in of.rows.select(["season_id", "asked_on"]).to_pylist():
        try:
            curve = season_curve(store, row["season_id"], row["asked_on"])
        except TooLittleEvidence:
            curve = None
        found.append(curve.totals["28d"][1] if curve and curve.launch_told else math.nan)
    return np.array(found)


def main() -> None:
    """Measure and write."""
    path = HERE / "results" / "ceiling.duckdb"
    path.unlink(missing_ok=True)
    with cliffhanger.open_store(path) as store:
        cliffhanger.gather(store, ["casebook", DATA])
    results: dict[str, object] = {"as_of": DAY.isoformat(), "quarters": len(QUARTERS), "ages": {}}
    with cliffhanger.open_store(path, read_only=True) as store:
        final = outcomes(store, as_of=DAY)
        features = panel(store, as_of=DAY, ledger=final)
        ledgers = {start: outcomes(store, as_of=start) for start in QUARTERS}
        told = store.query(
            "SELECT season_id, median(value) AS minutes FROM release JOIN link USING (title_id) "
            "WHERE measure = 'runtime_min' AND list_name = 'engagement' GROUP BY season_id"
        )
        runtimes = dict(zip(told["season_id"].to_pylist(), told["minutes"].to_pylist(), strict=True))
        for age in AGES:
            every = cases(features, final, DAY, age)
            y, p, more, hours, single = [], [], [], [], []
            for start in QUARTERS:
                known = teaching(cases(features, ledgers[start], start, age))
                weight = recency(known.premieres, start)
                inside = (every.premieres >= np.datetime64(start)) & (
                    every.premieres < np.datetime64(quarter_end(start))
                )
                mine = every.taking(inside & scored(every, age))
                own = fit_hazard(known.x, known.days, known.event, weight, NAMES, float(age))
                richer = fit_hazard(with_runtime(known, runtimes), known.days, known.event, weight, RUNTIME, float(age))
                y.append(mine.renewed_in_time)
                p.append(own.p_renew(mine.x))
                more.append(richer.p_renew(with_runtime(mine, runtimes)))
                hours.append(curve_hours(store, mine))
                single.append(
                    [
                        [math.nan if value is None else float(value) for value in mine.rows[name].to_pylist()]
                        for name in ("weeks_listed", "log_audience_relative")
                    ]
                )
            truth, seen = np.concatenate(y), np.concatenate(hours)
            weeks, relative = (np.concatenate([np.array(one[at]) for one in single]) for at in (0, 1))
            pool = every.taking(
                scored(every, age)
                & (every.premieres >= np.datetime64(QUARTERS[0]))
                & (every.premieres < np.datetime64(quarter_end(QUARTERS[-1])))
            )
            folded = np.zeros(len(pool.days))
            for past, block in GroupKFold(FOLDS, shuffle=True, random_state=0).split(pool.x, groups=pool.series):
                model = fit_hazard(
                    pool.x[past], pool.days[past], pool.event[past], np.ones(len(past)), NAMES, float(age)
                )
                folded[block] = model.p_renew(pool.x[block])
            minutes = np.exp(with_runtime(pool, runtimes)[:, -1])
            charted = weeks > 0
            results["ages"][age] = {  # type: ignore[index]
                "as shipped": ordered(truth, np.concatenate(p)),
                "told the later runtime": ordered(truth, np.concatenate(more)),
                "random folds": ordered(pool.renewed_in_time, folded),
                "charted": {
                    "weeks on the list": ordered(truth[charted], weeks[charted]),
                    "audience against the platform": ordered(truth[charted], relative[charted]),
                    "reconstructed 28-day hours": ordered(truth[charted], seen[charted]),
                    "the same over the later runtime": ordered(truth[charted], (seen / minutes)[charted]),
                },
            }
            print(age, results["ages"][age], flush=True)  # type: ignore[index]
    path.unlink()
    RESULTS.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
