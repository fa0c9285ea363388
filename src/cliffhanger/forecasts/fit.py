"""Fit the renewal models on what a store knew by a date, and keep them; read them back, or those shipped."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from cliffhanger.errors import TooLittleEvidence
from cliffhanger.evidence.outcomes import outcomes
from cliffhanger.forecast_tables import FITTED
from cliffhanger.forecasts.cases import Cases, cases
from cliffhanger.forecasts.design import NAMES
from cliffhanger.forecasts.hazard import bootstrap
from cliffhanger.forecasts.hazard import fit as fit_hazard
from cliffhanger.forecasts.incidence import RENEWED, SILENT, Hazard
from cliffhanger.forecasts.panel import AGES, COMPLETE_UNTIL, panel
from cliffhanger.store import Store

Reals = NDArray[np.float64]
Progress = Callable[[str, int, int | None], None]

SINCE = np.datetime64("2018-01-01")
"""Premieres from which the models learn: before, nearly everything was renewed."""

SILENT_YEAR = 365.0
"""So many days of silence count as not renewed where a model takes yes or no."""

HALF_LIFE_DAYS = 730.5
"""A season that premiered so many days before another counts half as much."""

REPLICATES = 100
"""Fits on resampled series, for the interval."""

SEED = 20_210_920
_DIGITS = 3


@dataclass(frozen=True)
class Fitted:
    """One horizon's model.

    Parameters
    ----------
    as_of : date
        Last day of knowledge of the fit.
    model : Hazard
        The model.
    replicates : list of Hazard
        The same on resampled series.
    seen : array of float, shape (2, features)
        Least and most of each column among the seasons that taught.
    """

    as_of: dt.date
    model: Hazard
    replicates: list[Hazard]
    seen: Reals


def teaching(known: Cases) -> Cases:
    """The cases that may teach: premieres from `SINCE` up to `COMPLETE_UNTIL`."""
    return known.taking((known.premieres >= SINCE) & (known.premieres < np.datetime64(COMPLETE_UNTIL)))


def answered(known: Cases) -> Cases:
    """Those that teach a model which takes yes or no: decided, or silent for `SILENT_YEAR`."""
    past = teaching(known)
    return past.taking((past.event != SILENT) | (past.days >= SILENT_YEAR))


def recency(premieres: NDArray[np.datetime64], day: dt.date) -> Reals:
    """Weights of seasons that teach, halved by each `HALF_LIFE_DAYS` since their premiere."""
    return np.asarray(0.5 ** ((np.datetime64(day) - premieres).astype(float) / HALF_LIFE_DAYS))


def taught(known: Cases, day: dt.date, age: int, replicates: int = REPLICATES) -> Fitted:
    """Fit one horizon on cases.

    Parameters
    ----------
    known : Cases
        Cases with what had happened by the date.
    day : date
        The date.
    age : int
        Horizon in days.
    replicates : int
        Fits on resampled series.

    Raises
    ------
    TooLittleEvidence
        If too few of them were decided.
    """
    mine = teaching(known)
    weight = recency(mine.premieres, day)
    x, days, event = mine.x, mine.days, mine.event
    model = fit_hazard(x, days, event, weight, NAMES, float(age))
    many = (
        bootstrap(x, days, event, weight, np.array(mine.series), NAMES, float(age), replicates, SEED)
        if replicates
        else []
    )
    with np.errstate(invalid="ignore"):
        seen = np.array([np.nanmin(np.where(np.isfinite(x), x, np.inf), axis=0),
                         np.nanmax(np.where(np.isfinite(x), x, -np.inf), axis=0)])  # fmt: skip
    return Fitted(day, model, many, seen)


def fit(store: Store, *, as_of: dt.date | None = None, progress: Progress | None = None) -> pa.Table:
    """Refit the renewal models on the store, as known on a date, and keep them in it.

    Parameters
    ----------
    store : Store
        Open for writing; table fitted is replaced.
    as_of : date, optional
        Last day of knowledge; today by default.
    progress : callable, optional
        Told of each step: name, number, how many.

    Returns
    -------
    pyarrow.Table
        Contract FITTED, a row for each horizon.

    Raises
    ------
    TooLittleEvidence
        If the store holds too few decided seasons.
    """
    day = as_of or dt.date.today()
    rows = models(store, day, progress)
    with store.transaction():
        store.replace("fitted", rows)
        store.log_run("fit", rows.num_rows, [], day)
    return rows


def models(store: Store, day: dt.date, progress: Progress | None = None) -> pa.Table:
    """The models of a date, as they are kept (contract FITTED)."""
    tell = progress or (lambda *_: None)
    tell("reading what was known", 0, len(AGES) + 1)
    ledger = outcomes(store, as_of=day)
    features = panel(store, as_of=day, ledger=ledger)
    digest = sha256(" ".join(sorted(store.query("SELECT digest FROM file")["digest"].to_pylist())).encode()).hexdigest()
    rows = []
    for number, age in enumerate(AGES, 1):
        tell(f"day {age}", number, len(AGES) + 1)
        known = cases(features, ledger, day, age)
        found = taught(known, day, age)
        rows.append(
            {
                "as_of": day,
                "age_days": age,
                "seasons": len(known.event),
                "renewed": int((known.event == RENEWED).sum()),
                "inputs": digest,
                "coefficients": written(found),
            }
        )
    return pa.Table.from_pylist(rows, schema=FITTED.schema)


def written(found: Fitted) -> str:
    """A fitted horizon as JSON."""
    return json.dumps(
        {
            "as_of": found.as_of.isoformat(),
            "model": json.loads(found.model.to_json()),
            "seen": found.seen.round(4).tolist(),
            # On the same columns, standardised alike: only what differs is written.
            "replicates": [
                {"baseline": _rounded(one.baseline), "weights": _rounded(one.weights)} for one in found.replicates
            ],
        }
    )


def _rounded(values: Reals) -> list[list[float | None]]:
    return [[None if np.isnan(value) else round(value, _DIGITS) for value in row] for row in values.tolist()]


def read(text: str, where: str = "fitted in the store") -> Fitted:
    """A fitted horizon from JSON.

    Parameters
    ----------
    text : str
        As `written`.
    where : str
        Where it was kept, for the refusal.

    Raises
    ------
    TooLittleEvidence
        If it was fitted for other columns or intervals than this version knows, or written in another form.
    """
    needed = "a model in the form of this version"
    mend = "run `cliffhanger fit` on this store" if where.startswith("fitted") else "install the package anew"
    try:
        document = json.loads(text)
        model = Hazard.from_json(json.dumps(document["model"]))
        many = [
            replace(model, baseline=np.array(one["baseline"], dtype=float), weights=np.array(one["weights"], float))
            for one in document["replicates"]
        ]
        found = Fitted(dt.date.fromisoformat(document["as_of"]), model, many, np.array(document["seen"], dtype=float))
    except (KeyError, TypeError, ValueError, AttributeError) as other:
        raise TooLittleEvidence(needed, f"another one, {where}: {mend}") from other
    shapes = {one.weights.shape for one in (model, *many)} | {found.seen.shape}
    if model.names != NAMES or shapes != {(2, len(NAMES))}:
        raise TooLittleEvidence(needed, f"one for other columns, {where}: {mend}")
    return found


def fitted(store: Store, as_of: dt.date, ages: Sequence[int] = AGES) -> Mapping[int, Fitted]:
    """The models that knew nothing later than a date: those fitted in the store, else the latest shipped.

    Parameters
    ----------
    store : Store
        The store; reading suffices.
    as_of : date
        The date.
    ages : sequence of int
        The horizons that are wanted.

    Raises
    ------
    TooLittleEvidence
        If all of them know more.
    """
    kept = [row for row in store.get("fitted").to_pylist() if row["as_of"] <= as_of]
    if kept:
        return {row["age_days"]: read(row["coefficients"]) for row in kept if row["age_days"] in ages}
    shipped = files(__package__).joinpath("fits")
    days = sorted(dt.date.fromisoformat(file.name.removesuffix(".json")) for file in shipped.iterdir())
    early = [day for day in days if day <= as_of]
    if not early:
        raise TooLittleEvidence(
            f"a renewal model that knows nothing later than {as_of.isoformat()}",
            f"the first one, which knows what was public on {days[0].isoformat()}" if days else "none",
        )
    return {age: one for age, one in _shipped(f"{early[-1].isoformat()}.json").items() if age in ages}


@lru_cache(maxsize=8)
def _shipped(name: str) -> Mapping[int, Fitted]:
    """The models of one file of the package."""
    text = files(__package__).joinpath("fits", name).read_text("utf-8")
    return {
        int(age): read(json.dumps(one), f"in the shipped file {name}") for age, one in json.loads(text)["ages"].items()
    }
