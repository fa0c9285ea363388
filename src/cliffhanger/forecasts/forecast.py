"""Forecast: odds for every season of which nothing is decided on a date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from cliffhanger.evidence.looks import last_looks
from cliffhanger.evidence.outcomes import UNDECIDED, outcomes
from cliffhanger.forecast_tables import FORECAST
from cliffhanger.forecasts.cases import KINDS, PLATFORM, is_limited
from cliffhanger.forecasts.economics import known_economics
from cliffhanger.forecasts.fit import fitted
from cliffhanger.forecasts.panel import AGES, panel
from cliffhanger.forecasts.said import LONGEST_DAYS, Said, said
from cliffhanger.forecasts.silence import silence
from cliffhanger.store import Store

Progress = Callable[[str, int, int | None], None]

UNLIKE = 0.15
"""With so large a share of its known columns outside what the models saw, a season gets no odds."""

_WEEK = dt.timedelta(days=7)


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
    tell("odds", 0, 1)
    rows = odds(store, day)
    rows.sort(key=lambda row: (row["p_renew"] is None, -(row["p_renew"] or 0.0), row["season_id"]))
    table = pa.Table.from_pylist(rows, schema=FORECAST.schema)
    with store.transaction():
        store.replace("forecast", table)
        store.log_run("forecast", table.num_rows, [], day)
    return table


def odds(store: Store, day: dt.date) -> list[dict[str, Any]]:
    """Rows of the forecast of a date, as `odds_on` tells them."""
    return odds_on(store, day)[0]


def odds_on(store: Store, day: dt.date) -> tuple[list[dict[str, Any]], pa.Table]:
    """Rows of the forecast of a date, and what the models were told (contract PANEL, of seasons that were asked for).

    The change since the week before is that of the evidence: the same models are asked for both days. A row of the
    panel does not change with the day of knowledge, so that what was known a week before is in the same panel.

    Parameters
    ----------
    store : Store
        The store; reading suffices.
    day : date
        Last day of knowledge.
    """
    ledger = outcomes(store, as_of=day)
    silent = [
        row for row in ledger.to_pylist()
        if row["outcome"] in UNDECIDED and row["kind"] == "season" and row["premiere"] and row["premiere"] <= day
    ]  # fmt: skip
    models = fitted(store, day)
    asked = [row["season_id"] for row in silent if _status(row, (day - row["premiere"]).days) is None]
    kept = ledger.filter(pc.is_in(ledger["season_id"], pa.array(asked, pa.string())))
    features = panel(store, as_of=day, seasons=asked, ledger=ledger)
    looks = last_looks(store, day)
    quiet, before = silence(ledger, looks), day - _WEEK
    now = said(features, kept, models, quiet, known_economics(store, day), day)
    seen = replace(quiet, looks={name: seen for name, seen in looks.items() if seen <= before})
    # Of the week before only the odds are wanted, not their interval.
    alone = {age: replace(one, replicates=one.replicates[:1]) for age, one in models.items()}
    then = said(features, kept, alone, seen, known_economics(store, before), before)
    return [_row(row, day, now.get(row["season_id"]), then.get(row["season_id"])) for row in silent], features


def odds_of(store: Store, day: dt.date, season_id: str, ledger: pa.Table) -> dict[str, Any] | None:
    """The row of one season, without its change since the week before; None where it is decided or has no premiere.

    Parameters
    ----------
    store : Store
        The store; reading suffices.
    day : date
        Last day of knowledge.
    season_id : str
        The season.
    ledger : pyarrow.Table
        Contract OUTCOME, whole, as known on that day.

    Raises
    ------
    TooLittleEvidence
        If no model was known by the date.
    """
    mine = ledger.filter(pc.field("season_id") == season_id)
    row = next(iter(mine.to_pylist()), None)
    if not row or row["outcome"] not in UNDECIDED or row["kind"] != "season" or not row["premiere"]:
        return None
    age = (day - row["premiere"]).days
    if age < 0 or _status(row, age):
        return _row(row, day, None, None) if age >= 0 else None
    reached = max(one for one in AGES if one <= age)
    models = fitted(store, day, [reached])
    features = panel(store, as_of=day, ages=[reached], seasons=[season_id], ledger=ledger)
    quiet = store.remember(("silence", day), lambda: silence(ledger, last_looks(store, day)))
    costs = store.remember(("economics", day), lambda: known_economics(store, day))
    found = said(features, mine, models, quiet, costs, day)
    return _row(row, day, found.get(season_id), None)


def _row(said_of: Mapping[str, object], day: dt.date, now: Said | None, then: Said | None) -> dict[str, Any]:
    premiere = said_of["premiere"]
    assert isinstance(premiere, dt.date)
    age = (day - premiere).days
    why = _status(said_of, age) or _unsaid(now)
    there = None if why else now
    return {
        **{name: said_of[name] for name in ("season_id", "series", "platform", "premiere")},
        "season": said_of["label"],
        "as_of": day,
        "age_days": age,
        **{name: getattr(there, name, None) for name in ("p_renew", "lo80", "hi80")},
        "change_week": there.p_renew - then.p_renew if there and then else None,
        "decision_expected_on": max(there.decision, day) if there else None,
        "status": why[0] if why else "forecast",
        "reason": why[1] if why else there.reason if there else "",
    }


def _status(said_of: Mapping[str, object], age: int) -> tuple[str, str] | None:
    """Why the models are not asked: status and words of the first reason that holds; None where they are."""
    for holds, status, reason in (
        (is_limited(said_of), "limited series", "called limited when it came out: there is nothing to renew"),
        (said_of["platform"] != PLATFORM, "not forecast", f"weekly hours are public of {PLATFORM} alone"),
        (age < AGES[0], "too early", f"the first odds are given {AGES[0]} days after the premiere"),
        (age >= LONGEST_DAYS, "overdue", "nothing was said for two years: the models know of no later decision"),
    ):
        if holds:
            return status, reason
    return None


def _unsaid(now: Said | None) -> tuple[str, str] | None:
    """Why the models say nothing that could be printed: status and words; None where they do."""
    if now is None:
        return "not forecast", f"only series known to be {' or '.join(KINDS)} are forecast"
    if now.unlike > UNLIKE:
        return "unlike any", "too many of its figures lie outside what the models have seen"
    return None
