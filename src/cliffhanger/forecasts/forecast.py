"""Forecast: odds for every season of which nothing is decided on a date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from cliffhanger.errors import TooLittleEvidence
from cliffhanger.evidence.looks import last_looks
from cliffhanger.evidence.outcomes import UNDECIDED, outcomes
from cliffhanger.forecast_tables import FORECAST
from cliffhanger.forecasts.cases import KINDS, PLATFORM, cases, is_limited
from cliffhanger.forecasts.design import NAMES
from cliffhanger.forecasts.fit import Fitted, fitted
from cliffhanger.forecasts.hazard import interval
from cliffhanger.forecasts.incidence import EDGES_DAYS
from cliffhanger.forecasts.panel import AGES, panel
from cliffhanger.forecasts.silence import Silence, silence
from cliffhanger.store import Store

Reals = NDArray[np.float64]
Progress = Callable[[str, int, int | None], None]

LONGEST_DAYS = float(EDGES_DAYS[-1])
"""After so many days of silence the models say nothing more."""

UNLIKE = 0.15
"""With so large a share of its known columns outside what the models saw, a season gets no odds."""

_NOBODY: Mapping[str, Any] = {"unlike": 0.0, "reason": ""}
_WEEK = dt.timedelta(days=7)
_SAID = 3
_LEAST_POINTS = 0.005


def forecast(store: Store, *, as_of: dt.date | None = None, progress: Progress | None = None) -> pa.Table:
    """Odds of every undecided season, the likeliest first, and keep them in the store.

    Parameters
    ----------
    store : Store
        Open for writing; table forecast is replaced.
    as_of : date, optional
        Only what was known by then is used; today by default.
    progress : callable, optional
        Told of each step: name, number, how many.

    Returns
    -------
    pyarrow.Table
        Contract FORECAST. A season without odds has a status and a reason, and stands after those with odds.

    Raises
    ------
    TooLittleEvidence
        If no model was known by the date.
    """
    day = as_of or dt.date.today()
    tell = progress or (lambda *_: None)
    tell("odds", 0, 2)
    rows = odds(store, day)
    tell("odds a week before", 1, 2)
    try:
        before = {row["season_id"]: row["p_renew"] for row in odds(store, day - _WEEK)}
    except TooLittleEvidence:
        before = {}
    for row in rows:
        earlier = before.get(row["season_id"])
        known = row["p_renew"] is not None and earlier is not None
        row["change_week"] = row["p_renew"] - earlier if known else None
    rows.sort(key=lambda row: (row["p_renew"] is None, -(row["p_renew"] or 0.0), row["season_id"]))
    table = pa.Table.from_pylist(rows, schema=FORECAST.schema)
    with store.transaction():
        store.replace("forecast", table)
        store.log_run("forecast", table.num_rows, [], day)
    return table


def odds(store: Store, day: dt.date, season_id: str | None = None) -> list[dict[str, Any]]:
    """Rows of the forecast of a date, without the change since the week before.

    Parameters
    ----------
    store : Store
        The store; reading suffices.
    day : date
        Last day of knowledge.
    season_id : str, optional
        Only this season.
    """
    ledger = outcomes(store, as_of=day)
    silent = [
        row for row in ledger.to_pylist()
        if row["outcome"] in UNDECIDED and row["kind"] == "season" and row["premiere"] and row["premiere"] <= day
        and season_id in (None, row["season_id"])
    ]  # fmt: skip
    models = fitted(store, day)
    asked = [row["season_id"] for row in silent if _status(row, (day - row["premiere"]).days, _NOBODY)[0] == "forecast"]
    kept = ledger.filter(pc.is_in(ledger["season_id"], pa.array(asked, pa.string())))
    features = panel(store, as_of=day, seasons=asked, ledger=ledger)
    quiet = silence(ledger, last_looks(store, day))
    said: dict[str, dict[str, Any]] = {}
    for age in AGES:
        # Of the horizons that a season has reached the last one speaks.
        said |= _said(features, kept, models[age], quiet, day, age)
    return [_row(row, day, said.get(row["season_id"])) for row in silent]


def _said(
    features: pa.Table, ledger: pa.Table, found: Fitted, quiet: Silence, day: dt.date, age: int
) -> dict[str, dict[str, Any]]:
    """Odds of the seasons that had reached a horizon.

    They are those of a season undecided at the horizon. Silence after it lowers nothing unless somebody looked: what
    lists and later premieres tell of a renewal comes so late that among seasons silent for a year as many had another
    as among younger ones (`year_ahead` measures it), but who stands as pending on a list that tells renewals had none
    by that day (`silence`).
    """
    every = cases(features, ledger, day, age)
    mine = every.taking(every.days < LONGEST_DAYS)
    if not len(mine.days):
        return {}
    names = mine.rows["season_id"].to_pylist()
    looked = quiet.ages(names, mine.premieres)
    p_plain = found.model.p_renew(mine.x)
    p, low, high = (quiet.lowered(odds, looked) for odds in (p_plain, *interval(found.replicates, mine.x)))
    pushes = found.model.contributions(mine.x)
    if quiet.announced is None:
        when = found.model.decision_days(mine.x, entry_days=mine.days)
    else:
        when = quiet.announced.expected(mine.days)
    return {
        name: {
            "p_renew": float(p[at]),
            "lo80": float(min(low[at], p[at])),
            "hi80": float(max(high[at], p[at])),
            "decision": mine.premieres[at].astype(object) + dt.timedelta(days=round(float(when[at]))),
            "unlike": _unlike(mine.x[at], found.seen),
            "reason": "; ".join(
                part
                for part in (_seen(quiet, name, looked[at], p_plain[at], p[at]), in_words(pushes[at], mine.x[at]))
                if part
            ),
        }
        for at, name in enumerate(names)
    }


def _seen(quiet: Silence, name: str, age: float, before: float, after: float) -> str:
    """That somebody saw it undecided, and what that takes."""
    if abs(after - before) < _LEAST_POINTS:
        return ""
    return f"still pending on {quiet.looks[name]:%-d %B %Y}, day {age:.0f}: {100 * (after - before):+.0f} points"


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
    order = [at for at in np.argsort(-np.abs(pushes))[:_SAID] if abs(pushes[at]) >= _LEAST_POINTS]
    return "; ".join(f"{_named(NAMES[at], float(x[at]))}: {100 * pushes[at]:+.0f} points" for at in order)


def _named(name: str, value: float) -> str:
    if not np.isfinite(value):
        return f"{name} not known"
    if name == "audience against the platform":
        return f"{np.exp(value):.1f} times the audience of the platform's median"
    if name == "weeks on the list":
        return f"{np.expm1(value):.0f} weeks on the list"
    if name == "hold after the first weeks":
        return f"keeps {100 * np.exp(value):.0f} % of its audience from week to week"
    if name == "log season number":
        return f"season {np.exp(value):.0f}"
    return name if value else f"not {name}"


def _row(said_of: Mapping[str, object], day: dt.date, said: Mapping[str, object] | None) -> dict[str, Any]:
    premiere = said_of["premiere"]
    assert isinstance(premiere, dt.date)
    status, reason = _status(said_of, (day - premiere).days, said)
    there = said if status == "forecast" and said else {}
    expected = there.get("decision")
    return {
        **{name: said_of[name] for name in ("season_id", "series", "platform", "premiere")},
        "season": said_of["label"],
        "as_of": day,
        "age_days": (day - premiere).days,
        **{name: there.get(name) for name in ("p_renew", "lo80", "hi80")},
        "change_week": None,
        "decision_expected_on": max(expected, day) if isinstance(expected, dt.date) else None,
        "status": status,
        "reason": reason,
    }


def _status(said_of: Mapping[str, object], age: int, said: Mapping[str, object] | None) -> tuple[str, str]:
    """Whether there are odds, and in words why not; the first reason that holds."""
    unlike = said is not None and float(str(said["unlike"])) > UNLIKE
    for holds, status, reason in (
        (is_limited(said_of), "limited series", "called limited when it came out: there is nothing to renew"),
        (said_of["platform"] != PLATFORM, "not forecast", f"weekly hours are public of {PLATFORM} alone"),
        (age < AGES[0], "too early", f"the first odds are given {AGES[0]} days after the premiere"),
        (age >= LONGEST_DAYS, "overdue", "nothing was said for two years: the models know of no later decision"),
        (said is None, "not forecast", f"only series known to be {' or '.join(KINDS)} are forecast"),
        (unlike, "unlike any", "too many of its figures lie outside what the models have seen"),
    ):
        if holds:
            return status, reason
    return "forecast", str(said["reason"]) if said else ""
