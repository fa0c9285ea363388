"""What the models say of undecided seasons on a day: odds, interval, expected day of the decision, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from cliffhanger.forecasts.cases import Cases, cases
from cliffhanger.forecasts.design import NAMES
from cliffhanger.forecasts.economics import Known, Weights, weighed
from cliffhanger.forecasts.fit import Fitted
from cliffhanger.forecasts.hazard import interval
from cliffhanger.forecasts.incidence import EDGES_DAYS
from cliffhanger.forecasts.panel import AGES
from cliffhanger.forecasts.silence import Silence

Reals = NDArray[np.float64]

LONGEST_DAYS = float(EDGES_DAYS[-1])
"""After so many days of silence the models say nothing more."""

_NAMED = 3
_LEAST_POINTS = 0.005


@dataclass(frozen=True)
class Said:
    """What the models say of a season.

    Parameters
    ----------
    p_renew, lo80, hi80 : float
        Odds of renewal and their 80 % interval, 0-1.
    decision : date
        Day by which half of such decisions have been announced.
    unlike : float
        Share of its known columns that lie outside what the models saw, 0-1.
    reason : str
        What moves the odds most, in words.
    """

    p_renew: float
    lo80: float
    hi80: float
    decision: dt.date
    unlike: float
    reason: str


def said(
    features: pa.Table,
    ledger: pa.Table,
    models: Mapping[int, Fitted],
    quiet: Silence,
    known: Mapping[str, Known],
    day: dt.date,
) -> dict[str, Said]:
    """What the models say of each season at the last horizon that it has reached by a day.

    The odds are those of a season undecided at the horizon. Silence after it lowers nothing unless somebody looked:
    what lists and later premieres tell of a renewal comes so late that among seasons silent for a year as many had
    another as among younger ones (`year_ahead` measures it), but who stands as pending on a list that tells renewals
    had none by that day (`silence`).

    Parameters
    ----------
    features : pyarrow.Table
        Contract PANEL.
    ledger : pyarrow.Table
        Contract OUTCOME, of the seasons asked for, as known on the day or later: their rows must be undecided.
    models : mapping
        A fit for each horizon that is asked.
    quiet : Silence
        What silence says, with the looks known by the day.
    known : mapping
        Economics by season_id, as known on the day.
    day : date
        The day.
    """
    found: dict[str, Said] = {}
    for age in AGES:
        if age not in models:
            continue
        every = cases(features, ledger, day, age)
        mine = every.taking(every.days < LONGEST_DAYS)
        if len(mine.days):
            found |= _at(mine, models[age], quiet, known)
    return found


def _at(mine: Cases, found: Fitted, quiet: Silence, known: Mapping[str, Known]) -> dict[str, Said]:
    names = mine.rows["season_id"].to_pylist()
    economics = [known.get(name, Known()) for name in names]
    weights = Weights.of(economics)
    looked = quiet.ages(names, mine.premieres)
    plain = found.model.p_renew(mine.x)
    costed = weighed(found.model.p_renew, mine.x, weights)
    p = quiet.lowered(costed, looked)
    each = np.array([quiet.lowered(weighed(one.p_renew, mine.x, weights), looked) for one in found.replicates])
    low, high = interval(each)
    pushes = found.model.contributions(mine.x)
    when = quiet.announced.expected(mine.days) if quiet.announced else found.model.decision_days(
        mine.x, entry_days=mine.days
    )  # fmt: skip
    told: dict[str, Said] = {}
    for at, name in enumerate(names):
        looked_on = f"still pending on {quiet.looks[name]:%-d %B %Y}" if name in quiet.looks else ""
        reasons = (
            _pushed(looked_on, p[at] - costed[at]),
            _pushed(str(economics[at]), costed[at] - plain[at]),
            in_words(pushes[at], mine.x[at]),
        )
        told[name] = Said(
            float(p[at]),
            float(min(low[at], p[at])),
            float(max(high[at], p[at])),
            mine.premieres[at].astype(object) + dt.timedelta(days=round(float(when[at]))),
            _unlike(mine.x[at], found.seen),
            "; ".join(reason for reason in reasons if reason),
        )
    return told


def _pushed(what: str, points: float) -> str:
    return f"{what}: {100 * points:+.0f} points" if what and abs(points) >= _LEAST_POINTS else ""


def _unlike(x: Reals, seen: Reals) -> float:
    """Share of the known columns that lie outside what the models saw."""
    known = np.isfinite(x)
    outside = (x[known] < seen[0, known]) | (x[known] > seen[1, known])
    return float(outside.mean()) if known.any() else 1.0


def in_words(pushes: Reals, x: Reals) -> str:
    """What moves the odds most, in words: name, whether the season has it, points.

    Examples
    --------
    >>> pushes, x = np.zeros(len(NAMES)), np.zeros(len(NAMES))
    >>> pushes[NAMES.index("Korean")], x[NAMES.index("Korean")] = -0.09, 1.0
    >>> in_words(pushes, x)
    'Korean: -9 points'
    """
    order = [at for at in np.argsort(-np.abs(pushes))[:_NAMED] if abs(pushes[at]) >= _LEAST_POINTS]
    return "; ".join(f"{_named(NAMES[at], float(x[at]))}: {100 * pushes[at]:+.0f} points" for at in order)


def _named(name: str, value: float) -> str:
    if not np.isfinite(value):
        return f"{name} not known"
    if name == "audience against the platform":
        return f"{np.exp(value):.1f} times the audience of the platform's median"
    if name == "weeks on the list":
        weeks = round(float(np.expm1(value)))
        return f"{weeks} week{'' if weeks == 1 else 's'} on the list"
    if name == "hold after the first weeks":
        return f"keeps {100 * np.exp(value):.0f} % of its audience from week to week"
    if name == "log season number":
        return f"season {np.exp(value):.0f}"
    return name if value else f"not {name}"
