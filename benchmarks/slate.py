"""How long a slate of 500 candidates takes over 1,000 scenarios, and how well costs and next seasons are foretold.

python benchmarks/slate.py              the slate alone
python benchmarks/slate.py STORE        also the records of costs and retention on a filled store
"""

from __future__ import annotations

import datetime as dt
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from cliffhanger import gather, open_store, slate
from cliffhanger.audience.weekly import season_features
from cliffhanger.decisions import retention
from cliffhanger.decisions.cost_model import leave_one_series_out
from cliffhanger.decisions.costs import Z80, gathered, taught
from cliffhanger.store import Store

CANDIDATES, SEED = 500, 721
DAY = dt.date(2025, 9, 30)
CUTS = (dt.date(2023, 12, 31), dt.date(2024, 6, 30), dt.date(2024, 12, 31))


def slate_file(folder: Path, weight: float) -> Path:
    """Five hundred made-up candidates with five options each, over four quarters and five genres, with limits."""
    generator = np.random.default_rng(SEED)
    lines = ["budget = 4_000_000_000", "scenarios = 1000", f"risk = {{ weight = {weight}, worst = 0.1 }}"]
    for at in range(CANDIDATES):
        cost, hours = generator.lognormal(np.log(3e7), 0.7), generator.lognormal(np.log(5e7), 0.8)
        lines += [
            "[[candidate]]", f'series = "Candidate {at}"', f'quarter = "2026Q{at % 4 + 1}"',
            f'genre = "{("Drama", "Comedy", "Crime", "Fantasy", "Romance")[at % 5]}"',
            f"cost = [{0.8 * cost:.0f}, {cost:.0f}, {1.25 * cost:.0f}]",
            f"hours_28d = [{0.8 * hours:.0f}, {hours:.0f}, {1.25 * hours:.0f}]",
        ]  # fmt: skip
    for quarter in range(1, 5):
        lines += ["[[limit]]", 'by = "quarter"', f'is = "2026Q{quarter}"', "at_most = 40"]
    lines += ["[[limit]]", 'by = "genre"', 'is = "Comedy"', "at_least = 20"]
    path = folder / "slate.toml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def time_slates() -> None:
    """Seconds, gap and what was chosen, by taste for risk."""
    with tempfile.TemporaryDirectory() as folder, open_store(":memory:") as store:
        gather(store, ["casebook"])
        for weight in (0.0, 0.3):
            began = time.perf_counter()
            found = slate(store, slate_file(Path(folder), weight), as_of=DAY)
            took = time.perf_counter() - began
            going = sum(row["chosen"] == "yes" and row["option"] != "stop" for row in found.choices.to_pylist())
            print(
                f"{CANDIDATES} candidates x 1,000 scenarios, risk weight {weight}: {took:.1f} s, gap "
                f"{found.gap:.1e}, {going} go on"
            )


def cost_record(store: Store) -> None:
    """Costs of series that the law never saw."""
    day = dt.date.today()
    kin, logs, sds = taught(gathered(store, day, []), day)
    left = leave_one_series_out(kin, logs, sds)
    off, naive = left[:, 2] - left[:, 0], logs - np.median(logs)
    print(
        f"costs, one series left out: {len(kin)} seasons, median error {np.expm1(np.median(np.abs(off))):.0%} (median "
        f"of all: {np.expm1(np.median(np.abs(naive))):.0%}), 80 % interval holds "
        f"{(np.abs(off) <= Z80 * left[:, 1]).mean():.0%}, 50 % interval "
        f"{(np.abs(off) <= 0.674 * left[:, 1]).mean():.0%}"
    )


def retention_record(store: Store) -> None:
    """Audiences of next seasons, asked before they came out."""
    day = dt.date.today()
    every = retention.pairs(season_features(store, day).to_pylist(), day)
    for cut in CUTS:
        early = [pair for pair in every if pair[1]["premiere"] + retention.WINDOW <= cut]  # type: ignore[operator]
        late = [pair for pair in every if pair[1]["premiere"] > cut]  # type: ignore[operator]
        law = retention.fit(early)
        if law is None:
            continue
        (x, y), mean = retention.matrix(late), float(retention.matrix(early)[1].mean())
        off = y - x @ law.weights
        print(
            f"next seasons after {cut}: {len(early)} pairs taught, {len(late)} asked, rmse "
            f"{np.sqrt((off**2).mean()):.2f} (mean of all: {np.sqrt(((y - mean) ** 2).mean()):.2f}), bias "
            f"{off.mean():+.2f}, 80 % interval holds {(np.abs(off) <= Z80 * law.sd).mean():.0%}"
        )


if __name__ == "__main__":
    time_slates()
    if len(sys.argv) > 1:
        with open_store(sys.argv[1], read_only=True) as opened:
            cost_record(opened)
            retention_record(opened)
