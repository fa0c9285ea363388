"""A year ahead: every season undecided on one day, asked on that day, scored on what is known to have followed.

The record by quarter asks each season at fixed ages. This check asks as `forecast` does: on one day, of seasons of all
ages up to two years. Only premieres before `panel.COMPLETE_UNTIL` are asked: of later ones the lists at hand name the
kind of those alone that went on, and that would be hindsight.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from cliffhanger.evidence.outcomes import UNDECIDED, outcomes
from cliffhanger.forecasts.cases import cases
from cliffhanger.forecasts.fit import answered, taught
from cliffhanger.forecasts.incidence import EDGES_DAYS, SILENT
from cliffhanger.forecasts.panel import AGES, COMPLETE_UNTIL
from cliffhanger.forecasts.rivals import base_rate
from cliffhanger.forecasts.track import score
from cliffhanger.store import Store

Reals = NDArray[np.float64]

DAYS = (dt.date(2023, 6, 30), dt.date(2024, 6, 30))
"""Days on which the question is asked."""

YEAR = dt.timedelta(days=365)
SEED = 1
FEWEST = 20
"""With fewer seasons nothing is scored."""


def year_ahead(
    store: Store, features: pa.Table, final: pa.Table, end: dt.date, days: Sequence[dt.date] = DAYS
) -> list[dict[str, object]]:
    """Scores of the forecasts of each day.

    Parameters
    ----------
    store : Store
        The store; reading suffices.
    features : pyarrow.Table
        Contract PANEL, to the end.
    final : pyarrow.Table
        Contract OUTCOME, as known at the end.
    end : date
        Last day of the labels; a day less than a year before it is not asked.
    days : sequence of date
        The days of the question.

    Returns
    -------
    list of dict
        as_of, question and the keys of `track.score`, for two questions: 'renewed within a year', of all seasons asked
        (the renewal became known within 365 days; silence is no; the odds are those given the silence so far), and
        'renewed within 24 months' of the premiere, of those decided, or whose 24 months are over, at the end (the odds
        that `forecast` prints). Days with fewer than
        `FEWEST` seasons, or with one outcome only, are left out.
    """
    told = {row["season_id"]: row for row in final.to_pylist()}
    premieres = dict(zip(*(features[name].to_pylist() for name in ("season_id", "premiere")), strict=True))
    found: list[dict[str, object]] = []
    for day in days:
        if day + YEAR > end:
            continue
        ledger = outcomes(store, as_of=day)
        asked, within, whole, base = _asked(features, ledger, day)
        rows = [told.get(name) for name in asked]
        renewed = np.array([row is not None and row["outcome"] == "renewed" for row in rows], dtype=bool)
        soon = np.array(
            [row is not None and row["known_on"] is not None and row["known_on"] <= day + YEAR for row in rows]
        )
        # The odds are about 24 months from the premiere: what became known later is no renewal in them.
        closes = [premieres[name] + dt.timedelta(days=float(EDGES_DAYS[-1])) for name in asked]
        in_time = np.array([row is not None and row["known_on"] is not None and row["known_on"] <= last
                            for row, last in zip(rows, closes, strict=True)], dtype=bool)  # fmt: skip
        over = np.array([last <= end for last in closes], dtype=bool)
        decided = over | np.array([row is not None and row["outcome"] not in UNDECIDED for row in rows], dtype=bool)
        for question, mine, y, p in (
            ("renewed within a year", np.ones(len(rows), dtype=bool), renewed & soon, within),
            ("renewed within 24 months", decided, renewed & in_time, whole),
        ):
            if mine.sum() >= FEWEST and len(set(y[mine])) == 2:
                head = {"as_of": day.isoformat(), "question": question}
                block = np.full(int(mine.sum()), day.isoformat())
                found.append({**head, **score(y[mine].astype(float), p[mine], base[question][mine], block, SEED)})
    return found


def _asked(features: pa.Table, ledger: pa.Table, day: dt.date) -> tuple[list[str], Reals, Reals, dict[str, Reals]]:
    """Undecided seasons, their odds of renewal within a year and within 24 months, and base rates for both."""
    said: dict[str, Reals] = {}
    for age in AGES:
        known = cases(features, ledger, day, age)
        silent = (
            (known.event == SILENT) & (known.days < EDGES_DAYS[-1]) & (known.premieres < np.datetime64(COMPLETE_UNTIL))
        )
        mine = known.taking(silent)
        if not len(mine.days):
            continue
        model = taught(known, day, age, replicates=0).model
        within = model.p_until(mine.x, mine.days + YEAR.days, mine.days)
        past = answered(known)
        rate = base_rate(past.x, past.renewed_in_time, np.ones(len(past.days)), mine.x)
        # All traits at their means: what age and silence alone say.
        plain = model.p_until(np.full_like(mine.x, np.nan), mine.days + YEAR.days, mine.days)
        four = np.column_stack([within, model.p_renew(mine.x), plain, rate])
        said |= dict(zip(mine.rows["season_id"].to_pylist(), four, strict=True))
    table = np.array(list(said.values()), dtype=float).reshape(-1, 4)
    bases = {"renewed within a year": table[:, 2], "renewed within 24 months": table[:, 3]}
    return list(said), table[:, 0], table[:, 1], bases
