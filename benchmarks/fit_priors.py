"""Fit the priors that the package ships, each on what was known by its day, and write them into the package.

Needs the real files in ``../shared/data`` beside the checkout. Only fitted coefficients leave this script.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np

import cliffhanger
from cliffhanger.audience.kin import TRAITS, pulses_of, traits
from cliffhanger.audience.model import fit
from cliffhanger.audience.observations import observe
from cliffhanger.audience.priors import save
from cliffhanger.audience.windows import as_windows

HERE = Path(__file__).resolve().parent
DATA = HERE.parents[1] / "shared" / "data"
TARGET = HERE.parent / "src" / "cliffhanger" / "audience" / "priors"
DAYS = ("2021-12-31", "2022-06-30", "2022-12-31", "2023-06-30", "2023-12-31", "2024-06-30", "2024-12-31", "2025-07-31")


def main() -> None:
    """Fit and write every prior."""
    with cliffhanger.open_store(":memory:") as store:
        cliffhanger.gather(store, ["casebook", DATA])
        for day in map(dt.date.fromisoformat, DAYS):
            seen = observe(store, day)
            z, stratum, _ = traits(seen)
            windows = as_windows(seen, np.ones(len(seen.arrays["season"]), dtype=bool), pulses_of(seen))
            prior, _ = fit(windows, z, stratum, TRAITS)
            save(prior, TARGET / f"{day.isoformat()}.json")
            print(f"{day}: {seen.seasons.num_rows:,} seasons, {int((stratum == 1).sum()):,} of them on a list")


if __name__ == "__main__":
    main()
