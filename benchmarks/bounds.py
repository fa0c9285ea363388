"""What bounds the forecast of the next half-year (task T2): its error with more teachers, and with later knowledge.

Every season that premiered by the end of 2024 and of which three half-years are reported is estimated by the task's own
learner, taught on all others of every year (random folds: no forecast can have that), from the task's features, and
from these with the total of the half-year AFTER the one asked for, which nobody knows in time. What is left is noise
that not even the future explains. Needs the real files in ``../shared/data`` beside the checkout. Writes
``benchmarks/results/bounds.json`` and prints it.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import numpy as np
from sklearn.model_selection import KFold

import cliffhanger
from cliffhanger.audience.halves import half_end, halves_of
from cliffhanger.audience.kin import traits
from cliffhanger.audience.observations import Observations, observe
from cliffhanger.audience.priors import known_by
from cliffhanger.audience.stack import LEARNERS
from cliffhanger.audience.tasks import TASKS, ask

HERE = Path(__file__).resolve().parent
DATA = HERE.parents[1] / "shared" / "data"
RESULTS = HERE / "results" / "bounds.json"
DAY = dt.date(2025, 7, 31)
FOLDS = 8
REPEATS = 3


def third(seen: Observations) -> np.ndarray:
    """Hours of the half-year after the next one."""
    ends = half_end(half_end(seen.premieres))
    start, end = ((days - seen.premieres).astype(float) for days in (ends, half_end(ends)))
    columns = seen.arrays
    season = columns["season"]
    mine = (columns["source"] == "half-year") & (columns["start_day"] == start[season])
    mine &= columns["end_day"] == end[season]
    found = np.full(len(start), np.nan)
    found[season[mine]] = columns["hours"][mine]
    return found


def main() -> None:
    """Measure and write."""
    task = TASKS["T2"]
    with cliffhanger.open_store(":memory:") as store:
        cliffhanger.gather(store, ["casebook", DATA])
        seen = observe(store, DAY)
    _, prior = known_by(DAY)
    halves = halves_of(seen)
    asked = ask(task, seen, halves, prior, task.seasons(seen, halves, traits(seen)[1], teach=False))
    later = np.log(third(seen)[asked.rest.seasons])
    known = np.isfinite(later)
    asked, later = asked.taking(known), later[known]
    x, eta = asked.rest.x, asked.rest.eta
    results: dict[str, object] = {"as_of": DAY.isoformat(), "seasons": int(known.sum()), "folds": FOLDS}
    for name, columns in (("own features", x), ("and the half-year after", np.column_stack([x, later, later - eta]))):
        errors = []
        for repeat in range(REPEATS):
            for past, block in KFold(FOLDS, shuffle=True, random_state=repeat).split(columns):
                models = LEARNERS[task.learner](columns[past], (asked.log_rest - eta)[past], repeat)
                away = np.mean([model.predict(columns[block]) for model in models], axis=0)
                mine = asked.taking(np.isin(np.arange(len(eta)), block))
                errors.append(mine.whole(eta[block] + away) - mine.truth)
        error = np.concatenate(errors)
        results[name] = {"median_error": float(np.median(np.abs(np.expm1(error)))),
                         "rmse_log": float(np.sqrt((error**2).mean()))}  # fmt: skip
    RESULTS.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(results, indent=2))


if __name__ == "__main__":
    main()
